/** Statements by what they are prepared from; the one longest unused gives way, because nothing bounds how many different ones there are. */
export class StatementCache<Prepared> {
  readonly #prepare: (sql: string) => Prepared;
  readonly #capacity: number;
  readonly #statements = new Map<string, Prepared>();

  constructor(prepare: (sql: string) => Prepared, capacity: number) {
    this.#prepare = prepare;
    this.#capacity = capacity;
  }

  get(sql: string): Prepared {
    const statement = this.#statements.get(sql) ?? this.#prepare(sql);
    // A map keeps the order of insertion: the oldest is the first.
    this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    const [oldest] = this.#statements.size > this.#capacity ? this.#statements.keys() : [];
    if (oldest !== undefined) this.#statements.delete(oldest);
    return statement;
  }
}
