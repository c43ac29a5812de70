import { join } from "node:path";
import { FileBlobStore } from "../disk/blob-store.js";
import type { Storage } from "../storage.js";
import { GroupWriter } from "./group-writer.js";
import { SqliteMetaStore } from "./meta-store.js";
import { SqliteMigrationTarget } from "./migration-target.js";
import { openDatabase } from "./open-database.js";
import { SqliteRevisionStore } from "./revision-store.js";

/**
 * Resources in one SQLite file, `<dir>/specstar.db`, and their blobs as files in `<dir>/blobs`; several processes may share both.
 * An acknowledged write survives a crash and a power cut. The folders and the file are made when they are not there; the tables
 * come from the migrations.
 *
 * @throws CONFIG_INVALID when the package better-sqlite3 is missing; BACKEND_UNAVAILABLE when the file can't be opened.
 */
export function sqliteStorage(dir: string): Storage {
  const db = openDatabase(dir);
  const writer = new GroupWriter(db);
  return {
    meta: new SqliteMetaStore(db, writer),
    revisions: new SqliteRevisionStore(db, writer),
    blobs: new FileBlobStore(join(dir, "blobs")),
    migrations: new SqliteMigrationTarget(db),
    close: async () => {
      await writer.settled();
      db.close();
    },
  };
}
