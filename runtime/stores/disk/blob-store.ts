import { createReadStream } from "node:fs";
import { access, constants, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { BlobStore, ByteRange, StoredBlob } from "../blob-store.js";
import { isFileId } from "../file-id.js";
import { claimBlob, removeBlob, statBlob } from "./blob-files.js";
import { explainDiskErrors, explainListing } from "./disk-error.js";
import { DurableFolders } from "./durable-folders.js";
import { cleanStaging, listBlobs } from "./list-blobs.js";
import { shardOf } from "./shards.js";
import { stageBytes } from "./stage-bytes.js";

/**
 * Blobs as files, `<dir>/ab/cd/abcd…`, which several processes may share. A file is written under another name and gets its own
 * once all of it is on the disk. The time of a file is that of its last use.
 *
 * Every method throws BACKEND_UNAVAILABLE when the folder can't be used: a full or read-only disk, too many open files.
 */
export class FileBlobStore implements BlobStore {
  readonly isDurable = true;
  readonly #root: string;
  readonly #staging: string;
  readonly #folders: DurableFolders;

  /** @param dir made when the first blob comes. */
  constructor(dir: string) {
    this.#root = resolve(dir);
    this.#staging = join(this.#root, "staging");
    this.#folders = new DurableFolders(this.#root);
  }

  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    return explainDiskErrors(this.#root, async () => {
      await this.#folders.make(this.#staging);
      const { file, fileId, size } = await stageBytes(this.#staging, bytes);
      try {
        return (await this.#takeInstead(file, fileId)) ?? (await this.#install(file, { fileId, size }));
      } catch (error) {
        await rm(file, { force: true }).catch(() => undefined);
        throw error;
      }
    });
  }

  async claim(fileId: string): Promise<StoredBlob | undefined> {
    return explainDiskErrors(this.#root, () => this.#claim(fileId));
  }

  async read(fileId: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    if ((await this.stat(fileId)) === undefined) return undefined;
    return explainListing(this.#root, readFileBytes(join(shardOf(this.#root, fileId), fileId), range));
  }

  async stat(fileId: string): Promise<StoredBlob | undefined> {
    return isFileId(fileId) ? explainDiskErrors(this.#root, () => statBlob(shardOf(this.#root, fileId), fileId)) : undefined;
  }

  async *list(): AsyncIterable<StoredBlob> {
    await explainDiskErrors(this.#root, () => cleanStaging(this.#staging));
    yield* explainListing(this.#root, listBlobs(this.#root));
  }

  async delete(fileId: string, unusedSince: Date): Promise<boolean> {
    return !isFileId(fileId) || explainDiskErrors(this.#root, () => removeBlob(shardOf(this.#root, fileId), fileId, unusedSince));
  }

  async ping(): Promise<void> {
    await explainDiskErrors(this.#root, async () => {
      await this.#folders.make(this.#root);
      await access(this.#root, constants.R_OK | constants.W_OK);
    });
  }

  async #claim(fileId: string): Promise<StoredBlob | undefined> {
    return isFileId(fileId) ? claimBlob(shardOf(this.#root, fileId), fileId) : undefined;
  }

  /** The blob that has the same bytes already, in place of the file. */
  async #takeInstead(file: string, fileId: string): Promise<StoredBlob | undefined> {
    const known = await this.#claim(fileId);
    if (known === undefined) return undefined;
    // Whoever put it may still be at this.
    await this.#folders.sync(shardOf(this.#root, fileId));
    await rm(file);
    return known;
  }

  async #install(file: string, { fileId, size }: Pick<StoredBlob, "fileId" | "size">): Promise<StoredBlob> {
    const folder = shardOf(this.#root, fileId);
    await this.#folders.make(folder);
    await rename(file, join(folder, fileId));
    await this.#folders.sync(folder);
    return (await this.#claim(fileId)) ?? { fileId, size, usedAt: new Date() };
  }
}

/** Opens the file when the first byte is asked for: nobody has to close what they never read. */
async function* readFileBytes(file: string, range: ByteRange | undefined): AsyncIterable<Uint8Array> {
  yield* createReadStream(file, range === undefined ? {} : { start: range.first, end: range.last });
}
