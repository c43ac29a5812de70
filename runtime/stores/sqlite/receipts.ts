import type { FinishedReceipt, HeldReceipt, ReceiptRequest, ReceiptState, Receipts } from "../receipts.js";
import { retryWhileBusy } from "./busy.js";
import type { Database, Statement } from "./driver.js";
import type { UnitWriter } from "./group-writer.js";

/** How many receipts one transaction removes: bounds how long it keeps the event loop. */
const step = 1000;

interface ReceiptRow {
  readonly fingerprint: string;
  readonly leaseUntil: string;
  readonly answer: string | null;
}

interface ReceiptStatements {
  /** Takes the present time: what has expired is not there. */
  readonly read: Statement<ReceiptRow>;
  readonly hold: Statement;
  readonly isHeld: Statement;
  readonly finish: Statement;
  readonly abandon: Statement;
  readonly countExpired: Statement<number>;
  readonly sweep: Statement;
}

/** Receipts in a table. Each call is one write of the database, and so is done before the next one looks. */
export class SqliteReceipts implements Receipts {
  readonly #db: Database;
  readonly #writer: UnitWriter;
  #prepared: ReceiptStatements | undefined;

  constructor(db: Database, writer: UnitWriter) {
    this.#db = db;
    this.#writer = writer;
  }

  begin(request: ReceiptRequest): Promise<ReceiptState> {
    return this.#writer.write(() => this.#begin(request));
  }

  async finish(receipt: FinishedReceipt): Promise<void> {
    await this.#writer.write(() => this.keep(receipt));
  }

  async abandon({ key, token }: HeldReceipt): Promise<void> {
    await this.#writer.write(() => this.#statements.abandon.run(key, token));
  }

  async countExpired(now: string): Promise<number> {
    return (await retryWhileBusy(() => this.#statements.countExpired.get(now))) ?? 0;
  }

  async sweep(now: string): Promise<number> {
    let swept = 0;
    for (;;) {
      const { changes } = await this.#writer.write(() => this.#statements.sweep.run(now, step));
      swept += changes;
      if (changes < step) return swept;
    }
  }

  /** Part of a commit. */
  isHeld({ key, token }: HeldReceipt): boolean {
    return this.#statements.isHeld.get(key, token) !== undefined;
  }

  /** What `finish` does, inside a transaction: part of a commit. */
  keep({ key, token, answer }: FinishedReceipt): void {
    this.#statements.finish.run(answer, key, token);
  }

  #begin({ key, fingerprint, token, now, leaseUntil, expires }: ReceiptRequest): ReceiptState {
    const row = this.#statements.read.get(key, now);
    if (row !== undefined) {
      if (row.fingerprint !== fingerprint) return { kind: "differs" };
      if (row.answer !== null) return { kind: "answered", answer: row.answer };
      if (row.leaseUntil > now) return { kind: "running" };
    }
    this.#statements.hold.run(key, fingerprint, token, leaseUntil, expires);
    return { kind: "held" };
  }

  /** Prepared when first needed: before the migrations there is no table to prepare for. */
  get #statements(): ReceiptStatements {
    this.#prepared ??= prepare(this.#db);
    return this.#prepared;
  }
}

function prepare(db: Database): ReceiptStatements {
  const held = `WHERE "key" = ? AND token = ? AND answer IS NULL`;
  return {
    read: db.prepare<unknown[], ReceiptRow>(
      `SELECT fingerprint, lease_until AS leaseUntil, answer FROM specstar_receipt WHERE "key" = ? AND expires > ?`,
    ),
    hold: db.prepare(
      `INSERT OR REPLACE INTO specstar_receipt ("key", fingerprint, token, lease_until, answer, expires) VALUES (?, ?, ?, ?, NULL, ?)`,
    ),
    isHeld: db.prepare(`SELECT 1 FROM specstar_receipt ${held}`),
    finish: db.prepare(`UPDATE specstar_receipt SET answer = ? ${held}`),
    abandon: db.prepare(`DELETE FROM specstar_receipt ${held}`),
    countExpired: db.prepare<unknown[], number>("SELECT count(*) FROM specstar_receipt WHERE expires <= ?").pluck(),
    sweep: db.prepare(`DELETE FROM specstar_receipt WHERE "key" IN (SELECT "key" FROM specstar_receipt WHERE expires <= ? LIMIT ?)`),
  };
}
