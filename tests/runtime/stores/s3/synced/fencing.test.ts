import { expect, it } from "vitest";
import { specimenIndex } from "@specstar/runtime/testing";
import { toPlainStore } from "../../../../../runtime/testing/plain-store.js";
import { commit, commitAll, specimen } from "../../../../../runtime/testing/scripted-writes.js";
import { MemoryBucket } from "../memory-bucket.js";
import { newContent, openWith } from "./new-place.js";

const stopped = expect.objectContaining({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("Another process writes to meta/log/ in s3://memory; this one stopped writing") });

it("lets one of two writers go on, and stops the other for good, which still reads", async () => {
  const content = await newContent();
  const [one, two] = [await openWith(new MemoryBucket(content)), await openWith(new MemoryBucket(content))];
  const [first, second] = [toPlainStore(one.store), toPlainStore(two.store)];
  await commitAll(first, [specimen("a")]);
  await expect(commit(second, specimen("b"))).rejects.toEqual(stopped);
  await expect(commit(second, specimen("c"))).rejects.toEqual(stopped);
  await expect(second.ping()).rejects.toEqual(stopped);
  await expect(second.receipts.sweep("2026")).rejects.toEqual(stopped);
  expect(await second.count(specimenIndex, null, false)).toBe(0);
  await commitAll(first, [specimen("b")]);
  await expect(first.ping()).resolves.toBeUndefined();
  await Promise.all([one.close(), two.close()]);
  await expectNames(content, ["a", "b"]);
});

it("lets exactly one of many win that write at once, again and again", async () => {
  for (let round = 0; round < 10; round++) {
    const content = await newContent();
    const parts = await Promise.all(Array.from({ length: 4 }, () => openWith(new MemoryBucket(content))));
    const results = await Promise.allSettled(parts.map((part, at) => commit(toPlainStore(part.store), specimen(`n${at}`))));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await Promise.all(parts.map((part) => part.close()));
    await expectNames(content, [`n${results.findIndex(({ status }) => status === "fulfilled")}`]);
  }
});

it("stops a writer that was away for so long that its number in the log is free again", async () => {
  const content = await newContent();
  const options = { snapshotAfter: { segments: 2, bytes: 1_000_000 }, minimumAge: 0 };
  const away = await openWith(new MemoryBucket(content), options);
  const other = await openWith(new MemoryBucket(content), options);
  const next = "meta/log/0000000000000002.ndjson";
  const names: string[] = [];
  do {
    names.push(`n${names.length}`);
    await commitAll(toPlainStore(other.store), [specimen(`n${names.length - 1}`)]);
  } while (content.objects.has(next));
  await other.close();
  await expect(commit(toPlainStore(away.store), specimen("lost"))).rejects.toEqual(stopped);
  await away.close();
  // What it put there before it noticed is of no account.
  expect(content.objects.has(next)).toBe(true);
  await expectNames(content, names.toSorted());
});

async function expectNames(content: Awaited<ReturnType<typeof newContent>>, names: readonly string[]): Promise<void> {
  const { store, close } = await openWith(new MemoryBucket(content));
  const changes = await store.listChanges({ since: 0, limit: 1000 });
  expect(changes.map(({ resourceId }) => resourceId.slice("specimen:".length)).toSorted()).toEqual(names);
  await close();
}
