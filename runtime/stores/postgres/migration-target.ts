import type pg from "pg";
import { SpecstarError } from "../../core/errors.js";
import type { AppliedMigration, Migration, MigrationTarget, TableDescription } from "../../migrations/migration-target.js";
import { quote, tableIn, type Place } from "./names.js";
import { prefixSql } from "./prefix-sql.js";

/** The advisory lock that says that somebody migrates this database: any number will do as long as all take the same. */
const lockKey = 0x73706563;

/** How long a statement may wait for a table that others use. Whoever waits for a table holds up all who come later. */
const lockTimeout = "10s";

/**
 * Takes the schema, null for that of the search path, and the prefix, which is taken off the names: a table without it is another
 * application's. Indexes of constraints have no statement of their own.
 */
const describeTables = `SELECT substr(c.relname, length($2) + 1) AS name,
  (SELECT coalesce(json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)), '{}') FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT coalesce(json_agg(substr(i.relname, length($2) + 1) ORDER BY i.relname), '[]') FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indrelid = c.oid AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid)) AS indexes
  FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND s.nspname = coalesce($1, current_schema()) AND starts_with(c.relname, $2) ORDER BY c.relname`;

/** Applies migrations to a PostgreSQL database. DDL is transactional there: one that fails leaves nothing behind. */
export class PostgresMigrationTarget implements MigrationTarget {
  readonly dialect = "postgres";
  readonly name: string;
  readonly #client: pg.Client;
  readonly #place: Place;
  /** Where is written down what was applied. */
  readonly #table: string;

  /** @throws CONFIG_INVALID when the prefix is too long. */
  constructor(client: pg.Client, name: string, place: Place) {
    this.#client = client;
    this.name = name;
    this.#place = place;
    this.#table = tableIn(place, "specstar_migration");
  }

  async listApplied(): Promise<readonly AppliedMigration[]> {
    const { rows: found } = await this.#client.query<{ exists: boolean }>("SELECT to_regclass($1) IS NOT NULL AS exists", [this.#table]);
    if (found[0]?.exists !== true) return [];
    const { rows } = await this.#client.query<AppliedMigration>(`SELECT id, checksum, applied_time AS "appliedTime" FROM ${this.#table} ORDER BY id`);
    return rows;
  }

  async describe(): Promise<readonly TableDescription[]> {
    return (await this.#client.query<TableDescription>(describeTables, [this.#place.schema, this.#place.prefix])).rows;
  }

  async apply({ id, checksum, sql }: Pick<Migration, "id" | "sql" | "checksum">): Promise<void> {
    const prefixed = prefixSql(sql, this.#place.prefix);
    await this.#locked(async () => {
      await this.#client.query(`CREATE TABLE IF NOT EXISTS ${this.#table} (id text COLLATE "C" NOT NULL PRIMARY KEY, checksum text NOT NULL, applied_time text NOT NULL)`);
      const applied = (await this.listApplied()).find((migration) => migration.id === id);
      if (applied !== undefined && applied.checksum !== checksum) throw changedMeanwhile(id, this.name);
      if (applied !== undefined) return;
      await this.#client.query(prefixed);
      await this.#client.query(`INSERT INTO ${this.#table} (id, checksum, applied_time) VALUES ($1, $2, $3)`, [id, checksum, new Date().toISOString()]);
    });
  }

  async revert({ id, down }: Pick<Migration, "id" | "down">): Promise<void> {
    if (down === null) return;
    const prefixed = prefixSql(down, this.#place.prefix);
    await this.#locked(async () => {
      if (!(await this.listApplied()).some((applied) => applied.id === id)) return;
      await this.#client.query(prefixed);
      await this.#client.query(`DELETE FROM ${this.#table} WHERE id = $1`, [id]);
    });
  }

  async #enterSchema(): Promise<void> {
    const { schema } = this.#place;
    if (schema === null) return;
    const { rows } = await this.#client.query<{ exists: boolean }>("SELECT to_regnamespace($1) IS NOT NULL AS exists", [quote(schema)]);
    if (rows[0]?.exists !== true) throw missingSchema(schema, this.name);
    await this.#client.query(`SET LOCAL search_path TO ${quote(schema)}`);
  }

  /** One transaction, with the advisory lock until its end: whoever comes second finds the row of the first. */
  async #locked(work: () => Promise<void>): Promise<void> {
    await this.#client.query("BEGIN");
    try {
      await this.#enterSchema();
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

/** The schema is the user's: who owns it, and who may do what in it, is not for a migration to decide. */
function missingSchema(schema: string, database: string): SpecstarError {
  return new SpecstarError("CONFIG_INVALID", `The PostgreSQL database ${database} has no schema ${schema}. Make it: CREATE SCHEMA ${quote(schema)}.`);
}

function changedMeanwhile(id: string, database: string): SpecstarError {
  return new SpecstarError("MIGRATION_CHANGED", `Migration ${id} was applied to ${database} by another process, with another text.`);
}
