import { z } from "zod";
import { closed } from "../closed-object.js";
import { someText } from "../option-types.js";
import type { ConnectionType } from "./connection-type.js";

/** One SQLite file, `specstar.db`; blobs are files beside it. */
export interface SqliteConnection {
  readonly type: "sqlite";
  readonly options: FolderOptions;
}

export interface FolderOptions {
  /** The folder, relative to the configuration file's; relative to the working directory without one. Made when it is not there. */
  readonly rootdir: string;
}

export const sqliteType: ConnectionType<SqliteConnection> = {
  title: "SQLite",
  schema: closed({ type: z.literal("sqlite"), options: closed({ rootdir: someText }) }),
  roles: ["meta", "resource", "blob"],
  inherits: [],
  isDurable: true,
};
