import { createHash } from "node:crypto";
import type { BlobStore, ByteRange, StoredBlob } from "../blob-store.js";

/** How many bytes a reader gets at once. */
const CHUNK = 65_536;

interface KeptBlob {
  readonly bytes: Uint8Array;
  readonly usedAt: Date;
}

/** Bytes in a map. Every call but a `put` is one step, so that a deletion can't get between a claim and its answer. */
export class MemoryBlobStore implements BlobStore {
  readonly isDurable = false;
  readonly #blobs = new Map<string, KeptBlob>();
  #closed = false;

  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    const hash = createHash("sha256");
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) {
      hash.update(chunk);
      // The caller may use its buffer again.
      chunks.push(new Uint8Array(chunk));
    }
    return this.#keep(hash.digest("hex"), Buffer.concat(chunks));
  }

  async claim(fileId: string): Promise<StoredBlob | undefined> {
    const blob = this.#find(fileId);
    return blob && this.#keep(fileId, blob.bytes);
  }

  async read(fileId: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    const bytes = this.#find(fileId)?.bytes;
    return bytes && chunksOf(range === undefined ? bytes : bytes.subarray(range.first, range.last + 1));
  }

  async stat(fileId: string): Promise<StoredBlob | undefined> {
    const blob = this.#find(fileId);
    return blob && toStored(fileId, blob);
  }

  async *list(): AsyncIterable<StoredBlob> {
    this.#refuseWhenClosed();
    for (const [fileId, blob] of this.#blobs) yield toStored(fileId, blob);
  }

  async delete(fileId: string, unusedSince: Date): Promise<boolean> {
    const blob = this.#find(fileId);
    if (blob !== undefined && blob.usedAt > unusedSince) return false;
    this.#blobs.delete(fileId);
    return true;
  }

  async ping(): Promise<void> {
    this.#refuseWhenClosed();
  }

  close(): void {
    this.#closed = true;
    this.#blobs.clear();
  }

  #keep(fileId: string, bytes: Uint8Array): StoredBlob {
    this.#refuseWhenClosed();
    const blob = { bytes, usedAt: new Date() };
    this.#blobs.set(fileId, blob);
    return toStored(fileId, blob);
  }

  #find(fileId: string): KeptBlob | undefined {
    this.#refuseWhenClosed();
    return this.#blobs.get(fileId);
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error("The memory store is closed.");
  }
}

function toStored(fileId: string, { bytes, usedAt }: KeptBlob): StoredBlob {
  return { fileId, size: bytes.length, usedAt };
}

/** Copies: what is read is the reader's own. */
async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield new Uint8Array(bytes.subarray(at, at + CHUNK));
}
