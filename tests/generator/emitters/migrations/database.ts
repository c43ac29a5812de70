import Database from "better-sqlite3";
import type pg from "pg";
import { emitMigration } from "../../../../generator/emitters/emit-migration.js";
import type { Project } from "../../../../generator/ir/model.js";

type Dialect = "sqlite" | "postgres";

/** A migration as it was written. */
export interface Written {
  readonly id: string;
  readonly up: string;
  readonly down: string;
}

/** The lock file and the migrations of a project that changes. */
export class Migrations {
  readonly all: Written[] = [];
  lock: string | null = null;
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** Generates for `project`. Gives the new migration, if there is one. */
  generate(project: Project, now = new Date("2026-01-01T00:00:00Z")): Written | undefined {
    const existing = this.all.map(({ id, up }) => ({ id, sql: up }));
    const { files, newest } = emitMigration(project, { migrations: "migrations", dialects: [this.#dialect], lock: this.lock, existing: { [this.#dialect]: existing }, now });
    const text = (name: string) => files.find(({ path }) => path.endsWith(name))?.text;
    this.lock = text("specstar.lock.json") ?? null;
    const [up, down] = [text("migration.sql"), text("down.sql")];
    if (up === undefined || down === undefined) return undefined;
    const written = { id: newest[this.#dialect] ?? "", up, down };
    this.all.push(written);
    return written;
  }
}

/** A database that tests look into. */
export interface TestDatabase {
  exec(sql: string): Promise<void>;
  /** Runs one statement with `$1`, `$2`, … */
  run(sql: string, ...values: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Tables by name, with their columns and indexes, both sorted: what there is, whatever the way that led there. */
  describe(tables?: readonly string[]): Promise<object>;
  close(): Promise<void>;
}

export class SqliteDatabase implements TestDatabase {
  readonly driver: Database.Database = new Database(":memory:");

  async exec(sql: string): Promise<void> {
    this.driver.exec(sql);
  }

  async run(sql: string, ...values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    const statement = this.driver.prepare<unknown[], Record<string, unknown>>(sql.replaceAll(/\$\d+/g, "?"));
    const bound = values.map((value) => (typeof value === "boolean" ? Number(value) : Array.isArray(value) ? JSON.stringify(value) : value));
    if (!statement.reader) statement.run(...bound);
    return statement.reader ? statement.all(...bound) : [];
  }

  async describe(tables?: readonly string[]): Promise<object> {
    const names = this.#all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").map(({ name }) => name);
    return Object.fromEntries(names.filter((name) => tables?.includes(name) ?? true).toSorted().map((name) => [name, this.#describeTable(name)]));
  }

  async close(): Promise<void> {
    this.driver.close();
  }

  #describeTable(table: string): object {
    const columns = this.#all<{ name: string }>(`SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${table}') ORDER BY name`);
    const indexes = this.#all<{ name: string; sql: string }>(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '${table}' AND sql IS NOT NULL ORDER BY name`);
    // A rename leaves quotes behind in the text of what goes on.
    return { columns, indexes: indexes.map(({ name, sql }) => ({ name, sql: sql.replaceAll('"', "") })) };
  }

  #all<Row>(sql: string): Row[] {
    return this.driver.prepare<[], Row>(sql).all();
  }
}

/** The schema that each connection is in. */
const current = new WeakMap<pg.Client, string>();

export class PostgresDatabase implements TestDatabase {
  readonly #client: pg.Client;
  readonly #schema: string;

  constructor(client: pg.Client, schema: string) {
    this.#client = client;
    this.#schema = schema;
  }

  async exec(sql: string): Promise<void> {
    await this.#client.query(`SET search_path = ${this.#schema};\n${sql}`);
    current.set(this.#client, this.#schema);
  }

  async run(sql: string, ...values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    if (current.get(this.#client) !== this.#schema) {
      await this.#client.query(`SET search_path = ${this.#schema}`);
      current.set(this.#client, this.#schema);
    }
    return (await this.#client.query<Record<string, unknown>>(sql, [...values])).rows;
  }

  async close(): Promise<void> {
    await this.exec(`DROP SCHEMA ${this.#schema} CASCADE`);
  }

  async describe(tables?: readonly string[]): Promise<object> {
    const columns = await this.run(
      `SELECT c.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, a.atttypmod) AS type, l.collname, a.attnotnull, a.attidentity
       FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
       WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2`,
      this.#schema,
    );
    const indexes = await this.run(
      `SELECT c.relname AS table_name, i.relname AS name, pg_get_indexdef(i.oid) AS definition
       FROM pg_class AS c JOIN pg_index AS x ON x.indrelid = c.oid JOIN pg_class AS i ON i.oid = x.indexrelid
       WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' ORDER BY 1, 2`,
      this.#schema,
    );
    const names = [...new Set(columns.map((row) => String(row["table_name"])))].filter((name) => tables?.includes(name) ?? true);
    const of = (rows: Record<string, unknown>[], name: string) =>
      rows.filter((row) => row["table_name"] === name).map((row) => JSON.parse(JSON.stringify(row).replaceAll(`${this.#schema}.`, "")) as object);
    return Object.fromEntries(names.map((name) => [name, { columns: of(columns, name), indexes: of(indexes, name) }]));
  }
}

/** An SQLite database, with the lock file and the migrations that have led to it. */
export class MigratedDatabase {
  readonly migrations = new Migrations("sqlite");
  readonly database = new SqliteDatabase();
  readonly sqlite = this.database.driver;

  get lock(): string | null {
    return this.migrations.lock;
  }

  get ids(): readonly string[] {
    return this.migrations.all.map(({ id }) => id);
  }

  get sql(): readonly string[] {
    return this.migrations.all.map(({ up }) => up);
  }

  /** Generates for `project`, and applies what comes. Gives the new migration's SQL, if there is one. */
  migrate(project: Project, now?: Date): string | undefined {
    const written = this.migrations.generate(project, now);
    if (written !== undefined) this.sqlite.exec(written.up);
    return written?.up;
  }

  describe(tables?: readonly string[]): Promise<object> {
    return this.database.describe(tables);
  }
}
