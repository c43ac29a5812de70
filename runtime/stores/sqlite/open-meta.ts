import type { MetaPart } from "../storage.js";
import { GroupWriter } from "./group-writer.js";
import { SqliteMetaStore, type SqliteMetaOptions } from "./meta-store.js";
import { SqliteMigrationTarget } from "./migration-target.js";
import { openDatabase } from "./open-database.js";

/**
 * The meta of resources in one SQLite file, `<dir>/specstar.db`, to put a storage together from; several processes may share it. The
 * folder and the file are made when they are not there; the tables come from the migrations.
 *
 * @throws CONFIG_INVALID when the package better-sqlite3 is missing; BACKEND_UNAVAILABLE when the file can't be opened.
 */
export function openSqliteMeta(dir: string, options: SqliteMetaOptions): MetaPart {
  const db = openDatabase(dir);
  const writer = new GroupWriter(db);
  return {
    store: new SqliteMetaStore(db, writer, options),
    migrations: new SqliteMigrationTarget(db),
    close: async () => {
      await writer.settled();
      db.close();
    },
  };
}
