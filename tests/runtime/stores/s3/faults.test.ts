import { randomBytes } from "node:crypto";
import type { BlobStore, RevisionStore } from "@specstar/runtime";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { S3BlobStore } from "../../../../runtime/stores/s3/blob-store.js";
import { openS3 } from "../../../../runtime/stores/s3/client.js";
import { S3RevisionStore } from "../../../../runtime/stores/s3/revision-store.js";
import { FAULTS, startHttpProxy, type Fault, type HttpProxy } from "../../../services/http-proxy.js";
import { newBucket, type TestBucket } from "../../../services/s3-server.js";
import { bytesOf, envelopeOf, hashOf, later, sha256 } from "./sample.js";

vi.setConfig({ testTimeout: 600_000 });

interface Stores {
  readonly revisions: RevisionStore;
  readonly blobs: BlobStore;
}

/** Something that a store does, the state that it needs, and what must be true once it was acknowledged. */
interface Deed {
  prepare(stores: Stores, name: string): Promise<unknown>;
  run(stores: Stores, name: string): Promise<unknown>;
  check(stores: Stores, name: string): Promise<unknown>;
}

const nothing = async () => undefined;
const data = (name: string) => JSON.stringify({ name, text: "x".repeat(500) });
const envelope = (name: string) => envelopeOf(name, data(name));
const putBlob = ({ blobs }: Stores, name: string) => blobs.put(bytesOf("blob ", name));
const idOf = (name: string) => sha256(`blob ${name}`);
const blobIsThere = async ({ blobs }: Stores, name: string) => expect(await hashOf(blobs, idOf(name))).toBe(idOf(name));
const revisionIsThere = async ({ revisions }: Stores, name: string) => expect(await revisions.read([name])).toEqual([data(name)]);

const DEEDS: Readonly<Record<string, Deed>> = {
  "put a revision": { prepare: nothing, run: ({ revisions }, name) => revisions.put(envelope(name)), check: revisionIsThere },
  "read a revision": { prepare: ({ revisions }, name) => revisions.put(envelope(name)), run: revisionIsThere, check: revisionIsThere },
  "delete a revision": {
    prepare: ({ revisions }, name) => revisions.put(envelope(name)),
    run: ({ revisions }, name) => revisions.delete([name]),
    check: async ({ revisions }, name) => expect(await revisions.read([name])).toEqual([undefined]),
  },
  "put a blob": { prepare: nothing, run: async (stores, name) => expect(await putBlob(stores, name)).toMatchObject({ fileId: idOf(name) }), check: blobIsThere },
  "put a blob that is there": { prepare: putBlob, run: putBlob, check: blobIsThere },
  "claim a blob": { prepare: putBlob, run: async ({ blobs }, name) => expect(await blobs.claim(idOf(name))).toMatchObject({ fileId: idOf(name) }), check: blobIsThere },
  "claim a blob that is not there": { prepare: nothing, run: async ({ blobs }, name) => expect(await blobs.claim(idOf(name))).toBeUndefined(), check: nothing },
  "read a blob": { prepare: putBlob, run: blobIsThere, check: blobIsThere },
  "delete a blob": {
    prepare: putBlob,
    run: async ({ blobs }, name) => expect(await blobs.delete(idOf(name), later())).toBe(true),
    check: async ({ blobs }, name) => expect([await blobs.stat(idOf(name)), await blobs.claim(idOf(name))]).toEqual([undefined, undefined]),
  },
  "leave a blob that is used": {
    prepare: putBlob,
    run: async ({ blobs }, name) => expect(await blobs.delete(idOf(name), new Date(0))).toBe(false),
    check: blobIsThere,
  },
};

let bucket: TestBucket;
let proxy: HttpProxy;
let names = 0;

beforeAll(async () => {
  bucket = await newBucket();
  proxy = await startHttpProxy(bucket.endpoint);
}, 120_000);

afterAll(() => proxy.close());

/** A client of its own each time: what one case uses up of the quota for new attempts, the next one has. */
async function withStores(endpoint: string, work: (stores: Stores) => Promise<void>): Promise<void> {
  const opened = await openS3({ ...bucket, endpoint, attempts: 3, connectTimeout: 2_000, requestTimeout: 1_000 });
  // So that those who come after a deletion of which nobody knows how it ended need not wait for a minute.
  const times = { life: 4_000, beginWithin: 1_000, deleteWithin: 1_000 };
  try {
    await work({ revisions: new S3RevisionStore(opened, ""), blobs: new S3BlobStore(opened, "", times) });
  } finally {
    await opened.close();
  }
}

async function countRequests(deed: Deed): Promise<number> {
  const name = `counted ${++names}`;
  let count = 0;
  await withStores(proxy.url, async (stores) => {
    proxy.plan();
    await deed.prepare(stores, name);
    proxy.plan();
    await deed.run(stores, name);
    count = proxy.requests();
    await deed.check(stores, name);
  });
  return count;
}

describe.each(Object.entries(DEEDS))("S3, when it is to %s", (_, deed) => {
  it.each(FAULTS)("gets over %s at any one request", async (fault) => {
    const count = await countRequests(deed);
    expect(count).toBeGreaterThan(0);
    for (let at = 1; at <= count; at++) await oneFault(deed, fault, at);
  });

  it.each(["500", "reset", "ambiguous"] as const)("says so when %s goes on from any request, and works again afterwards", async (fault) => {
    const count = await countRequests(deed);
    for (let at = 1; at <= count; at++) await outage(deed, fault, at);
  });
});

async function oneFault(deed: Deed, fault: Fault, at: number): Promise<void> {
  const name = `fault ${++names}`;
  await withStores(proxy.url, async (stores) => {
    proxy.plan();
    await deed.prepare(stores, name);
    const before = proxy.faults();
    proxy.plan((count) => (count === at ? fault : undefined));
    await deed.run(stores, name);
    expect(proxy.faults()).toBe(before + 1);
    proxy.plan();
    await withStores(bucket.endpoint, async (others) => void (await deed.check(others, name)));
  });
}

async function outage(deed: Deed, fault: Fault, at: number): Promise<void> {
  const name = `outage ${++names}`;
  await withStores(proxy.url, async (stores) => {
    proxy.plan();
    await deed.prepare(stores, name);
    proxy.plan((count) => (count >= at ? fault : undefined));
    await expect(deed.run(stores, name)).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining(bucket.bucket) });
    proxy.plan();
    await deed.run(stores, name);
    await withStores(bucket.endpoint, async (others) => void (await deed.check(others, name)));
  });
}

describe("S3, when a large blob is sent in parts", () => {
  it.each(FAULTS)("gets over %s at any one request, and leaves no parts", async (fault) => {
    const bytes = randomBytes(17 * 1_048_576);
    for (const at of [3, 4, 5, 6, 7]) {
      bytes.writeUInt32LE(++names);
      await withStores(proxy.url, async ({ blobs }) => {
        proxy.plan((count) => (count === at ? fault : undefined));
        const { fileId } = await blobs.put(bytesOf(bytes));
        proxy.plan();
        expect(await hashOf(blobs, fileId)).toBe(sha256(bytes));
      });
    }
  });
});
