import { specimenIndex } from "@specstar/runtime/testing";
import { expect, it } from "vitest";
import { toPlainStore, type PlainStore } from "../../../../../runtime/testing/plain-store.js";
import { commit, commitAll, specimen } from "../../../../../runtime/testing/scripted-writes.js";
import { createGate } from "../gate.js";
import { MemoryBucket, type BucketContent, type Watcher } from "../memory-bucket.js";
import { newContent, openWith } from "./new-place.js";

const impatient = { patience: 40 };
const unavailable = expect.objectContaining({ code: "BACKEND_UNAVAILABLE" });
const failure = new Error("The connection was reset.");

/** A bucket whose behaviour the test changes as it goes. */
function fragile(content: BucketContent): { bucket: MemoryBucket; watch: Watcher } {
  const state: { bucket: MemoryBucket; watch: Watcher } = { bucket: new MemoryBucket(content, (request) => state.watch(request)), watch: () => {} };
  return state;
}

async function namesIn(content: BucketContent): Promise<string[]> {
  const { store, close } = await openWith(new MemoryBucket(content));
  const names = await namesOf(toPlainStore(store));
  await close();
  return names;
}

async function namesOf(store: PlainStore): Promise<string[]> {
  const changes = await store.listChanges({ since: 0, limit: 1000 });
  return changes.map(({ resourceId }) => resourceId.slice("specimen:".length));
}

it.each(["before", "after"] as const)("acknowledges every write when each request in turn fails once %s it took effect", async (when) => {
  for (let failing = 0; failing < 10; failing++) {
    const content = await newContent();
    const fault = fragile(content);
    const part = await openWith(fault.bucket);
    let count = 0;
    fault.watch = (request) => {
      if (request.when === when && count++ === failing) throw failure;
    };
    const names = Array.from({ length: 10 }, (_, at) => `n${at}`);
    for (const name of names) await commitAll(toPlainStore(part.store), [specimen(name)]);
    await part.close();
    expect(count).toBeGreaterThan(failing);
    expect(await namesIn(content)).toEqual(names);
  }
});

it("fails writes while S3 is away, tells it by its ping, and comes back by itself", async () => {
  const content = await newContent();
  const fault = fragile(content);
  const { store, close } = await openWith(fault.bucket, impatient);
  const plain = toPlainStore(store);
  await commitAll(plain, [specimen("before")]);
  fault.watch = () => {
    throw failure;
  };
  for (const name of ["x", "y", "z"]) await expect(commit(plain, specimen(name))).rejects.toEqual(unavailable);
  await expect(plain.ping()).rejects.toEqual(unavailable);
  expect(await namesOf(plain)).toEqual(["before"]);
  fault.watch = () => {};
  await expect(plain.ping()).resolves.toBeUndefined();
  await commitAll(plain, [specimen("after"), specimen("x")]);
  await close();
  expect(await namesIn(content)).toEqual(["before", "after", "x"]);
});

it("finds out that a write whose answers were all lost was made", async () => {
  const content = await newContent();
  const fault = fragile(content);
  const { store, close } = await openWith(fault.bucket, impatient);
  const plain = toPlainStore(store);
  fault.watch = ({ when }) => {
    if (when === "after") throw failure;
  };
  await expect(commit(plain, specimen("lost"))).rejects.toMatchObject({ message: expect.stringContaining("isn't known yet") });
  expect(await namesOf(plain)).toEqual([]);
  fault.watch = () => {};
  expect(await commit(plain, specimen("lost"))).toEqual({ kind: "duplicate", write: 0 });
  await commitAll(plain, [specimen("next")]);
  expect(await namesOf(plain)).toEqual(["lost", "next"]);
  await close();
  expect(await namesIn(content)).toEqual(["lost", "next"]);
});

it("keeps a write from being made that arrives after it was given up", async () => {
  const content = await newContent();
  const fault = fragile(content);
  const { store, close } = await openWith(fault.bucket, impatient);
  const plain = toPlainStore(store);
  const arrival = createGate();
  fault.watch = async ({ operation }) => {
    if (operation === "putNew") await arrival.opened;
  };
  await expect(commit(plain, specimen("late"))).rejects.toMatchObject({ message: expect.stringContaining("no answer within 40 ms") });
  fault.watch = () => {};
  await commitAll(plain, [specimen("next")]);
  arrival.open();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await commitAll(plain, [specimen("late")]);
  await close();
  expect(await namesIn(content)).toEqual(["next", "late"]);
});

it("neither loses nor invents anything while S3 fails at random, and agrees with what is opened after it", async () => {
  for (let run = 0; run < 10; run++) {
    const content = await newContent();
    const fault = fragile(content);
    const part = await openWith(fault.bucket, { ...impatient, snapshotAfter: { segments: 4, bytes: 1_000_000 }, minimumAge: 0 });
    const plain = toPlainStore(part.store);
    let isAway = false;
    fault.watch = () => {
      if (Math.random() < 0.02) isAway = !isAway;
      if (isAway || Math.random() < 0.1) throw failure;
    };
    const told = await writeThrough(plain);
    fault.watch = () => {};
    await plain.ping();
    const names = await namesOf(plain);
    expect(names).toEqual(expect.arrayContaining(told.committed));
    expect(names.filter((name) => !told.committed.includes(name) && !told.failed.includes(name))).toEqual([]);
    expect(await plain.count(specimenIndex, null, false)).toBe(names.length);
    await part.close();
    expect(await namesIn(content)).toEqual(names);
  }
}, 60_000);

async function writeThrough(store: PlainStore): Promise<{ committed: string[]; failed: string[] }> {
  const told = { committed: [] as string[], failed: [] as string[] };
  for (let round = 0; round < 40; round++) {
    await Promise.all(["l", "r"].map(async (side) => {
      const name = `${round}-${side}`;
      const isCommitted = await commit(store, specimen(name)).then(({ kind }) => kind === "committed", () => false);
      told[isCommitted ? "committed" : "failed"].push(name);
    }));
  }
  return told;
}
