import { randomUUID } from "node:crypto";
import { link, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { StoredBlob } from "../blob-store.js";
import { isFileId } from "../file-id.js";
import { isThere, orMissing } from "./or-missing.js";
import { syncFolder } from "./sync-folder.js";

/** What the name of a file that is being removed ends with. */
const ASIDE = ".aside";

/** How often a claim looks again while others remove and bring back the same blob. */
const MOST_LOOKS = 100;

/** What is known of a blob by its file; undefined when there is none. */
export async function statBlob(folder: string, fileId: string): Promise<StoredBlob | undefined> {
  const found = await orMissing(stat(join(folder, fileId)));
  return found && { fileId, size: found.size, usedAt: found.mtime };
}

/**
 * Makes a blob's file one that was used now. Whoever removes it meanwhile either sees that, or has removed it before: it counts
 * only once the file is seen in its place afterwards, and a file that was set aside is brought back.
 */
export async function claimBlob(folder: string, fileId: string): Promise<StoredBlob | undefined> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const isTouched = (await orMissing(touch(join(folder, fileId)).then(() => true))) ?? false;
    const found = isTouched ? await statBlob(folder, fileId) : undefined;
    if (found !== undefined) return found;
    if (!isTouched && !(await bringBack(folder, fileId))) return undefined;
  }
  throw new Error(`The blob ${fileId} is being removed and brought back all the time.`);
}

/**
 * Removes a blob's file unless it was used after a time. It is set aside first, under a name that nobody reads: what is claimed
 * before that is seen by its time, and what is claimed or put afterwards has a file of its own in the old place.
 */
export async function removeBlob(folder: string, fileId: string, unusedSince: Date): Promise<boolean> {
  const before = await statBlob(folder, fileId);
  if (before === undefined) return true;
  if (before.usedAt > unusedSince) return false;
  const aside = join(folder, `${fileId}.${randomUUID()}${ASIDE}`);
  if ((await orMissing(rename(join(folder, fileId), aside).then(() => true))) === undefined) return true;
  const { mtime } = (await orMissing(stat(aside))) ?? {};
  if (mtime !== undefined && mtime > unusedSince) {
    await restore(folder, aside, fileId);
    return false;
  }
  await rm(aside, { force: true });
  await syncFolder(folder);
  return (await statBlob(folder, fileId)) === undefined;
}

/**
 * Brings a file back that was set aside, by somebody who is at it or was killed over it. Returns whether there was one, or the file has
 * its place again already: at every moment it has one name or the other, and a folder's names are read in one step.
 */
async function bringBack(folder: string, fileId: string): Promise<boolean> {
  const names = (await orMissing(readdir(folder))) ?? [];
  const asides = names.filter((name) => asideOf(name) === fileId).map((name) => join(folder, name));
  for (const aside of asides) {
    await orMissing(touch(aside));
    await restore(folder, aside, fileId);
  }
  return asides.length > 0 || names.includes(fileId);
}

/** The blob whose file was set aside under a name; undefined for any other name. */
export function asideOf(name: string): string | undefined {
  const fileId = name.slice(0, name.indexOf("."));
  return name.endsWith(ASIDE) && isFileId(fileId) ? fileId : undefined;
}

/** Gives a file its place again, unless another is there, which has the same bytes and is the newer one. */
export async function restore(folder: string, aside: string, fileId: string): Promise<void> {
  await orMissing(link(aside, join(folder, fileId))).catch((error: unknown) => {
    if (!isThere(error)) throw error;
  });
  await syncFolder(folder);
  await rm(aside, { force: true });
}

function touch(file: string): Promise<void> {
  const now = new Date();
  return utimes(file, now, now);
}
