import { collectBlobs } from "@specstar/runtime";
import { diagnose, type Finding } from "@specstar/runtime/maintenance";
import { expect } from "vitest";
import type { World } from "./world.js";

/** Writes that were never finished leave these, and nothing else. */
const LEFTOVERS: ReadonlySet<string> = new Set(["orphaned-payload", "unused-blobs", "expired-receipts"]);

const later = () => new Date(Date.now() + 100_000_000);

/** Finds nothing wrong but leftovers, takes them away, and then finds nothing at all. Gives how many leftovers there were. */
export async function expectMendable(world: World): Promise<number> {
  const first = await findingsOf(world, true);
  expect(first.filter(({ kind }) => !LEFTOVERS.has(kind))).toEqual([]);
  await collectBlobs(world.storage, { olderThan: later() });
  expect(await findingsOf(world, false)).toEqual([]);
  return first.length;
}

/** Whatever the doctor finds, as if a day had passed. */
export async function findingsOf({ storage, managers }: World, repair: boolean): Promise<readonly Finding[]> {
  const specs = Object.values(managers).map(({ spec }) => spec);
  const all: Finding[] = [];
  for await (const finding of diagnose(storage, specs, { settle: 1, clock: later, repair })) all.push(finding);
  return all;
}
