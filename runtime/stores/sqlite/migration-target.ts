import { SpecstarError } from "../../core/errors.js";
import type { AppliedMigration, Migration, MigrationTarget, TableDescription } from "../../migrations/migration-target.js";
import { retryWhileBusy } from "./busy.js";
import type { Database } from "./driver.js";

const createTable = `CREATE TABLE IF NOT EXISTS specstar_migration (
  id TEXT NOT NULL PRIMARY KEY,
  checksum TEXT NOT NULL,
  applied_time TEXT NOT NULL
)`;

/** Applies migrations to an SQLite database. DDL is transactional there: one that fails leaves nothing behind. */
export class SqliteMigrationTarget implements MigrationTarget {
  readonly dialect = "sqlite";
  readonly name: string;
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    this.name = db.name;
  }

  async listApplied(): Promise<readonly AppliedMigration[]> {
    return retryWhileBusy(() => listApplied(this.#db));
  }

  async describe(): Promise<readonly TableDescription[]> {
    return retryWhileBusy(() => {
      const tables = this.#db.prepare<unknown[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").pluck().all();
      const columns = this.#db.prepare<unknown[], readonly [string, string]>("SELECT name, type FROM pragma_table_info(?)").raw();
      const indexes = this.#db.prepare<unknown[], string>("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name").pluck();
      return tables.map((name) => ({ name, columns: Object.fromEntries(columns.all(name)), indexes: indexes.all(name) }));
    });
  }

  async apply(migration: Pick<Migration, "id" | "sql" | "checksum">): Promise<void> {
    const apply = this.#db.transaction(() => applyMigration(this.#db, this.name, migration));
    await retryWhileBusy(() => apply.exclusive());
  }

  async revert(migration: Pick<Migration, "id" | "down">): Promise<void> {
    const revert = this.#db.transaction(() => revertMigration(this.#db, migration));
    await retryWhileBusy(() => revert.exclusive());
  }
}

/**
 * Applies a migration inside a transaction. The check is made under its lock: whoever comes second finds the row of the first.
 *
 * @param name what messages call the database.
 * @throws MIGRATION_CHANGED when it was applied with another text; the driver's error when it fails.
 */
export function applyMigration(db: Database, name: string, { id, checksum, sql }: Pick<Migration, "id" | "sql" | "checksum">): void {
  const applied = listApplied(db).find((migration) => migration.id === id);
  if (applied !== undefined && applied.checksum !== checksum) throw changedMeanwhile(id, name);
  if (applied !== undefined) return;
  db.exec(createTable);
  db.exec(sql);
  db.prepare("INSERT INTO specstar_migration (id, checksum, applied_time) VALUES (?, ?, ?)").run(id, checksum, new Date().toISOString());
}

/**
 * Takes a migration back inside a transaction, unless it was taken back already.
 *
 * @throws the driver's error when it fails.
 */
export function revertMigration(db: Database, { id, down }: Pick<Migration, "id" | "down">): void {
  if (down === null || !listApplied(db).some((applied) => applied.id === id)) return;
  db.exec(down);
  db.prepare("DELETE FROM specstar_migration WHERE id = ?").run(id);
}

function listApplied(db: Database): AppliedMigration[] {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'specstar_migration'").get();
  if (exists === undefined) return [];
  return db.prepare<unknown[], AppliedMigration>("SELECT id, checksum, applied_time AS appliedTime FROM specstar_migration ORDER BY id").all();
}

function changedMeanwhile(id: string, database: string): SpecstarError {
  return new SpecstarError("MIGRATION_CHANGED", `Migration ${id} was applied to ${database} by another process, with another text.`);
}
