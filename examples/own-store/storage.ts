import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openAll, type Storage } from "@specstar/runtime";
import { openFileBlobs } from "@specstar/runtime/disk";
import { openSqliteMeta } from "@specstar/runtime/sqlite";
import { openRevisionLog } from "./revision-log.js";

/** Meta in SQLite, blobs in files, and revisions in a log of our own. */
export async function openStorage(dir: string): Promise<Storage> {
  await mkdir(dir, { recursive: true });
  return openAll({
    meta: async () => openSqliteMeta(dir, { keepsPayloads: false }),
    revisions: () => openRevisionLog(join(dir, "revisions.log")),
    blobs: async () => openFileBlobs(join(dir, "blobs")),
  });
}
