import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { orMissing } from "./or-missing.js";

const SHARD = /^[0-9a-f]{2}$/;

/** The folder of a file that is named by a hash: `<root>/ab/cd` for `abcd…`. Only ever made of a hash, so that no caller's text becomes a path. */
export function shardOf(root: string, hash: string): string {
  return join(root, hash.slice(0, 2), hash.slice(2, 4));
}

/** Every such folder that is there, one small folder after the other. */
export async function* listShards(root: string): AsyncIterable<string> {
  for (const outer of await shardsIn(root)) {
    for (const inner of await shardsIn(join(root, outer))) yield join(root, outer, inner);
  }
}

async function shardsIn(folder: string): Promise<string[]> {
  return ((await orMissing(readdir(folder))) ?? []).filter((name) => SHARD.test(name));
}
