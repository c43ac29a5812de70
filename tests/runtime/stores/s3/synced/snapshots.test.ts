import { specimenIndex } from "@specstar/runtime/testing";
import { expect, it, vi } from "vitest";
import { toPlainStore } from "../../../../../runtime/testing/plain-store.js";
import { commitAll, specimen } from "../../../../../runtime/testing/scripted-writes.js";
import { MemoryBucket } from "../memory-bucket.js";
import { newContent, openWith } from "./new-place.js";

const often = { snapshotAfter: { segments: 5, bytes: 1_000_000 }, minimumAge: 0 };

it("keeps two snapshots and the log since the older one, however much is written", async () => {
  const content = await newContent();
  for (let at = 0; at < 300; ) {
    const part = await openWith(new MemoryBucket(content), often);
    for (const end = at + 30; at < end; at++) await commitAll(toPlainStore(part.store), [specimen(`n${at}`)]);
    // Waits for a snapshot that is being made: how many there were depends on the machine, but the last one is of these.
    await part.close();
    expect(content.keys("meta/log/").length).toBeLessThanOrEqual(2 * 30 + 1);
  }
  expect(content.keys("meta/snapshots/")).toHaveLength(2);
  const opened = await openWith(new MemoryBucket(content), often);
  expect(await opened.store.count(specimenIndex, null, false)).toBe(300);
  await opened.close();
});

it("keeps the log for as long as its minimum age says", async () => {
  const content = await newContent();
  const part = await openWith(new MemoryBucket(content), { ...often, minimumAge: 60_000 });
  for (let at = 0; at < 100; at++) await commitAll(toPlainStore(part.store), [specimen(`n${at}`)]);
  await part.close();
  expect(content.keys("meta/snapshots/")).toHaveLength(2);
  // One for the migration.
  expect(content.keys("meta/log/")).toHaveLength(101);
});

it("doesn't hold up writes, and warns, when a snapshot fails; the next one is made", async () => {
  const content = await newContent();
  let isBroken = true;
  const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const bucket = new MemoryBucket(content, ({ operation }) => {
    if (operation === "putFile" && isBroken) throw new Error("Access denied.");
  });
  const part = await openWith(bucket, often);
  const store = toPlainStore(part.store);
  let written = 0;
  const write = () => commitAll(store, [specimen(`n${written++}`)]);
  // Snapshots are made beside the writes: these go on until there was time for one.
  while (warn.mock.calls.length === 0) await write();
  expect(String(warn.mock.calls[0]?.[0])).toContain("No snapshot of the log at meta/log/ in s3://memory could be made: Access denied.");
  warn.mockRestore();
  isBroken = false;
  while (content.keys("meta/snapshots/").length === 0) await write();
  await part.close();
  expect(written).toBeGreaterThan(10);
});

it("opens while another process writes, makes snapshots and removes what came before them", async () => {
  const content = await newContent();
  const part = await openWith(new MemoryBucket(content), often);
  const store = toPlainStore(part.store);
  const done = new AbortController();
  let written = 0;
  const writing = (async () => {
    for (; !done.signal.aborted; written++) await commitAll(store, [specimen(`n${written}`)]);
  })();
  for (let opening = 0; opening < 20; opening++) {
    const before = written;
    const opened = await openWith(new MemoryBucket(content), often);
    expect(await opened.store.count(specimenIndex, null, false)).toBeGreaterThanOrEqual(before);
    await opened.close();
  }
  done.abort();
  await writing;
  await part.close();
});
