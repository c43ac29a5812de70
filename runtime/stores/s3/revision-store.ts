import { decodeEnvelope, encodeEnvelope, nameOf, type DecodedFile } from "../disk/envelope-file.js";
import type { BrokenEnvelope, Envelope, RevisionStore } from "../revision-store.js";
import type { Bucket } from "./bucket.js";
import { inParallel } from "./in-parallel.js";
import { mapAhead } from "./map-ahead.js";

/** How many objects one call asks for at a time. */
const AT_A_TIME = 32;

/**
 * Envelopes as objects, `<prefix>revisions/ab/cd/abcd…`, in the same form as the files of a disk. What is read is checked against its
 * length and hash. Any number of processes may share them.
 */
export class S3RevisionStore implements RevisionStore {
  readonly #bucket: Bucket;
  readonly #root: string;

  constructor(bucket: Bucket, prefix: string) {
    this.#bucket = bucket;
    this.#root = `${prefix}revisions/`;
  }

  async put(envelope: Envelope): Promise<void> {
    // Putting it again puts the same bytes: an answer that got lost does no harm.
    await this.#bucket.put(this.#keyOf(envelope.uid), encodeEnvelope(envelope), { contentType: "application/octet-stream" });
  }

  /** @throws Error, which names the object and the uid, when one is torn or altered. */
  read(uids: readonly string[]): Promise<readonly (string | undefined)[]> {
    // Asked for once, however often it is named.
    const pending = new Map<string, Promise<string | undefined>>();
    const readOnce = (uid: string) => {
      const reading = pending.get(uid) ?? this.#readData(uid);
      pending.set(uid, reading);
      return reading;
    };
    return inParallel(uids, AT_A_TIME, readOnce);
  }

  async *list(): AsyncIterable<Envelope> {
    for await (const { found } of this.#listObjects()) if (found !== undefined && "envelope" in found) yield found.envelope;
  }

  async *listBroken(): AsyncIterable<BrokenEnvelope> {
    for await (const { key, found } of this.#listObjects()) if (found !== undefined && "problem" in found) yield { place: key, ...found };
  }

  delete(uids: readonly string[]): Promise<void> {
    return this.#bucket.delete(uids.map((uid) => this.#keyOf(uid)));
  }

  ping(): Promise<void> {
    return this.#bucket.ping();
  }

  async #readData(uid: string): Promise<string | undefined> {
    const key = this.#keyOf(uid);
    const found = await this.#readObject(key);
    if (found === undefined) return undefined;
    if ("problem" in found) throw new Error(`${this.#bucket.name}: The object ${key} of revision ${uid} is broken. ${found.problem} Run \`specstar doctor\`.`);
    return "data" in found.envelope.payload ? found.envelope.payload.data : undefined;
  }

  #listObjects(): AsyncIterable<{ readonly key: string; readonly found: DecodedFile | undefined }> {
    return mapAhead(this.#bucket.list(this.#root), AT_A_TIME, async ({ key }) => ({ key, found: await this.#readObject(key) }));
  }

  async #readObject(key: string): Promise<DecodedFile | undefined> {
    const bytes = await this.#bucket.get(key);
    return bytes && decodeEnvelope(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), key.slice(key.lastIndexOf("/") + 1));
  }

  /** Only ever made of a hash, so that no caller's text becomes a key. */
  #keyOf(uid: string): string {
    const name = nameOf(uid);
    return `${this.#root}${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
  }
}
