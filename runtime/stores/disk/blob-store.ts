import { createReadStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { BlobStore, ByteRange, StoredBlob } from "../blob-store.js";
import { isFileId } from "../file-id.js";
import { claimBlob, removeBlob, shardOf, statBlob } from "./blob-files.js";
import { listBlobs, removeLeftovers } from "./list-blobs.js";
import { stageBytes } from "./stage-bytes.js";
import { makeFolder, syncFolder } from "./sync-folder.js";

/**
 * Blobs as files, `<dir>/ab/cd/abcd…`, which several processes may share. A file is written under another name and gets its own
 * once all of it is on the disk. The time of a file is that of its last use.
 */
export class FileBlobStore implements BlobStore {
  readonly #root: string;
  readonly #staging: string;
  /** The folders whose names are known to survive a power cut, or soon will. */
  readonly #made = new Map<string, Promise<void>>();

  /** @param dir made when the first blob comes. */
  constructor(dir: string) {
    this.#root = resolve(dir);
    this.#staging = join(this.#root, "staging");
  }

  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    await this.#make(this.#staging);
    const { file, fileId, size } = await stageBytes(this.#staging, bytes);
    try {
      return (await this.#takeInstead(file, fileId)) ?? (await this.#install(file, { fileId, size }));
    } catch (error) {
      await rm(file, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async claim(fileId: string): Promise<StoredBlob | undefined> {
    return isFileId(fileId) ? claimBlob(shardOf(this.#root, fileId), fileId) : undefined;
  }

  async read(fileId: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    if ((await this.stat(fileId)) === undefined) return undefined;
    return readFileBytes(join(shardOf(this.#root, fileId), fileId), range);
  }

  async stat(fileId: string): Promise<StoredBlob | undefined> {
    return isFileId(fileId) ? statBlob(shardOf(this.#root, fileId), fileId) : undefined;
  }

  async *list(): AsyncIterable<StoredBlob> {
    await removeLeftovers(this.#staging);
    yield* listBlobs(this.#root);
  }

  async delete(fileId: string, unusedSince: Date): Promise<boolean> {
    return !isFileId(fileId) || removeBlob(shardOf(this.#root, fileId), fileId, unusedSince);
  }

  async ping(): Promise<void> {
    await mkdir(this.#root, { recursive: true });
  }

  /** The blob that has the same bytes already, in place of the file. */
  async #takeInstead(file: string, fileId: string): Promise<StoredBlob | undefined> {
    const known = await this.claim(fileId);
    if (known === undefined) return undefined;
    // Whoever put it may still be at this.
    await syncFolder(shardOf(this.#root, fileId));
    await rm(file);
    return known;
  }

  async #install(file: string, { fileId, size }: Pick<StoredBlob, "fileId" | "size">): Promise<StoredBlob> {
    const folder = shardOf(this.#root, fileId);
    await this.#make(folder);
    await rename(file, join(folder, fileId));
    await syncFolder(folder);
    return (await this.claim(fileId)) ?? { fileId, size, usedAt: new Date() };
  }

  #make(folder: string): Promise<void> {
    const made = this.#made.get(folder) ?? makeFolder(folder, this.#root);
    this.#made.set(folder, made);
    made.catch(() => this.#made.delete(folder));
    return made;
  }
}

/** Opens the file when the first byte is asked for: nobody has to close what they never read. */
async function* readFileBytes(file: string, range: ByteRange | undefined): AsyncIterable<Uint8Array> {
  yield* createReadStream(file, range === undefined ? {} : { start: range.first, end: range.last });
}
