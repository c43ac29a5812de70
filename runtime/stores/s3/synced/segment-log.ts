import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { LogBucket } from "./log-bucket.js";
import type { LogKeys } from "./log-keys.js";
import { encodeSegment, type Position, type Segment } from "./segment.js";
import { reasonOf, unavailable } from "./unavailable.js";

/** The longest pause between two tries, in milliseconds. Random, so that several writers don't keep step. */
const longestPause = 250;

/** How many times the time without contact must fit into the age at which segments may be removed. */
const margin = 6;

export interface SegmentLogOptions {
  readonly bucket: LogBucket;
  readonly keys: LogKeys;
  readonly position: Position;
  /** For how long S3 is waited for, in milliseconds. */
  readonly patience: number;
  /** How old a segment is at least when it is removed, in milliseconds. */
  readonly minimumAge: number;
  /** When the position was read. */
  readonly contact: Contact;
}

/** An instant by two clocks: one stands still while the machine sleeps, the other can be set. */
export interface Contact {
  readonly monotonic: number;
  readonly wall: number;
}

export function contactNow(): Contact {
  return { monotonic: performance.now(), wall: Date.now() };
}

/**
 * The end of the log in S3. A segment's number is given out once: whoever puts the object first has it, and everybody else sees
 * that it is taken. So the history can't fork, whatever happens to requests and answers on their way.
 *
 * A segment is on its way until `accept` or `settle`: when its fate isn't known, the number is decided by putting an empty
 * segment in its place. Either that is stored, and the lost one never can be; or the lost one is found there.
 */
export class SegmentLog {
  readonly #options: SegmentLogOptions;
  readonly #writer = randomUUID();
  #position: Position;
  #onItsWay: Segment | null = null;
  #stopped: Error | null = null;
  /** When it was last certain that nobody else had written. */
  #contact: Contact;

  constructor(options: SegmentLogOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#contact = options.contact;
  }

  /** The state that has been accepted. */
  get position(): Position {
    return this.#position;
  }

  /**
   * Stores the next segment. When this throws, the segment may be stored, or still become so: `settle` finds out.
   *
   * @throws BACKEND_UNAVAILABLE when S3 doesn't answer in time, or another process has written meanwhile.
   */
  async put(body: string): Promise<Segment> {
    this.check();
    if (this.#onItsWay !== null) throw new Error("There is a segment whose fate isn't known.");
    const segment = encodeSegment(this.#position, this.#writer, body);
    this.#onItsWay = segment;
    await this.#certainly("Whether the writes of this moment were made isn't known yet: look before you repeat them", async () => {
      if ((await this.#claimInTime(segment, this.#options.patience)) === undefined) this.#stop();
      await this.#confirm(segment);
    });
    return segment;
  }

  /** Moves on to the segment that was stored: the database has what it says. */
  accept({ number, hash }: Segment): void {
    this.#position = { number, hash };
    this.#onItsWay = null;
  }

  /**
   * Finds out what became of a segment whose fate isn't known, and returns it when it was stored: it must then be applied and
   * accepted. Otherwise it never will be.
   *
   * @throws BACKEND_UNAVAILABLE when S3 still doesn't answer, or another process has written meanwhile.
   */
  async settle(): Promise<Segment | undefined> {
    this.check();
    const lost = this.#onItsWay;
    if (lost === null) return undefined;
    const empty = encodeSegment(this.#position, this.#writer, "");
    const stored = await this.#certainly("Nothing was written", async () => {
      const ours = await this.#claimInTime(empty, 0, lost);
      if (ours === undefined) this.#stop();
      await this.#confirm(empty);
      return ours;
    });
    if (stored === lost) return lost;
    this.accept(empty);
    return undefined;
  }

  /** @throws BACKEND_UNAVAILABLE when another process has written meanwhile. */
  check(): void {
    if (this.#stopped !== null) throw this.#stopped;
  }

  /** What `find` finds out, unless it says that this writer has stopped, or S3 doesn't answer: then with what that means for the caller. */
  async #certainly<Result>(consequence: string, find: () => Promise<Result>): Promise<Result> {
    try {
      const result = await find();
      this.check();
      return result;
    } catch (error) {
      if (this.#stopped !== null) throw this.#stopped;
      const { bucket, keys } = this.#options;
      throw unavailable(`The log at ${keys.segments} in ${bucket.name} can't be written: ${reasonOf(error)} ${consequence}; the next write tries again.`, error);
    }
  }

  /** What comes too late is not waited for: a request that is still under way can't do harm, as its number will be decided. */
  async #claimInTime(segment: Segment, retryFor: number, lost?: Segment): Promise<Segment | undefined> {
    const { patience } = this.#options;
    const timer = new AbortController();
    const late = sleep(patience, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`S3 gave no answer within ${patience} ms.`);
    });
    try {
      return await Promise.race([this.#claim(segment, retryFor, lost), late]);
    } finally {
      timer.abort();
    }
  }

  /** Which of the two segments the number of the first belongs to: undefined when it is another writer's. */
  async #claim(segment: Segment, retryFor: number, lost?: Segment): Promise<Segment | undefined> {
    const { bucket, keys } = this.#options;
    const key = keys.segment(segment.number);
    const deadline = performance.now() + retryFor;
    for (;;) {
      try {
        if (await bucket.putNew(key, segment.bytes)) return segment;
        // Taken: perhaps by a try of our own whose answer was lost.
        const found = await bucket.get(key);
        if (found !== undefined) return [segment, lost].find((ours) => ours !== undefined && Buffer.compare(ours.bytes, found) === 0);
      } catch (error) {
        if (performance.now() >= deadline) throw error;
      }
      if (performance.now() >= deadline) throw new Error(`S3 says that ${key} is taken, and that it isn't there.`);
      await sleep(Math.random() * longestPause);
    }
  }

  /**
   * A segment that was removed long ago leaves its number free again: who was away for that long could take it. A snapshot then
   * tells that the history went on without us.
   */
  async #confirm({ number }: Segment): Promise<void> {
    const now = contactNow();
    const limit = this.#options.minimumAge / margin;
    if (now.monotonic - this.#contact.monotonic >= limit || Math.abs(now.wall - this.#contact.wall) >= limit) {
      if (await this.#hasLaterSnapshot(number)) this.#stop();
    }
    this.#contact = now;
  }

  async #hasLaterSnapshot(number: number): Promise<boolean> {
    const { bucket, keys } = this.#options;
    for await (const { key } of bucket.list(keys.snapshots, keys.beforeSnapshots(number))) if (keys.snapshotName(key) !== undefined) return true;
    return false;
  }

  #stop(): void {
    const { bucket, keys } = this.#options;
    const place = `${keys.segments} in ${bucket.name}`;
    this.#stopped = unavailable(
      `Another process writes to ${place}; this one stopped writing, so that neither overwrites the other. Make sure that only one process writes there, and restart this one: it then reads what the other has written.`,
    );
  }
}
