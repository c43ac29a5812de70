import type { StoredBlob } from "../blob-store.js";
import type { BlobClaims } from "./blob-claims.js";

/** How often a blob is sent while others delete it as soon as it is there. */
const MOST_SENDS = 20;

/**
 * Makes sure that a blob is there, whole and used now, and sends it when it isn't. The use after the sending sees to it that no deleter
 * which knows an older one takes the blob away.
 */
export async function placeBlob(claims: BlobClaims, { fileId, size }: Pick<StoredBlob, "fileId" | "size">, send: () => Promise<void>): Promise<StoredBlob> {
  const isThere = (await claims.stat(fileId)) !== undefined;
  let known = isThere ? await claims.use(fileId) : undefined;
  // One of another size is none: somebody has altered it.
  for (let sends = 0; known === undefined || known.size !== size; sends++) {
    if (sends === MOST_SENDS) throw new Error(`The blob ${fileId} is being deleted or altered all the time.`);
    await send();
    known = await claims.use(fileId);
  }
  return known;
}
