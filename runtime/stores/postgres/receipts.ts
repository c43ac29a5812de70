import type { FinishedReceipt, HeldReceipt, ReceiptRequest, ReceiptState, Receipts } from "../receipts.js";
import type { PostgresDatabase, RunStatement } from "./database.js";
import type { GroupWriter } from "./group-writer.js";
import { inputRows, nameStatement, rowStatement, type InputColumn, type NamedStatement, type RowStatement } from "./row-statement.js";
import type { Returned } from "./row-groups.js";

/** How many receipts one transaction removes: bounds how long it holds the lock. */
const step = 1000;

/** Receipts in a table. Each call is one row of a write, and so is done before the next one with its key looks. */
export class PostgresReceipts implements Receipts {
  readonly #database: PostgresDatabase;
  readonly #writer: GroupWriter;
  readonly #statements: ReceiptStatements;

  constructor(database: PostgresDatabase, writer: GroupWriter) {
    this.#database = database;
    this.#writer = writer;
    this.#statements = receiptStatements(database.table("specstar_receipt"));
  }

  begin(request: ReceiptRequest): Promise<ReceiptState> {
    const { key, fingerprint, token, now, leaseUntil: lease_until, expires } = request;
    const json = JSON.stringify({ key, fingerprint, token, now, lease_until, expires });
    return this.#writer.write({ row: { statement: this.#statements.begin, key, json }, toResult: (returned) => toState(request, returned) });
  }

  async finish({ key, token, answer }: FinishedReceipt): Promise<void> {
    await this.#writer.write({ row: { statement: this.#statements.finish, key, json: JSON.stringify({ key, token, answer }) }, toResult: () => undefined });
  }

  async abandon({ key, token }: HeldReceipt): Promise<void> {
    await this.#writer.write({ row: { statement: this.#statements.abandon, key, json: JSON.stringify({ key, token }) }, toResult: () => undefined });
  }

  async countExpired(now: string): Promise<number> {
    return Number((await this.#database.read({ ...this.#statements.countExpired, values: [now] })).rows[0]?.[0] ?? 0);
  }

  async sweep(now: string): Promise<number> {
    const work = async (run: RunStatement) => (await run({ ...this.#statements.sweep, values: [now, step] })).rowCount;
    let swept = 0;
    for (;;) {
      const count = await this.#writer.transact({ work, mustUndo: () => false });
      swept += count;
      if (count < step) return swept;
    }
  }

  /** Part of a commit: what is held stays so until the end of the transaction. */
  async isHeld(run: RunStatement, { key, token }: HeldReceipt): Promise<boolean> {
    return (await run({ ...this.#statements.isHeld, values: [key, token] })).rows.length > 0;
  }

  /** What `finish` does, inside a transaction: part of a commit. */
  async keep(run: RunStatement, { key, token, answer }: FinishedReceipt): Promise<void> {
    const { name, text } = this.#statements.finish;
    await run({ name, text, values: [JSON.stringify([{ key, token, answer }])] });
  }
}

interface ReceiptStatements {
  /** Gives back what was there before, as far as it has not expired, and takes the key where it is free. */
  readonly begin: RowStatement;
  readonly finish: RowStatement;
  readonly abandon: RowStatement;
  readonly isHeld: NamedStatement;
  readonly countExpired: NamedStatement;
  readonly sweep: NamedStatement;
}

const texts = (...names: readonly string[]): readonly InputColumn[] => names.map((name) => ({ name, type: "text" }));

function receiptStatements(table: string): ReceiptStatements {
  const owned = `t."key" = i."key" AND t.token = i.token`;
  const held = `${owned} AND t.answer IS NULL`;
  const asked = `(${inputRows(texts("key", "token"))}) AS i`;
  const free = "k.fingerprint IS NULL OR (k.fingerprint = i.fingerprint AND k.answer IS NULL AND k.lease_until <= i.now)";
  return {
    begin: rowStatement(`WITH input AS (${inputRows(texts("key", "fingerprint", "token", "now", "lease_until", "expires"))}),
      known AS (SELECT i.position, t.fingerprint, t.lease_until, t.answer FROM input AS i LEFT JOIN ${table} AS t ON t."key" = i."key" AND t.expires > i.now),
      taken AS (INSERT INTO ${table} ("key", fingerprint, token, lease_until, expires)
        SELECT i."key", i.fingerprint, i.token, i.lease_until, i.expires FROM input AS i JOIN known AS k USING (position) WHERE ${free}
        ON CONFLICT ("key") DO UPDATE SET fingerprint = excluded.fingerprint, token = excluded.token, lease_until = excluded.lease_until, answer = NULL, expires = excluded.expires)
      SELECT position, fingerprint, lease_until, answer FROM known`, { recall: nameStatement(`SELECT i.position FROM ${asked} JOIN ${table} AS t ON ${owned}`) }),
    finish: rowStatement(`WITH input AS (${inputRows(texts("key", "token", "answer"))})
      UPDATE ${table} AS t SET answer = i.answer FROM input AS i WHERE ${held} RETURNING i.position`, { recall: "again" }),
    abandon: rowStatement(`DELETE FROM ${table} AS t USING ${asked} WHERE ${held} RETURNING i.position`, { recall: "again" }),
    isHeld: nameStatement(`SELECT 1 FROM ${table} WHERE "key" = $1 AND token = $2 AND answer IS NULL`),
    countExpired: nameStatement(`SELECT count(*) FROM ${table} WHERE expires <= $1`),
    sweep: nameStatement(`DELETE FROM ${table} WHERE "key" IN (SELECT "key" FROM ${table} WHERE expires <= $1 LIMIT $2)`),
  };
}

/** As the statement decides it. */
function toState({ fingerprint, now }: ReceiptRequest, returned: Returned): ReceiptState {
  const [knownFingerprint, leaseUntil, answer] = returned ?? [];
  if (typeof knownFingerprint !== "string") return { kind: "held" };
  if (knownFingerprint !== fingerprint) return { kind: "differs" };
  if (typeof answer === "string") return { kind: "answered", answer };
  return typeof leaseUntil === "string" && leaseUntil > now ? { kind: "running" } : { kind: "held" };
}
