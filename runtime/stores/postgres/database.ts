import type pg from "pg";

/** A statement with its parameters. One with a name is prepared once per connection, where the server's pooling allows it. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What a statement gave back: its rows as arrays, in the order of its columns, and how many rows it touched. */
export interface StatementResult {
  readonly rows: readonly (readonly unknown[])[];
  readonly rowCount: number;
}

export type RunStatement = (statement: Statement) => Promise<StatementResult>;

/**
 * Where the statements of the stores run. Writes take their turn, in this process and among all processes, by a lock that each holds
 * from its first statement to its end: so nothing that a write reads can change under it, and the numbers in the change log are in
 * the order of the commits.
 */
export interface PostgresDatabase {
  /** What messages call it: a host and a database. No password. */
  readonly name: string;

  /** A table's name in SQL: quoted, with the schema and the prefix of this database. */
  table(name: string): string;

  /** Runs one statement that only reads; again, on another connection, when the one it was on breaks. */
  read(statement: Statement): Promise<StatementResult>;

  /**
   * Runs all of these in one transaction and one round trip. When it resolves, it would survive a power cut; when it rejects with
   * the server's error, or with BACKEND_UNAVAILABLE, nothing was written. A lost connection is looked into before that is said.
   */
  write(statements: readonly Statement[]): Promise<readonly StatementResult[]>;

  /** The same for work that reads before it writes; what it did is undone when it throws, or when `mustUndo` says so of its result. */
  transact<Result>(work: (run: RunStatement) => Promise<Result>, mustUndo: (result: Result) => boolean): Promise<Result>;

  /** Resolves when the server answers. */
  ping(): Promise<void>;

  /** Finishes what was accepted. */
  close(): Promise<void>;
}

/** @param pool whose connections are this database's alone. */
export function createDatabase(pool: pg.Pool, name: string): PostgresDatabase {
  const run = async (client: pg.Pool | pg.PoolClient, { name: key, text, values }: Statement): Promise<StatementResult> => {
    const { rows, rowCount } = await client.query({ text, values: [...values], rowMode: "array", ...(key === undefined ? {} : { name: key }) });
    return { rows, rowCount: rowCount ?? 0 };
  };
  const transact: PostgresDatabase["transact"] = async (work, mustUndo) => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
      await client.query("SELECT pg_advisory_xact_lock(1936745827)");
      const result = await work((statement) => run(client, statement));
      await client.query(mustUndo(result) ? "ROLLBACK" : "COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  };
  return {
    name,
    table: (table) => `"${table}"`,
    read: (statement) => run(pool, statement),
    write: (statements) =>
      transact(
        async (runOne) => {
          const results: StatementResult[] = [];
          for (const statement of statements) results.push(await runOne(statement));
          return results;
        },
        () => false,
      ),
    transact,
    ping: async () => void (await pool.query("SELECT 1")),
    close: () => pool.end(),
  };
}
