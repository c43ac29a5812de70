import type { Envelope, RevisionStore } from "../revision-store.js";
import { retryWhileBusy } from "./busy.js";
import type { Database, Statement } from "./driver.js";
import type { GroupWriter } from "./group-writer.js";

/** How many envelopes one step of a listing reads: no statement stays open between two, so that writes can go on. */
const step = 500;

interface EnvelopeRow {
  readonly uid: string;
  readonly info: string;
  readonly data: string | null;
  readonly same_as: string | null;
}

interface PayloadStatements {
  readonly insert: Statement;
  readonly read: Statement<string | null>;
  readonly list: Statement<EnvelopeRow>;
  readonly remove: Statement;
}

/**
 * The payload table seen by itself. It reads what the meta store of the same database has written as well, but lists only
 * what was put here: the facts of the others are in that meta store's own tables.
 */
export class SqliteRevisionStore implements RevisionStore {
  readonly #db: Database;
  readonly #writer: GroupWriter;
  #prepared: PayloadStatements | undefined;

  constructor(db: Database, writer: GroupWriter) {
    this.#db = db;
    this.#writer = writer;
  }

  async put({ uid, info, payload }: Envelope): Promise<void> {
    const facts = JSON.stringify(info);
    const [data, sameAs] = "data" in payload ? [payload.data, null] : [null, payload.sameAs];
    await this.#writer.write(() => this.#statements.insert.run(uid, facts, data, sameAs));
  }

  async read(uids: readonly string[]): Promise<readonly (string | undefined)[]> {
    return retryWhileBusy(() => uids.map((uid) => this.#statements.read.get(uid) ?? undefined));
  }

  async *list(): AsyncIterable<Envelope> {
    let last = "";
    for (;;) {
      const rows = await retryWhileBusy(() => this.#statements.list.all(last, step));
      yield* rows.map(toEnvelope);
      last = rows.at(-1)?.uid ?? last;
      if (rows.length < step) return;
    }
  }

  async delete(uids: readonly string[]): Promise<void> {
    const remove = () => uids.forEach((uid) => this.#statements.remove.run(uid));
    await this.#writer.write(remove);
  }

  async ping(): Promise<void> {
    await retryWhileBusy(() => this.#db.pragma("schema_version"));
  }

  /** Prepared when first needed: before the migrations there is no table to prepare for. */
  get #statements(): PayloadStatements {
    this.#prepared ??= prepare(this.#db);
    return this.#prepared;
  }
}

function prepare(db: Database): PayloadStatements {
  return {
    insert: db.prepare("INSERT INTO specstar_payload (uid, info, data, same_as) VALUES (?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING"),
    read: db.prepare<unknown[], string | null>("SELECT data FROM specstar_payload WHERE uid = ?").pluck(),
    list: db.prepare<unknown[], EnvelopeRow>(
      "SELECT uid, info, data, same_as FROM specstar_payload WHERE uid > ? AND info IS NOT NULL ORDER BY uid LIMIT ?",
    ),
    remove: db.prepare("DELETE FROM specstar_payload WHERE uid = ?"),
  };
}

function toEnvelope({ uid, info, data, same_as: sameAs }: EnvelopeRow): Envelope {
  return { uid, info: JSON.parse(info), payload: data === null ? { sameAs: sameAs ?? "" } : { data } };
}
