import { createHash, randomUUID } from "node:crypto";
import type { DirectBlobs, DirectReadOptions, DirectUpload, DirectUploadOptions, FinishedUpload, StoredBlob } from "../blob-store.js";
import { isFileId } from "../file-id.js";
import type { BlobPlace } from "./list-blobs.js";
import { placeBlob } from "./place-blob.js";

const UPLOAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const COPY_GONE = "The copy of an upload was deleted while it was checked.";

type Known = Pick<StoredBlob, "fileId" | "size">;

/** Signed URLs, which lead clients to the bucket itself. */
export class S3DirectBlobs implements DirectBlobs {
  /** What one PUT may have, and one copy: 5 GiB (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
  readonly largestUpload = 5_368_709_120;
  readonly #place: BlobPlace;

  constructor(place: BlobPlace) {
    this.#place = place;
  }

  async presignRead(fileId: string, options: DirectReadOptions): Promise<string | undefined> {
    const { bucket, keys } = this.#place;
    if (!isFileId(fileId) || (await bucket.head(keys.blob(fileId))) === undefined) return undefined;
    return bucket.signRead(keys.blob(fileId), options);
  }

  async presignUpload(options: DirectUploadOptions): Promise<DirectUpload> {
    const { bucket, keys } = this.#place;
    const uploadId = randomUUID();
    return { uploadId, method: "PUT", url: await bucket.signPut(`${keys.uploads}${uploadId}`, options) };
  }

  async finishUpload(uploadId: string, expected: Known): Promise<FinishedUpload> {
    const { bucket, keys } = this.#place;
    if (!UPLOAD_ID.test(uploadId)) return { kind: "missing" };
    const brought = `${keys.uploads}${uploadId}`;
    // The URL may still be good: what is hashed, and then becomes the blob, is a copy to which it does not lead.
    const copy = `${keys.checks}${randomUUID()}`;
    try {
      if (!(await bucket.copy(brought, copy))) return { kind: "missing" };
      const finished = await this.#finish(copy, expected);
      // Only now: when something failed before, it can be finished again.
      await bucket.delete([brought]);
      return finished;
    } finally {
      // What stays behind is removed with the leftovers.
      await bucket.delete([copy]).catch(() => undefined);
    }
  }

  async #finish(copy: string, expected: Known): Promise<FinishedUpload> {
    const { bucket, keys, claims } = this.#place;
    const bytes = await bucket.read(copy);
    if (bytes === undefined) throw new Error(COPY_GONE);
    const found = await hashBytes(bytes);
    if (found.fileId !== expected.fileId || found.size !== expected.size) return { kind: "different", ...found };
    const send = async () => {
      if (!(await bucket.copy(copy, keys.blob(found.fileId)))) throw new Error(COPY_GONE);
    };
    return { kind: "stored", blob: await placeBlob(claims, found, send) };
  }
}

async function hashBytes(bytes: AsyncIterable<Uint8Array>): Promise<Known> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { fileId: hash.digest("hex"), size };
}
