import type { MigrationTarget } from "../../migrations/migration-target.js";
import type { RevisionStore } from "../revision-store.js";
import type { Part } from "../storage.js";
import { GroupWriter } from "./group-writer.js";
import { SqliteMigrationTarget } from "./migration-target.js";
import { openDatabase } from "./open-database.js";
import { SqliteRevisionStore } from "./revision-store.js";

/**
 * The data of revisions alone in `<dir>/specstar.db`, for a meta that is kept elsewhere. Its table comes from the same migrations.
 *
 * @throws CONFIG_INVALID when the package better-sqlite3 is missing; BACKEND_UNAVAILABLE when the file can't be opened.
 */
export function openSqliteRevisions(dir: string): Part<RevisionStore> & { readonly migrations: MigrationTarget } {
  const db = openDatabase(dir);
  const writer = new GroupWriter(db);
  const close = async () => {
    await writer.settled();
    db.close();
  };
  return { store: new SqliteRevisionStore(db, writer), migrations: new SqliteMigrationTarget(db), close };
}
