import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";
import { askFor } from "./ask-for.js";
import { startService } from "./start-service.js";

const made: string[] = [];

afterAll(async () => {
  for (const dsn of made.splice(0)) await askFor("DELETE", "postgres", dsn);
}, 300_000);

/**
 * Makes a database on the server of this run, which is dropped when the file's tests are done. The server is started by whoever asks
 * first.
 *
 * @param sql makes what the database begins with. All that begin with the same are copies of one, which takes a tenth of the time.
 * @returns its dsn.
 * @throws Error that says what to install when there is no PostgreSQL to be had.
 */
export async function newDatabase(sql = ""): Promise<string> {
  const dsn = await askFor("POST", "postgres", sql);
  made.push(dsn);
  return dsn;
}

/** A PostgreSQL server of a test's own, for what can't be done to one that others use. */
export interface PostgresServer {
  readonly port: number;
  /** Makes a database, and gives its dsn. */
  createDatabase(): Promise<string>;
  /** Lets it fall over and start again, as after a crash. */
  restart(): Promise<void>;
  /** Lets it fall over. */
  halt(): Promise<void>;
  /** Starts it again. */
  start(): Promise<void>;
  /** Takes the server and its data away. */
  stop(): Promise<void>;
}

/**
 * @param settings of the server, such as `ssl=on`.
 * @throws Error that says what to install when PostgreSQL is not there.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const { said, tell, stop } = await startService("postgres", settings);
  const dsn = (database: string) => `postgresql://postgres@127.0.0.1:${said.port}/${database}`;
  return {
    port: said.port,
    restart: async () => {
      await tell("halt");
      await tell("start");
    },
    halt: () => tell("halt"),
    start: () => tell("start"),
    createDatabase: async () => {
      const name = `test_${randomUUID().slice(0, 8)}`;
      const client = new pg.Client({ connectionString: dsn("postgres") });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return dsn(name);
    },
    stop,
  };
}
