import { specimenIndex } from "@specstar/runtime/testing";
import { expect, it } from "vitest";
import { toPlainStore, type PlainStore } from "../../../../../runtime/testing/plain-store.js";
import { commit, next, specimen } from "../../../../../runtime/testing/scripted-writes.js";
import { createGate } from "../gate.js";
import { MemoryBucket, type BucketContent, type Watcher } from "../memory-bucket.js";
import { newContent, openWith } from "./new-place.js";

const options = { snapshotAfter: { segments: 3, bytes: 1_000_000 }, minimumAge: 0 };
const rounds = 12;

/** What a writer was told. */
interface Told {
  readonly committed: string[];
  /** Those of its requests that reached the bucket, each before and after it took effect. */
  requests: number;
}

/** Stops at the n-th moment, as a process does that is killed: nothing comes back. `thaw` lets the request that was under way arrive after all. */
function freezeAt(moment: number, told: Told): { watch: Watcher; frozen: Promise<unknown>; thaw: () => void } {
  const reached = createGate();
  const thawed = createGate();
  const watch: Watcher = async () => {
    if (told.requests++ < moment) return;
    reached.open();
    await thawed.opened;
  };
  return { watch, frozen: reached.opened, thaw: thawed.open };
}

/** Single units and pairs, some under way together, with snapshots and clean-ups between them. */
async function script(store: PlainStore, told: Told, name: string): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const lone = specimen(`${name}-lone-${round}`);
    const pair = specimen(`${name}-pair-${round}`);
    await Promise.all([[lone], [pair, next(pair, "update", { size: round })]].map(async (unit) => {
      const outcome = await commit(store, ...unit);
      if (outcome.kind === "committed") told.committed.push(...unit.map(({ meta }) => meta.currentRevisionId));
    }));
  }
}

/** Every acknowledged revision is there, pairs are whole, and nothing is there that nobody wrote. */
async function check(content: BucketContent, ...writers: readonly Told[]): Promise<void> {
  const { store, close } = await openWith(new MemoryBucket(content), options);
  const plain = toPlainStore(store);
  const changes = await plain.listChanges({ since: 0, limit: 1000 });
  const found = changes.map(({ revisionId }) => revisionId);
  expect(new Set(found).size).toBe(found.length);
  for (const { committed } of writers) expect(found).toEqual(expect.arrayContaining(committed));
  for (const { resourceId } of changes) {
    const pair = resourceId.includes("-pair-");
    expect((await plain.readMeta(specimenIndex, resourceId))?.meta.totalRevisionCount).toBe(pair ? 2 : 1);
  }
  await close();
}

async function countRequests(): Promise<number> {
  const told: Told = { committed: [], requests: 0 };
  const part = await openWith(new MemoryBucket(await newContent(), () => void told.requests++), options);
  await script(toPlainStore(part.store), told, "a");
  await part.close();
  expect(told.committed).toHaveLength(rounds * 3);
  return told.requests;
}

const moments = await countRequests();

it.each([
  { late: "never arrives", thawWhen: "never" },
  { late: "arrives when the next process has opened", thawWhen: "opened" },
  { late: "arrives when the next process has written", thawWhen: "written" },
] as const)(`loses nothing when a process ends at any of about ${moments} moments, and what was under way $late`, async ({ thawWhen }) => {
  for (let moment = 0; moment < moments; moment++) await crashAt(moment, thawWhen);
}, 120_000);

async function crashAt(moment: number, thawWhen: "never" | "opened" | "written"): Promise<void> {
  const content = await newContent();
  const [dead, heir]: Told[] = [{ committed: [], requests: 0 }, { committed: [], requests: 0 }];
  if (dead === undefined || heir === undefined) throw new Error("There are two.");
  const { watch, frozen, thaw } = freezeAt(moment, dead);
  const ended = runScript(new MemoryBucket(content, watch), dead, "dead");
  await Promise.race([frozen, ended]);
  await check(content, dead);
  const part = await openWith(new MemoryBucket(content), options);
  if (thawWhen === "opened") thaw();
  const heirEnded = script(toPlainStore(part.store), heir, "heir").catch(() => {});
  if (thawWhen === "written") await heirEnded.then(thaw);
  await heirEnded;
  if (thawWhen !== "never") await ended;
  await part.close();
  // One of the two went on to its end.
  if (thawWhen !== "opened") expect(heir.committed).toHaveLength(rounds * 3);
  await check(content, dead, heir);
}

async function runScript(bucket: MemoryBucket, told: Told, name: string): Promise<void> {
  const part = await openWith(bucket, options);
  await script(toPlainStore(part.store), told, name).catch(() => {});
  await part.close();
}
