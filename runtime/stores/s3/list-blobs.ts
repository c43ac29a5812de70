import type { StoredBlob } from "../blob-store.js";
import { isFileId } from "../file-id.js";
import type { BlobClaims } from "./blob-claims.js";
import type { BlobKeys } from "./blob-keys.js";
import type { Bucket } from "./bucket.js";
import { mapAhead } from "./map-ahead.js";

export interface BlobPlace {
  readonly bucket: Bucket;
  readonly keys: BlobKeys;
  readonly claims: BlobClaims;
}

/** How many blobs are asked about at a time. */
const AT_A_TIME = 16;
/** The use of a blob that is gone is left by a deleter that was killed, or belongs to one that is just being put. */
const DEAD_AFTER_MS = 3_600_000;

/** Every blob, in the order of the file ids. Removes on the way the uses of blobs that are gone. */
export async function* listBlobs(place: BlobPlace): AsyncIterable<StoredBlob> {
  for await (const blob of mapAhead(listFileIds(place), AT_A_TIME, (found) => toBlob(place, found))) if (blob !== undefined) yield blob;
}

interface ListedId {
  readonly fileId: string;
  readonly hasBlob: boolean;
}

/** The file ids of blobs and of uses that stand alone. Both lists have the same order, and are gone through side by side. */
async function* listFileIds({ bucket, keys }: BlobPlace): AsyncIterable<ListedId> {
  const uses = bucket.list(keys.uses)[Symbol.asyncIterator]();
  let use = await uses.next();
  for await (const { key } of bucket.list(keys.blobs)) {
    for (; use.done !== true && idOf(use.value.key) < idOf(key); use = await uses.next()) {
      if (use.value.age > DEAD_AFTER_MS) yield { fileId: idOf(use.value.key), hasBlob: false };
    }
    if (use.done !== true && idOf(use.value.key) === idOf(key)) use = await uses.next();
    yield { fileId: idOf(key), hasBlob: true };
  }
  for (; use.done !== true; use = await uses.next()) if (use.value.age > DEAD_AFTER_MS) yield { fileId: idOf(use.value.key), hasBlob: false };
}

function idOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

async function toBlob({ claims }: BlobPlace, { fileId, hasBlob }: ListedId): Promise<StoredBlob | undefined> {
  // What others may have put below the prefix is no blob.
  if (!isFileId(fileId)) return undefined;
  if (!hasBlob) await claims.removeUnderTomb(fileId, new Date(Date.now() - DEAD_AFTER_MS));
  return claims.stat(fileId);
}
