import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { startService, type Service } from "./start-service.js";

/** The PostgreSQL server of a run: the one that POSTGRES_DSN names, or else one of our own. Its databases are the run's. */
export class SharedPostgres {
  /** What all databases of this run begin with, so that runs which share a server don't meet. */
  readonly #prefix = `specstar_test_${randomUUID().slice(0, 8)}`;
  readonly #databases = new Set<string>();
  readonly #templates = new Map<string, Promise<string>>();
  #started: Promise<Service> | undefined;
  #dsn: Promise<string> | undefined;
  #count = 0;

  /** Makes a database that begins with what the SQL makes, and gives its dsn. @throws Error that says what to install or to start. */
  async createDatabase(sql: string): Promise<string> {
    const template = sql === "" ? "template0" : await this.#template(sql);
    return await this.#create(`${this.#prefix}_${++this.#count}`, `TEMPLATE ${template}${sql === "" ? " ENCODING 'UTF8'" : ""}`);
  }

  /** Whoever is still connected to it is thrown out. */
  async dropDatabase(dsn: string): Promise<void> {
    const name = new URL(dsn).pathname.slice(1);
    if (!this.#databases.delete(name)) throw new Error(`This run has made no database ${name}.`);
    await query(await this.#server(), `DROP DATABASE ${name} WITH (FORCE)`);
  }

  /** Drops what is left of the run, and stops the server if it is our own. */
  async stop(): Promise<void> {
    const started = await this.#started?.catch(() => undefined);
    if (started !== undefined) return await started.stop();
    for (const name of this.#databases) await query(await this.#server(), `DROP DATABASE ${name} WITH (FORCE)`);
  }

  #template(sql: string): Promise<string> {
    const hash = createHash("sha256").update(sql).digest("hex").slice(0, 16);
    const found = this.#templates.get(hash);
    if (found !== undefined) return found;
    const name = `${this.#prefix}_${hash}`;
    const made = this.#create(name, "TEMPLATE template0 ENCODING 'UTF8'").then(async (dsn) => {
      await query(dsn, sql);
      return name;
    });
    this.#templates.set(hash, made);
    return made;
  }

  async #create(name: string, options: string): Promise<string> {
    const dsn = new URL(await this.#server());
    await query(dsn.href, `CREATE DATABASE ${name} ${options}`);
    this.#databases.add(name);
    dsn.pathname = name;
    return dsn.href;
  }

  #server(): Promise<string> {
    return (this.#dsn ??= this.#find());
  }

  /** One that runs anyway isn't taken unasked: it waits for its disk, so that databases take seconds to make and our own is faster. */
  async #find(): Promise<string> {
    const named = process.env["POSTGRES_DSN"] || undefined;
    if (named === undefined) {
      this.#started = startService("postgres");
      return `postgresql://postgres@127.0.0.1:${(await this.#started).said.port}/postgres`;
    }
    const reason = await whyUnfit(named);
    if (reason === undefined) return named;
    throw new Error(`The server that POSTGRES_DSN names can't be used: ${reason}. Mend that, or unset the variable.`);
  }
}

/** Why the tests can't use a server; undefined when they can. */
async function whyUnfit(dsn: string): Promise<string | undefined> {
  try {
    const sql = "SELECT rolsuper AND current_setting('server_version_num')::int >= 150000 AS fits FROM pg_roles WHERE rolname = current_user";
    const [row] = await query(dsn, sql);
    return row?.["fits"] === true ? undefined : "it is older than PostgreSQL 15, or its user is no superuser";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function query(dsn: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: dsn, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
