import type { EncodedJobs, JobStatus, JobView, LogPosition } from "../../jobs/encoded-jobs.js";
import type { EventStream } from "./event-stream.js";

/** What the last event has as its id: whoever comes back with it has seen all. */
export const END_ID = "end";

const EVENT_ID = /^(\d{1,15}):(\d{1,15}):(\d{1,15})$/;

/** Up to where a client has read a log that has this event id; the beginning for any other text. */
export function parseEventId(id: string): LogPosition {
  const [, run = "0", piece = "0", bytes = "0"] = EVENT_ID.exec(id) ?? [];
  return { run: Number(run), piece: Number(piece), bytes: Number(bytes) };
}

/** Somebody who watches a job: what they know, and how they are told more. */
export class Watcher {
  readonly stream: EventStream;
  #position: LogPosition;
  #status = "";

  constructor(stream: EventStream, position: LogPosition) {
    this.stream = stream;
    this.#position = position;
  }

  /** Up to where they know the log. */
  get position(): LogPosition {
    return this.#position;
  }

  /** What they know of the log of another run is none of this one's. */
  follow(run: number): void {
    if (this.#position.run !== run) this.#position = { run, piece: 0, bytes: 0 };
  }

  /** Says how the job is doing, unless that was said before. */
  tellStatus(status: JobStatus): void {
    const text = JSON.stringify(status);
    if (text !== this.#status) this.stream.send("status", status);
    this.#status = text;
  }

  /** @param piece the number of the piece, where the log has such */
  tellLog(text: string, piece = this.#position.piece): void {
    const { run, bytes } = this.#position;
    this.#position = { run, piece, bytes: bytes + Buffer.byteLength(text) };
    this.stream.send("log", { text }, `${run}:${piece}:${this.#position.bytes}`);
  }

  /** Tells what is left of a job that has ended, as fast as they take it, and that this is all. */
  async tellEnd(jobs: EncodedJobs, resourceId: string, { status, run }: JobView): Promise<void> {
    this.follow(run);
    for await (const { n, text } of jobs.readPieces(resourceId, this.#position.piece)) {
      if (!(await this.#isThere())) return;
      this.tellLog(text, n);
    }
    for await (const text of jobs.readLog(resourceId, this.#position)) {
      if (!(await this.#isThere())) return;
      this.tellLog(text);
    }
    this.tellStatus(status);
    this.stream.send("end", {}, END_ID);
    this.stream.end();
  }

  async #isThere(): Promise<boolean> {
    await this.stream.caughtUp();
    return !this.stream.isClosed();
  }
}

export function hasEnded({ state }: JobStatus): boolean {
  return state !== "pending" && state !== "running";
}
