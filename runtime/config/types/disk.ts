import { z } from "zod";
import { closed } from "../closed-object.js";
import { someText } from "../option-types.js";
import type { ConnectionType } from "./connection-type.js";
import type { FolderOptions } from "./sqlite.js";

/** Files in a folder. The meta is an SQLite file there, which can be searched. */
export interface DiskConnection {
  readonly type: "disk";
  readonly options: FolderOptions;
}

export const diskType: ConnectionType<DiskConnection> = {
  title: "disk",
  schema: closed({ type: z.literal("disk"), options: closed({ rootdir: someText }) }),
  roles: ["meta", "resource", "blob"],
  inherits: [],
  isDurable: true,
};
