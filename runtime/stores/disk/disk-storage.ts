import { join } from "node:path";
import { openSqliteMeta } from "../sqlite/open-meta.js";
import { combineStorage, type Storage } from "../storage.js";
import { openFileBlobs, openFileRevisions } from "./open-parts.js";

/**
 * Resources below one folder: the meta in `<dir>/specstar.db`, an SQLite file, the revisions as files in `<dir>/revisions` and the
 * blobs in `<dir>/blobs`; several processes may share all of it. An acknowledged write survives a crash and a power cut. The folders
 * are made when they are not there; the tables come from the migrations.
 *
 * @throws CONFIG_INVALID when the package better-sqlite3 is missing; BACKEND_UNAVAILABLE when the database can't be opened.
 */
export function diskStorage(dir: string): Storage {
  const meta = openSqliteMeta(dir, { keepsPayloads: false });
  return combineStorage(meta, openFileRevisions(join(dir, "revisions")), openFileBlobs(join(dir, "blobs")));
}
