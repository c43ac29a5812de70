import type { BlobStore, ByteRange, DirectBlobs, StoredBlob } from "../blob-store.js";
import { isFileId } from "../file-id.js";
import { BlobClaims, TOMB_TIMES, type TombTimes } from "./blob-claims.js";
import { BlobKeys } from "./blob-keys.js";
import type { Bucket } from "./bucket.js";
import { S3DirectBlobs } from "./direct-blobs.js";
import { listBlobs } from "./list-blobs.js";
import { placeBlob } from "./place-blob.js";
import { removeLeftovers } from "./remove-leftovers.js";
import { spoolBytes, type SpooledBytes } from "./spool-bytes.js";

/**
 * Blobs as objects, `<prefix>blobs/ab/cd/abcd…`, which any number of processes may share. Bytes are sent only when the bucket doesn't have
 * them yet, and appear there whole.
 */
export class S3BlobStore implements BlobStore {
  readonly isDurable = true;
  readonly direct: DirectBlobs;
  readonly #bucket: Bucket;
  readonly #keys: BlobKeys;
  readonly #claims: BlobClaims;

  constructor(bucket: Bucket, prefix: string, times: TombTimes = TOMB_TIMES) {
    this.#bucket = bucket;
    this.#keys = new BlobKeys(prefix);
    this.#claims = new BlobClaims(bucket, this.#keys, times);
    this.direct = new S3DirectBlobs({ bucket, keys: this.#keys, claims: this.#claims });
  }

  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    const spooled = await spoolBytes(bytes);
    try {
      return await placeBlob(this.#claims, spooled, () => this.#send(spooled));
    } finally {
      await spooled.discard();
    }
  }

  async claim(fileId: string): Promise<StoredBlob | undefined> {
    if (!isFileId(fileId) || (await this.#bucket.head(this.#keys.blob(fileId))) === undefined) return undefined;
    return this.#claims.use(fileId);
  }

  async read(fileId: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    return isFileId(fileId) ? this.#bucket.read(this.#keys.blob(fileId), range) : undefined;
  }

  async stat(fileId: string): Promise<StoredBlob | undefined> {
    return isFileId(fileId) ? this.#claims.stat(fileId) : undefined;
  }

  /** Removes on the way what killed processes and clients have left. */
  async *list(): AsyncIterable<StoredBlob> {
    await removeLeftovers(this.#bucket, this.#keys);
    yield* listBlobs({ bucket: this.#bucket, keys: this.#keys, claims: this.#claims });
  }

  async delete(fileId: string, unusedSince: Date): Promise<boolean> {
    return !isFileId(fileId) || this.#claims.remove(fileId, unusedSince);
  }

  ping(): Promise<void> {
    return this.#bucket.ping();
  }

  #send({ fileId, held }: SpooledBytes): Promise<void> {
    const key = this.#keys.blob(fileId);
    return "bytes" in held ? this.#bucket.put(key, held.bytes) : this.#bucket.putFile(key, held.file);
  }
}
