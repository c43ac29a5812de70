import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { StoredBlob } from "../blob-store.js";
import { isFileId } from "../file-id.js";
import { asideOf, restore, statBlob } from "./blob-files.js";
import { removeLeftovers } from "./leftovers.js";
import { orMissing } from "./or-missing.js";
import { listShards } from "./shards.js";

/** Every blob below a folder. What a killed process had set aside is brought back first. */
export async function* listBlobs(root: string): AsyncIterable<StoredBlob> {
  for await (const folder of listShards(root)) yield* blobsIn(folder);
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
export async function cleanStaging(staging: string): Promise<void> {
  const names = (await orMissing(readdir(staging))) ?? [];
  await removeLeftovers(names.map((name) => join(staging, name)));
}
