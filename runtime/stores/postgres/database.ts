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
 *
 * All that waits is bounded. BACKEND_UNAVAILABLE means that nothing was written, but for one case that its message names: the
 * connection broke during the commit, and no other could be had to find out.
 */
export interface PostgresDatabase {
  /** What messages call it: a host and a database. No password. */
  readonly name: string;

  /** A table's name in SQL: quoted, with the schema and the prefix of this database. */
  table(name: string): string;

  /** Runs one statement that only reads; again, on another connection, when the one it was on breaks. */
  read(statement: Statement): Promise<StatementResult>;

  /**
   * Runs all of these in one transaction. When it resolves, it would survive a power cut; when it rejects with the server's error,
   * or with BACKEND_UNAVAILABLE, nothing was written. A lost connection is looked into before that is said, and the transaction
   * runs again when it is sure that it was not done.
   *
   * @param recall reads once more what the statements gave back, from what they wrote: for a commit whose answer was lost. With it
   * the transaction takes one round trip; without, the results come in a first one and the commit is a second.
   */
  write(statements: readonly Statement[], recall?: () => Promise<readonly StatementResult[]>): Promise<readonly StatementResult[]>;

  /**
   * The same for work that reads before it writes; what it did is undone when it throws, or when `mustUndo` says so of its result.
   * `work` may run more than once, each time from a state in which it did nothing, and must run its statements one after the other.
   */
  transact<Result>(work: (run: RunStatement) => Promise<Result>, mustUndo: (result: Result) => boolean): Promise<Result>;

  /** Resolves when the server answers; tries once. */
  ping(): Promise<void>;

  /** Finishes what was accepted. */
  close(): Promise<void>;
}
