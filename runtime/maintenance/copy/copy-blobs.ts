import type { Copying } from "./copying.js";

export interface CopiedBlobs {
  readonly copied: number;
  readonly skipped: number;
  /** Of those that were copied. */
  readonly bytes: number;
}

/** Copies the blobs that the target lacks: the same bytes have the same name. */
export async function copyBlobs({ from, to, tell }: Copying): Promise<CopiedBlobs> {
  let [copied, skipped, bytes] = [0, 0, 0];
  for await (const { fileId, size } of from.blobs.list()) {
    tell("blobs", copied + skipped, null);
    // Claimed, and not only looked at: a collection on the target would take what nothing names yet.
    if ((await to.blobs.claim(fileId))?.size === size) {
      skipped++;
      continue;
    }
    const content = await from.blobs.read(fileId);
    // Collected or purged meanwhile.
    if (content === undefined) continue;
    const stored = await to.blobs.put(content);
    if (stored.fileId !== fileId) throw new Error(`The blob ${fileId} of the source has the SHA-256 ${stored.fileId}: it was altered. Restore it first.`);
    copied++;
    bytes += stored.size;
  }
  return { copied, skipped, bytes };
}
