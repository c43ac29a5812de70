import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { BlobStore, StoredBlob } from "../stores/blob-store.js";
import { storeTest, type NewPlace, type OpenStore } from "./open-store.js";

export interface BlobSuiteOptions {
  /** For stores that are still there when they are opened again. */
  readonly newPlace?: NewPlace<BlobStore>;
}

/** Declares the tests that every BlobStore must pass. */
export function blobStoreSuite(name: string, open: OpenStore<BlobStore>, { newPlace }: BlobSuiteOptions = {}): void {
  describe(`${name}: BlobStore`, () => {
    putAndRead(open);
    brokenStreams(open);
    useAndDelete(open);
    if (newPlace === undefined) return;
    it("still has everything when it is opened again", async () => {
      const openAgain = await newPlace();
      const before = await openAgain();
      const { fileId } = await before.store.put(bytesOf("kept"));
      await before.close();
      const { store, close } = await openAgain();
      expect(await textOf(store, fileId)).toBe("kept");
      await close();
    });
  });
}

function putAndRead(open: OpenStore<BlobStore>): void {
  const test = storeTest(open);

  test("keeps bytes under their SHA-256", async (store) => {
    const blob = await store.put(bytesOf("a", "", "bc"));
    expect(blob).toEqual({ fileId: sha256("abc"), size: 3, usedAt: expect.any(Date) });
    expect(await textOf(store, blob.fileId)).toBe("abc");
    expect(await store.stat(blob.fileId)).toEqual(blob);
  });

  test("keeps no bytes at all", async (store) => {
    const { fileId, size } = await store.put(bytesOf());
    expect([fileId, size, await textOf(store, fileId)]).toEqual([sha256(""), 0, ""]);
  });

  test("keeps bytes once, however often and at the same time they are put", async (store) => {
    const bytes = randomBytes(300_000);
    const put = await Promise.all(Array.from({ length: 12 }, () => store.put(inChunks(bytes, 70_000))));
    expect(new Set(put.map(({ fileId }) => fileId)).size).toBe(1);
    expect(await listAll(store)).toHaveLength(1);
    expect((await readAll(store, sha256(bytes)))?.equals(bytes)).toBe(true);
  });

  test("reads a range, both ends included", async (store) => {
    const bytes = randomBytes(200_000);
    const { fileId } = await store.put(inChunks(bytes, 64_000));
    for (const [first, last] of [[0, 0], [0, 199_999], [199_999, 199_999], [65_530, 131_080], [1, 2]] as const) {
      expect((await readAll(store, fileId, { first, last }))?.equals(bytes.subarray(first, last + 1))).toBe(true);
    }
  });

  test("is not changed by what happens to a buffer afterwards", async (store) => {
    const buffer = Buffer.from("before");
    const { fileId } = await store.put((async function* () { yield buffer; buffer.fill("x"); })());
    for await (const chunk of (await store.read(fileId)) ?? []) chunk.fill(0);
    expect(await textOf(store, fileId)).toBe("before");
  });

  test("lists every blob, each once", async (store) => {
    expect(await listAll(store)).toEqual([]);
    const put = await Promise.all(Array.from({ length: 40 }, (_, at) => store.put(bytesOf(`blob ${at}`))));
    expect((await listAll(store)).sort(byId)).toEqual(put.sort(byId));
  });

  test("has nothing under what is no file id, or a strange one", async (store) => {
    const { fileId } = await store.put(bytesOf("a"));
    const strange = ["", "../a", "/etc/passwd", fileId.toUpperCase(), `${fileId}\0`, `${fileId}/`, `./${fileId}`, fileId.slice(1), "__proto__", sha256("never")];
    for (const id of strange) {
      expect([await store.stat(id), await store.read(id), await store.claim(id), await store.delete(id, later())]).toEqual([undefined, undefined, undefined, true]);
    }
    expect(await textOf(store, fileId)).toBe("a");
  });

  test("answers a ping", async (store) => {
    await expect(store.ping()).resolves.toBeUndefined();
  });
}

function brokenStreams(open: OpenStore<BlobStore>): void {
  storeTest(open)("rejects with a stream's own error, and leaves nothing of it", async (store) => {
    const broken = new Error("The cable was cut.");
    const bytes = (async function* () {
      yield Buffer.from("half of ");
      throw broken;
    })();
    await expect(store.put(bytes)).rejects.toBe(broken);
    expect(await listAll(store)).toEqual([]);
    expect(await store.stat(sha256("half of "))).toBeUndefined();
  });
}

function useAndDelete(open: OpenStore<BlobStore>): void {
  const test = storeTest(open);

  test("removes what was not used since, and nothing else", async (store) => {
    const [a, b] = [await store.put(bytesOf("a")), await store.put(bytesOf("b"))];
    expect(await store.delete(a.fileId, later())).toBe(true);
    expect(await store.delete(a.fileId, later())).toBe(true);
    expect([await store.stat(a.fileId), await store.read(a.fileId), await store.claim(a.fileId)]).toEqual([undefined, undefined, undefined]);
    expect(await listAll(store)).toEqual([b]);
    expect((await store.put(bytesOf("a"))).fileId).toBe(a.fileId);
    expect(await textOf(store, a.fileId)).toBe("a");
  });

  test("keeps what was put or claimed after that time", async (store) => {
    const put = await store.put(bytesOf("a"));
    const justBefore = new Date(put.usedAt.getTime() - 1);
    expect(await store.delete(put.fileId, justBefore)).toBe(false);
    await pause();
    const claimed = await store.claim(put.fileId);
    expect(claimed?.usedAt.getTime()).toBeGreaterThan(put.usedAt.getTime());
    expect(await store.delete(put.fileId, put.usedAt)).toBe(false);
    await pause();
    const again = await store.put(bytesOf("a"));
    expect(again.usedAt.getTime()).toBeGreaterThan(claimed?.usedAt.getTime() ?? Infinity);
    expect(await store.delete(put.fileId, claimed?.usedAt ?? later())).toBe(false);
    expect(await textOf(store, put.fileId)).toBe("a");
    expect(await store.delete(put.fileId, again.usedAt)).toBe(true);
  });

  test("never loses what was claimed or put while it was removed", async (store) => {
    for (let round = 0; round < 60; round++) {
      const { fileId, usedAt } = await store.put(bytesOf("contended"));
      await pause();
      const claims = [store.claim(fileId), store.claim(fileId), round % 3 === 0 ? store.put(bytesOf("contended")) : store.claim(fileId)];
      const removals = [store.delete(fileId, usedAt), store.delete(fileId, usedAt)];
      const claimed = await Promise.all(claims);
      await Promise.all(removals);
      if (claimed.some((each) => each !== undefined)) expect(await textOf(store, fileId)).toBe("contended");
    }
  });
}

const byId = (a: StoredBlob, b: StoredBlob) => (a.fileId < b.fileId ? -1 : 1);

const later = () => new Date(Date.now() + 60_000);

/** Until the clock shows another time. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 3));

function sha256(bytes: string | Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function* bytesOf(...texts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function* inChunks(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(store: BlobStore, ...args: Parameters<BlobStore["read"]>): Promise<Buffer | undefined> {
  const bytes = await store.read(...args);
  if (bytes === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function textOf(store: BlobStore, fileId: string): Promise<string | undefined> {
  return (await readAll(store, fileId))?.toString();
}

async function listAll(store: BlobStore): Promise<StoredBlob[]> {
  const blobs: StoredBlob[] = [];
  for await (const blob of store.list()) blobs.push(blob);
  return blobs;
}
