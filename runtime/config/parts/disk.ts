import { join } from "node:path";
import { openFileBlobs, openFileRevisions } from "../../stores/disk/index.js";
import { openSqliteMeta } from "../../stores/sqlite/index.js";
import type { FolderOptions } from "../types/sqlite.js";
import type { Openers } from "./openers.js";

/** The same places as `diskStorage`. */
export function diskParts({ rootdir }: FolderOptions): Openers {
  return {
    openMeta: async () => openSqliteMeta(rootdir, { keepsPayloads: false }),
    openRevisions: async () => ({ ...openFileRevisions(join(rootdir, "revisions")), migrations: null }),
    openBlobs: async () => openFileBlobs(join(rootdir, "blobs")),
  };
}
