import { collectBlobs, type Storage } from "@specstar/runtime";
import { diagnose, type Finding } from "@specstar/runtime/maintenance";
import { expect } from "vitest";
import type { World } from "./world.js";

/** Writes that were never finished leave these, and nothing else. */
const LEFTOVERS: ReadonlySet<string> = new Set(["orphaned-payload", "unused-blobs", "expired-receipts"]);

const later = () => new Date(Date.now() + 100_000_000);

/** Finds nothing wrong but leftovers, takes them away, and then finds nothing at all. Gives how many leftovers there were. */
export async function expectMendable({ storage, managers }: World): Promise<number> {
  const specs = Object.values(managers).map(({ spec }) => spec);
  const first = await findings(storage, specs, true);
  expect(first.filter(({ kind }) => !LEFTOVERS.has(kind))).toEqual([]);
  await collectBlobs(storage, { olderThan: later() });
  expect(await findings(storage, specs, false)).toEqual([]);
  return first.length;
}

async function findings(storage: Storage, specs: Parameters<typeof diagnose>[1], repair: boolean): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for await (const finding of diagnose(storage, specs, { settle: 1, clock: later, repair })) all.push(finding);
  return all;
}
