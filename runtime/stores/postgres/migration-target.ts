import type pg from "pg";
import { SpecstarError } from "../../core/errors.js";
import type { AppliedMigration, Migration, MigrationTarget, TableDescription } from "../../migrations/migration-target.js";

const createTable = `CREATE TABLE IF NOT EXISTS specstar_migration (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  checksum text NOT NULL,
  applied_time text NOT NULL
)`;

/** The advisory lock that says that somebody migrates this database: any number will do as long as all take the same. */
const lockKey = 0x73706563;

/** How long a statement may wait for a table that others use. Whoever waits for a table holds up all who come later. */
const lockTimeout = "10s";

/** The tables of the schema that new ones go to, with columns as [name, type]. Indexes of constraints have no statement of their own. */
const describeTables = `SELECT c.relname AS name,
  (SELECT coalesce(json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)), '{}') FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT coalesce(json_agg(i.relname ORDER BY i.relname), '[]') FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indrelid = c.oid AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid)) AS indexes
  FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname`;

/** Applies migrations to a PostgreSQL database. DDL is transactional there: one that fails leaves nothing behind. */
export class PostgresMigrationTarget implements MigrationTarget {
  readonly dialect = "postgres";
  readonly name: string;
  readonly #client: pg.Client;

  constructor(client: pg.Client, name: string) {
    this.#client = client;
    this.name = name;
  }

  async listApplied(): Promise<readonly AppliedMigration[]> {
    const { rows: found } = await this.#client.query<{ exists: boolean }>("SELECT to_regclass('specstar_migration') IS NOT NULL AS exists");
    if (found[0]?.exists !== true) return [];
    const { rows } = await this.#client.query<AppliedMigration>('SELECT id, checksum, applied_time AS "appliedTime" FROM specstar_migration ORDER BY id');
    return rows;
  }

  async describe(): Promise<readonly TableDescription[]> {
    return (await this.#client.query<TableDescription>(describeTables)).rows;
  }

  async apply({ id, checksum, sql }: Pick<Migration, "id" | "sql" | "checksum">): Promise<void> {
    await this.#locked(async () => {
      await this.#client.query(createTable);
      const applied = (await this.listApplied()).find((migration) => migration.id === id);
      if (applied !== undefined && applied.checksum !== checksum) throw changedMeanwhile(id, this.name);
      if (applied !== undefined) return;
      await this.#client.query(sql);
      await this.#client.query("INSERT INTO specstar_migration (id, checksum, applied_time) VALUES ($1, $2, $3)", [id, checksum, new Date().toISOString()]);
    });
  }

  async revert({ id, down }: Pick<Migration, "id" | "down">): Promise<void> {
    await this.#locked(async () => {
      if (down === null || !(await this.listApplied()).some((applied) => applied.id === id)) return;
      await this.#client.query(down);
      await this.#client.query("DELETE FROM specstar_migration WHERE id = $1", [id]);
    });
  }

  /** One transaction, with the advisory lock until its end: whoever comes second finds the row of the first. */
  async #locked(work: () => Promise<void>): Promise<void> {
    await this.#client.query("BEGIN");
    try {
      await this.#client.query("SELECT pg_advisory_xact_lock($1)", [lockKey]);
      await this.#client.query(`SET LOCAL lock_timeout = '${lockTimeout}'`);
      await work();
      await this.#client.query("COMMIT");
    } catch (error) {
      // A connection that is gone has rolled back already.
      await this.#client.query("ROLLBACK").catch(() => {});
      throw error;
    }
  }
}

function changedMeanwhile(id: string, database: string): SpecstarError {
  return new SpecstarError("MIGRATION_CHANGED", `Migration ${id} was applied to ${database} by another process, with another text.`);
}
