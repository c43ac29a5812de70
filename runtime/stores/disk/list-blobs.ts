import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { StoredBlob } from "../blob-store.js";
import { isFileId } from "../file-id.js";
import { asideOf, restore, statBlob } from "./blob-files.js";
import { orMissing } from "./or-missing.js";

/** Nobody writes on a file for so long without a byte: who began it was killed. */
const DEAD_AFTER_MS = 3_600_000;

const SHARD = /^[0-9a-f]{2}$/;

/** Every blob below a folder, one small folder after the other. What a killed process had set aside is brought back first. */
export async function* listBlobs(root: string): AsyncIterable<StoredBlob> {
  for (const outer of await shardsIn(root)) {
    for (const inner of await shardsIn(join(root, outer))) yield* blobsIn(join(root, outer, inner));
  }
}

async function shardsIn(folder: string): Promise<string[]> {
  return ((await orMissing(readdir(folder))) ?? []).filter((name) => SHARD.test(name));
}

async function* blobsIn(folder: string): AsyncIterable<StoredBlob> {
  const before = (await orMissing(readdir(folder))) ?? [];
  const asides = before.filter((name) => asideOf(name) !== undefined);
  for (const aside of asides) await restore(folder, join(folder, aside), asideOf(aside) ?? "");
  const names = asides.length === 0 ? before : await readdir(folder);
  for (const name of names.filter(isFileId)) {
    const blob = await statBlob(folder, name);
    if (blob !== undefined) yield blob;
  }
}

/** Removes what killed processes have left in the folder of half-written files. */
export async function removeLeftovers(staging: string): Promise<void> {
  const names = (await orMissing(readdir(staging))) ?? [];
  for (const file of names.map((name) => join(staging, name))) {
    const found = await orMissing(stat(file));
    if (found !== undefined && Date.now() - found.mtimeMs > DEAD_AFTER_MS) await rm(file, { force: true });
  }
}
