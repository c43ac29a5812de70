import type { StoredRevision } from "../meta-store.js";
import type { PostgresDatabase } from "./database.js";
import { toStoredRevision, type Row } from "./row.js";
import type { RevisionReads } from "./statements.js";

interface Waiting {
  readonly resourceId: string;
  readonly resolve: (stored: StoredRevision | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads current revisions. Those that are asked for in the same turn of the event loop share a statement. */
export class CurrentReads {
  readonly #database: PostgresDatabase;
  readonly #waiting = new Map<RevisionReads, Waiting[]>();

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  read(reads: RevisionReads, resourceId: string): Promise<StoredRevision | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(reads) ?? this.#begin(reads);
      waiting.push({ resourceId, resolve, reject });
    });
  }

  #begin(reads: RevisionReads): Waiting[] {
    const waiting: Waiting[] = [];
    this.#waiting.set(reads, waiting);
    queueMicrotask(() => {
      this.#waiting.delete(reads);
      this.#answer(reads, waiting).catch((error: unknown) => waiting.forEach(({ reject }) => reject(error)));
    });
    return waiting;
  }

  async #answer({ current, currents }: RevisionReads, waiting: readonly Waiting[]): Promise<void> {
    const [first, ...others] = waiting;
    if (first !== undefined && others.length === 0) {
      const { rows: [row] } = await this.#database.read({ ...current, values: [first.resourceId] });
      return first.resolve(row && toStoredRevision(row));
    }
    const { rows } = await this.#database.read({ ...currents, values: [waiting.map(({ resourceId }) => resourceId)] });
    const found = new Map<unknown, Row>(rows.map(([resourceId, ...rest]) => [resourceId, rest]));
    for (const { resourceId, resolve } of waiting) {
      const row = found.get(resourceId);
      resolve(row && toStoredRevision(row));
    }
  }
}
