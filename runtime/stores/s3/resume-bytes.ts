import type { Readable } from "node:stream";

/** The answer to a request for an object's bytes. */
export interface OpenedObject {
  readonly etag: string | undefined;
  /** How many bytes the answer has. */
  readonly length: number;
  readonly body: Readable;
}

/** Asks for the same object again, from the given byte of the first answer on. */
export type Reopen = (from: number) => Promise<OpenedObject | undefined>;

const LONGEST_PAUSE = 2_000;

/**
 * The bytes of an answer, which may break off in the middle: the SDK's own attempts end where the body begins. What is missing is asked
 * for again, as often as `attempts` says, as long as it is the same object.
 */
export async function* resumeBytes(first: OpenedObject, reopen: Reopen, attempts: number): AsyncGenerator<Uint8Array, void> {
  let opened = first;
  let at = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      for await (const chunk of opened.body) {
        const bytes: Uint8Array = chunk;
        at += bytes.length;
        yield bytes;
      }
      if (at === first.length) return;
      throw new Error(`The answer ended after ${at} of ${first.length} bytes.`);
    } catch (error) {
      // When all of it came, it is the checksum that is wrong, and the bytes are given out.
      if (attempt >= attempts || at >= first.length) throw error;
    }
    await pause(attempt);
    opened = await openSame(first, () => reopen(at));
  }
}

async function openSame(first: OpenedObject, open: () => Promise<OpenedObject | undefined>): Promise<OpenedObject> {
  const opened = await open();
  if (opened !== undefined && opened.etag === first.etag) return opened;
  opened?.body.destroy();
  throw new Error("The object was replaced or deleted while it was read.");
}

function pause(attempt: number): Promise<void> {
  const longest = Math.min(50 * 2 ** attempt, LONGEST_PAUSE);
  return new Promise((resume) => setTimeout(resume, Math.random() * longest));
}
