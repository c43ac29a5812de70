import { combineStorage, type Part, type Storage } from "../storage.js";
import { openS3Blobs, openS3Revisions } from "./open-parts.js";
import { openSyncedMeta, type SyncedOptions } from "./synced/open-synced-meta.js";

/**
 * Resources in one S3 bucket: the revisions and blobs as objects, the meta in SQLite, which is synced to it. One process writes at a time.
 * The bucket is there already; the tables come from the migrations.
 *
 * @throws as `openSyncedMeta`.
 */
export async function s3Storage(options: SyncedOptions): Promise<Storage> {
  const opened: Part<unknown>[] = [];
  const keep = <Kept extends Part<unknown>>(part: Kept): Kept => {
    opened.push(part);
    return part;
  };
  try {
    const blobs = keep(await openS3Blobs(options));
    const revisions = keep(await openS3Revisions(options));
    return combineStorage(await openSyncedMeta(options), revisions, blobs);
  } catch (error) {
    for (const part of opened) await part.close();
    throw error;
  }
}
