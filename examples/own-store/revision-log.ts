import { SpecstarError, type BrokenEnvelope, type Envelope, type RevisionStore, type StoragePart } from "@specstar/runtime";
import { decodeLine, encodeLine, uidOf } from "./line.js";
import { LogFile, type Place } from "./log-file.js";

/**
 * Revisions as lines of one file that only grows, for one process at a time. Where each line stands is kept in memory. A deletion writes
 * the file anew: it is rare, and must leave nothing behind.
 */
class RevisionLog implements RevisionStore {
  readonly #path: string;
  readonly #file: LogFile;
  readonly #places: Map<string, Place>;
  /** Lines that nobody can tell the uid of. */
  #nameless: readonly Place[];
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(path: string, { file, places, nameless }: OpenedLog) {
    this.#path = path;
    this.#file = file;
    this.#places = places;
    this.#nameless = nameless;
  }

  async put(envelope: Envelope): Promise<void> {
    // At once: what the caller does to it afterwards must not come to bear.
    const line = encodeLine(envelope);
    await this.#inTurn(async () => {
      const known = this.#places.get(envelope.uid);
      // What is broken is written anew.
      if (known !== undefined && decodeLine(await this.#file.read(known)) !== undefined) return;
      if (known !== undefined) this.#nameless = [...this.#nameless, known];
      this.#places.set(envelope.uid, await this.#file.add(line));
    });
  }

  async read(uids: readonly string[]): Promise<readonly (string | undefined)[]> {
    const envelopes = await this.#inTurn(() => Promise.all(uids.map((uid) => this.#readEnvelope(uid))));
    return envelopes.map((envelope) => (envelope !== undefined && "data" in envelope.payload ? envelope.payload.data : undefined));
  }

  async *list(): AsyncIterable<Envelope> {
    for await (const { line } of this.#lines()) {
      const envelope = decodeLine(line);
      if (envelope !== undefined) yield envelope;
    }
  }

  async *listBroken(): AsyncIterable<BrokenEnvelope> {
    for await (const { at, line } of this.#lines()) {
      if (decodeLine(line) === undefined) yield { place: `${this.#path}, byte ${at}`, uid: uidOf(line), problem: "The line is not what was written." };
    }
  }

  async delete(uids: readonly string[]): Promise<void> {
    await this.#inTurn(async () => {
      const gone = new Set(uids);
      const left = [...this.#places].filter(([uid]) => !gone.has(uid));
      if (left.length === this.#places.size) return;
      const kept = await this.#file.keep([...left.map(([, place]) => place), ...this.#nameless]);
      this.#places.clear();
      left.forEach(([uid], nth) => this.#places.set(uid, kept[nth] ?? { at: 0, length: 0 }));
      this.#nameless = kept.slice(left.length);
    });
  }

  async ping(): Promise<void> {
    await this.#inTurn(() => this.#file.sync());
  }

  /** Finishes what was accepted; every later call rejects. */
  async close(): Promise<void> {
    const closed = this.#inTurn(() => this.#file.close());
    this.#closed = true;
    await closed;
  }

  async *#lines(): AsyncIterable<{ readonly at: number; readonly line: Buffer }> {
    for (const uid of await this.#inTurn(async () => [...this.#places.keys()])) {
      const found = await this.#inTurn(() => this.#readLine(this.#places.get(uid)));
      if (found !== undefined) yield found;
    }
    // By number: a deletion on the way moves the lines.
    for (let nth = 0; nth < this.#nameless.length; nth++) {
      const found = await this.#inTurn(() => this.#readLine(this.#nameless[nth]));
      if (found !== undefined) yield found;
    }
  }

  async #readLine(place: Place | undefined): Promise<{ readonly at: number; readonly line: Buffer } | undefined> {
    return place && { at: place.at, line: await this.#file.read(place) };
  }

  async #readEnvelope(uid: string): Promise<Envelope | undefined> {
    const found = await this.#readLine(this.#places.get(uid));
    const envelope = found && decodeLine(found.line);
    if (found !== undefined && envelope === undefined) throw new Error(`${this.#path}: The line of revision ${uid} is broken.`);
    return envelope;
  }

  /** One call after the other. */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new Error(`The log ${this.#path} is closed.`);
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result.catch((error: unknown) => {
      throw this.#explain(error);
    });
  }

  /** What the system refuses is a back end that can't be had: the server answers 503, and goes on. */
  #explain(error: unknown): unknown {
    if (!(error instanceof Error) || !("syscall" in error)) return error;
    return new SpecstarError("BACKEND_UNAVAILABLE", `${this.#path} can't be used: ${error.message}`, [], { cause: error });
  }
}

interface OpenedLog {
  readonly file: LogFile;
  readonly places: Map<string, Place>;
  readonly nameless: readonly Place[];
}

/** Opens the log at a path, whose folder must be there. */
export async function openRevisionLog(path: string): Promise<StoragePart<RevisionStore>> {
  const places = new Map<string, Place>();
  const nameless: Place[] = [];
  const file = await LogFile.open(path, ({ at, length, line }) => {
    const uid = uidOf(line);
    const before = uid === undefined ? undefined : places.get(uid);
    if (uid !== undefined) places.set(uid, { at, length });
    // The later line of a uid stands for it: the one before was broken.
    if (uid === undefined) nameless.push({ at, length });
    else if (before !== undefined) nameless.push(before);
  });
  const store = new RevisionLog(path, { file, places, nameless });
  return { store, close: () => store.close() };
}
