import { randomUUID } from "node:crypto";
import { access, constants, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { isFileId } from "../file-id.js";
import type { BrokenEnvelope, Envelope, RevisionStore } from "../revision-store.js";
import { explainDiskErrors, explainListing } from "./disk-error.js";
import { DurableFolders } from "./durable-folders.js";
import { decodeEnvelope, encodeEnvelope, nameOf, type DecodedFile } from "./envelope-file.js";
import { removeLeftovers } from "./leftovers.js";
import { OpenLimit } from "./open-limit.js";
import { orMissing } from "./or-missing.js";
import { listShards, shardOf } from "./shards.js";
import { writeNewFile } from "./write-new-file.js";

/** As many as keep a disk busy, and far below the files that a process may have open. */
const MOST_OPEN = 64;

/** What a file is called while it is written: its name to be, and something random. */
const UNFINISHED = /^[0-9a-f]{64}\.[0-9a-f-]{36}$/;

/**
 * Envelopes as files, `<dir>/ab/cd/abcd…`, which several processes may share. A file is written under another name, and gets its own
 * once all of it is on the disk. What is read is checked against its length and hash.
 *
 * Every method throws BACKEND_UNAVAILABLE when the folder can't be used: a full or read-only disk, too many open files.
 */
export class FileRevisionStore implements RevisionStore {
  readonly #root: string;
  readonly #folders: DurableFolders;
  readonly #writes = new OpenLimit(MOST_OPEN);
  // Reads need not wait for what others write.
  readonly #reads = new OpenLimit(MOST_OPEN);
  #closed = false;

  /** @param dir made when the first envelope comes. */
  constructor(dir: string) {
    this.#root = resolve(dir);
    this.#folders = new DurableFolders(this.#root);
  }

  async put(envelope: Envelope): Promise<void> {
    // At once: what the caller does to it afterwards must not come to bear.
    const bytes = encodeEnvelope(envelope);
    await this.#run(this.#writes, () => this.#write(this.#fileOf(envelope.uid), bytes));
  }

  /** @throws Error, which names the file and the uid, when a file is torn or altered. */
  async read(uids: readonly string[]): Promise<readonly (string | undefined)[]> {
    this.#refuseWhenClosed();
    return Promise.all(uids.map((uid) => this.#readData(uid)));
  }

  /** The whole ones. Removes what killed processes have left half-written for an hour. */
  async *list(): AsyncIterable<Envelope> {
    for await (const { found } of this.#listFiles()) if ("envelope" in found) yield found.envelope;
  }

  async *listBroken(): AsyncIterable<BrokenEnvelope> {
    for await (const { file, found } of this.#listFiles()) if ("problem" in found) yield { place: file, ...found };
  }

  async delete(uids: readonly string[]): Promise<void> {
    this.#refuseWhenClosed();
    await Promise.all(uids.map((uid) => this.#run(this.#writes, () => this.#remove(this.#fileOf(uid)))));
  }

  async ping(): Promise<void> {
    await this.#run(this.#reads, async () => {
      await this.#folders.make(this.#root);
      await access(this.#root, constants.R_OK | constants.W_OK);
    });
  }

  /** Finishes what was accepted; every later call rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#writes.settled(), this.#reads.settled()]);
  }

  async #write({ folder, file, name }: EnvelopeFile, bytes: Buffer): Promise<void> {
    await this.#folders.make(folder);
    const known = await readEnvelopeFile(file);
    // What is broken is written anew.
    if (known === undefined || "problem" in known) await installFile(join(folder, `${name}.${randomUUID()}`), file, bytes);
    // Even when it was there: whoever put it may still be at this.
    await this.#folders.sync(folder);
  }

  async #readData(uid: string): Promise<string | undefined> {
    const { file } = this.#fileOf(uid);
    const found = await this.#run(this.#reads, () => readEnvelopeFile(file));
    if (found === undefined) return undefined;
    if ("problem" in found) throw new Error(`The file ${file} of revision ${uid} is broken. ${found.problem} Run \`specstar doctor\`.`);
    return "data" in found.envelope.payload ? found.envelope.payload.data : undefined;
  }

  async #remove({ folder, file }: EnvelopeFile): Promise<void> {
    if ((await orMissing(rm(file).then(() => true))) ?? false) await this.#folders.sync(folder);
  }

  async *#listFiles(): AsyncIterable<{ readonly file: string; readonly found: DecodedFile }> {
    this.#refuseWhenClosed();
    for await (const folder of explainListing(this.#root, listShards(this.#root))) {
      for (const file of await this.#run(this.#reads, () => listFolder(folder))) {
        const found = await this.#run(this.#reads, () => readEnvelopeFile(file));
        if (found !== undefined) yield { file, found };
      }
    }
  }

  #fileOf(uid: string): EnvelopeFile {
    const name = nameOf(uid);
    const folder = shardOf(this.#root, name);
    return { folder, file: join(folder, name), name };
  }

  async #run<Result>(limit: OpenLimit, work: () => Promise<Result>): Promise<Result> {
    this.#refuseWhenClosed();
    return limit.run(() => explainDiskErrors(this.#root, work));
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error(`The store of the folder ${this.#root} is closed.`);
  }
}

interface EnvelopeFile {
  readonly folder: string;
  readonly file: string;
  readonly name: string;
}

async function readEnvelopeFile(file: string): Promise<DecodedFile | undefined> {
  const bytes = await orMissing(readFile(file));
  return bytes && decodeEnvelope(bytes, basename(file));
}

async function installFile(unfinished: string, file: string, bytes: Buffer): Promise<void> {
  await writeNewFile(unfinished, (handle) => handle.writeFile(bytes));
  try {
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function listFolder(folder: string): Promise<string[]> {
  const names = (await orMissing(readdir(folder))) ?? [];
  await removeLeftovers(names.filter((name) => UNFINISHED.test(name)).map((name) => join(folder, name)));
  return names.filter(isFileId).map((name) => join(folder, name));
}
