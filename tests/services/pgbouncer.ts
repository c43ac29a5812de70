import { startService } from "./start-service.js";

/** A pooler that gives each transaction whichever connection of the server's is free. */
export interface PgBouncer {
  /** The dsn of a database of the server's, through the pooler. */
  dsn(database: string): string;
  stop(): Promise<void>;
}

/**
 * @param upstream the port of a PostgreSQL server that trusts this machine.
 * @param poolSize how many connections it makes to the server.
 * @throws Error that says what to install when PgBouncer is not there.
 */
export async function startPgBouncer(upstream: number, poolSize: number): Promise<PgBouncer> {
  const { said, stop } = await startService("pgbouncer", [String(upstream), String(poolSize)]);
  return { dsn: (database) => `postgresql://postgres@127.0.0.1:${said.port}/${database}`, stop };
}
