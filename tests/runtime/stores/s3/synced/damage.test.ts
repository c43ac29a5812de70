import { specimenIndex } from "@specstar/runtime/testing";
import { expect, it } from "vitest";
import { toPlainStore } from "../../../../../runtime/testing/plain-store.js";
import { commitAll, specimen } from "../../../../../runtime/testing/scripted-writes.js";
import { MemoryBucket, type BucketContent } from "../memory-bucket.js";
import { newContent, openWith } from "./new-place.js";

const segment = (number: number) => `meta/log/${String(number).padStart(16, "0")}.ndjson`;

/** Writes one segment after the other, with a snapshot after so many of them. */
async function write(count: number, segments = 1000): Promise<BucketContent> {
  const content = await newContent();
  for (let at = 0; at < count; ) {
    // Closing waits for a snapshot that is being made.
    const part = await openWith(new MemoryBucket(content), { snapshotAfter: { segments, bytes: 1_000_000 }, minimumAge: 0 });
    for (const end = Math.min(at + segments, count); at < end; at++) await commitAll(toPlainStore(part.store), [specimen(`n${at}`)]);
    await part.close();
  }
  return content;
}

function alter(content: BucketContent, key: string, change: (text: string) => string): void {
  const bytes = content.objects.get(key)?.bytes;
  if (bytes === undefined) throw new Error(`The test expects ${key}.`);
  content.store(key, Buffer.from(change(Buffer.from(bytes).toString("latin1")), "latin1"));
}

async function expectRefused(content: BucketContent, ...parts: readonly string[]): Promise<void> {
  const digest = content.digest;
  const error: unknown = await openWith(new MemoryBucket(content)).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "BACKEND_UNAVAILABLE" });
  for (const part of parts) expect(String(error)).toContain(part);
  expect(content.digest).toBe(digest);
}

async function expectCount(content: BucketContent, count: number): Promise<void> {
  const { store, close } = await openWith(new MemoryBucket(content));
  expect(await store.count(specimenIndex, null, false)).toBe(count);
  await close();
}

it("names the first segment that is missing", async () => {
  for (const number of [1, 2, 5]) {
    const content = await write(5);
    content.objects.delete(segment(number));
    await expectRefused(content, segment(number), "missing");
  }
});

it("names a segment that is damaged, the last one too", async () => {
  for (const number of [1, 3, 6]) {
    for (const change of [(text: string) => text.slice(0, -3), (text: string) => text.replace("n", "m"), () => "", (text: string) => text.slice(5)]) {
      const content = await write(5);
      alter(content, segment(number), change);
      await expectRefused(content, segment(number), "damaged");
    }
  }
});

it("names a segment of a newer format", async () => {
  const content = await write(2);
  alter(content, segment(3), (text) => text.replace('"format":1', '"format":2'));
  await expectRefused(content, segment(3), "format 2");
});

it("names a segment of another history, and one in the wrong place", async () => {
  const [content, other] = [await write(5), await write(5)];
  content.store(segment(4), other.objects.get(segment(4))?.bytes ?? Buffer.of());
  await expectRefused(content, segment(4), "doesn't follow");
  content.store(segment(4), content.objects.get(segment(3))?.bytes ?? Buffer.of());
  await expectRefused(content, segment(4), "copied or renamed");
});

it("falls back on the older snapshot when the newest is damaged", async () => {
  const content = await write(20, 6);
  const [older = "", newest = ""] = content.keys("meta/snapshots/");
  expect(content.keys("meta/snapshots/")).toHaveLength(2);
  alter(content, newest, (text) => text.replace("specimen", "specimem"));
  await expectCount(content, 20);
  alter(content, older, (text) => text.slice(0, -1));
  await expectRefused(content, segment(1), newest, older);
});

it("says so when snapshots are damaged and no log is left that would tell of it", async () => {
  const content = await write(20, 6);
  for (const key of content.keys("meta/log/")) content.objects.delete(key);
  for (const key of content.keys("meta/snapshots/")) alter(content, key, (text) => text.slice(1));
  await expectRefused(content, segment(1), "missing");
});

it("lets be what others keep below its prefix", async () => {
  const content = await write(5, 2);
  for (const key of ["meta/log/.keep", "meta/log/readme.txt", "meta/snapshots/0.db", "meta/snapshots/zzz"]) content.store(key, Buffer.from("x"));
  await expectCount(content, 5);
});
