import type { Envelope, RevisionStore } from "../revision-store.js";
import type { PostgresDatabase } from "./database.js";
import type { GroupWriter } from "./group-writer.js";
import type { Row } from "./row.js";
import { inputRows, nameStatement, rowStatement, type NamedStatement, type RowStatement } from "./row-statement.js";

/** How many envelopes one step of a listing reads. */
const step = 500;

/**
 * The payload table seen by itself. It reads what the meta store of the same database has written as well, but lists only
 * what was put here: the facts of the others are in that meta store's own tables.
 */
export class PostgresRevisionStore implements RevisionStore {
  readonly #database: PostgresDatabase;
  readonly #writer: GroupWriter;
  readonly #statements: PayloadStatements;

  /** @param writer must be settled before the database is closed. */
  constructor(database: PostgresDatabase, writer: GroupWriter) {
    this.#database = database;
    this.#writer = writer;
    this.#statements = payloadStatements(database.table("specstar_payload"));
  }

  async put({ uid, info, payload }: Envelope): Promise<void> {
    const facts = JSON.stringify(info);
    const json = JSON.stringify({ uid, info: facts, ..."data" in payload ? { data: payload.data } : { same_as: payload.sameAs } });
    await this.#write(this.#statements.insert, uid, json);
  }

  async read(uids: readonly string[]): Promise<readonly (string | undefined)[]> {
    const { rows } = await this.#database.read({ ...this.#statements.read, values: [uids] });
    return rows.map(([data]) => (typeof data === "string" ? data : undefined));
  }

  async *list(): AsyncIterable<Envelope> {
    let last = "";
    for (;;) {
      const { rows } = await this.#database.read({ ...this.#statements.list, values: [last, step] });
      const envelopes = rows.map(toEnvelope);
      yield* envelopes;
      last = envelopes.at(-1)?.uid ?? last;
      if (rows.length < step) return;
    }
  }

  async delete(uids: readonly string[]): Promise<void> {
    await Promise.all(uids.map((uid) => this.#write(this.#statements.remove, uid, JSON.stringify({ uid }))));
  }

  async ping(): Promise<void> {
    await this.#database.ping();
  }

  #write(statement: RowStatement, key: string, json: string): Promise<void> {
    return this.#writer.write({ row: { statement, key, json }, toResult: () => undefined });
  }
}

interface PayloadStatements {
  readonly insert: RowStatement;
  readonly remove: RowStatement;
  /** Takes uids, and gives the data of each. */
  readonly read: NamedStatement;
  /** Takes the uid to go on after, and how many. */
  readonly list: NamedStatement;
}

type EnvelopeRow = readonly [uid: string, info: string, data: string | null, sameAs: string | null];

function payloadStatements(table: string): PayloadStatements {
  const columns = ["uid", "info", "data", "same_as"].map((name) => ({ name, type: "text" }));
  return {
    insert: rowStatement(`WITH input AS (${inputRows(columns)})
      INSERT INTO ${table} (uid, info, data, same_as) SELECT uid, info, data, same_as FROM input ON CONFLICT (uid) DO NOTHING`, { recall: "again" }),
    remove: rowStatement(`WITH input AS (${inputRows([{ name: "uid", type: "text" }])}) DELETE FROM ${table} AS p USING input AS i WHERE p.uid = i.uid`, { recall: "again" }),
    read: nameStatement(`SELECT p.data FROM unnest($1::text[]) WITH ORDINALITY AS asked (uid, position)
      LEFT JOIN ${table} AS p ON p.uid = asked.uid ORDER BY asked.position`),
    list: nameStatement(`SELECT uid, info, data, same_as FROM ${table} WHERE uid > $1 AND info IS NOT NULL ORDER BY uid LIMIT $2`),
  };
}

function toEnvelope(row: Row): Envelope {
  const [uid, info, data, sameAs] = row as EnvelopeRow;
  return { uid, info: JSON.parse(info), payload: data === null ? { sameAs: sameAs ?? "" } : { data } };
}
