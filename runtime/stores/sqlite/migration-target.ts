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
    return retryWhileBusy(() => this.#list());
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
    // The check is made under the lock: whoever comes second finds the row of the first.
    const apply = this.#db.transaction(() => {
      this.#db.exec(createTable);
      const applied = this.#list().find(({ id }) => id === migration.id);
      if (applied === undefined) this.#run(migration);
      else if (applied.checksum !== migration.checksum) throw changedMeanwhile(migration.id, this.name);
    });
    await retryWhileBusy(() => apply.exclusive());
  }

  async revert({ id, down }: Pick<Migration, "id" | "down">): Promise<void> {
    const revert = this.#db.transaction(() => {
      if (down === null || !this.#list().some((applied) => applied.id === id)) return;
      this.#db.exec(down);
      this.#db.prepare("DELETE FROM specstar_migration WHERE id = ?").run(id);
    });
    await retryWhileBusy(() => revert.exclusive());
  }

  #run({ id, checksum, sql }: Pick<Migration, "id" | "sql" | "checksum">): void {
    this.#db.exec(sql);
    this.#db.prepare("INSERT INTO specstar_migration (id, checksum, applied_time) VALUES (?, ?, ?)").run(id, checksum, new Date().toISOString());
  }

  #list(): AppliedMigration[] {
    const exists = this.#db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'specstar_migration'").get();
    if (exists === undefined) return [];
    return this.#db
      .prepare<unknown[], AppliedMigration>("SELECT id, checksum, applied_time AS appliedTime FROM specstar_migration ORDER BY id")
      .all();
  }
}

function changedMeanwhile(id: string, database: string): SpecstarError {
  return new SpecstarError("MIGRATION_CHANGED", `Migration ${id} was applied to ${database} by another process, with another text.`);
}
