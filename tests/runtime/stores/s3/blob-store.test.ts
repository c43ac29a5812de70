import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { S3BlobStore } from "../../../../runtime/stores/s3/blob-store.js";
import type { Bucket } from "../../../../runtime/stores/s3/bucket.js";
import { openS3 } from "../../../../runtime/stores/s3/client.js";
import { S3RevisionStore } from "../../../../runtime/stores/s3/revision-store.js";
import { listKeys, newBucket, type TestBucket } from "../../../services/s3-server.js";
import { bytesOf, envelopeOf, hashOf, later, sha256 } from "./sample.js";

vi.setConfig({ testTimeout: 180_000 });

let place: TestBucket;
let bucket: Bucket;

beforeAll(async () => {
  place = await newBucket();
  bucket = await openS3(place);
}, 120_000);

afterAll(() => bucket.close());

/** Empty, as no other has the prefix. */
function newStore(life?: number) {
  const prefix = `${randomUUID()}/`;
  const store = life === undefined ? new S3BlobStore(bucket, prefix) : new S3BlobStore(bucket, prefix, { life, beginWithin: 1_000, deleteWithin: 1_000 });
  return { store, prefix };
}

const bring = (url: string, body: string) => fetch(url, { method: "PUT", body });

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

const keysBelow = async (prefix: string) => (await listKeys(place)).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

describe("blobs in S3", () => {
  it("are sent once, and leave nothing behind when they are deleted", async () => {
    const { store, prefix } = newStore();
    const { fileId } = await store.put(bytesOf("a"));
    await store.put(bytesOf("a"));
    expect((await keysBelow(prefix)).sort()).toEqual([`blob-uses/${fileId}`, `blobs/${fileId.slice(0, 2)}/${fileId.slice(2, 4)}/${fileId}`]);
    expect(await store.delete(fileId, later())).toBe(true);
    expect(await keysBelow(prefix)).toEqual([]);
  });

  it("are sent anew when somebody has shortened them", async () => {
    const { store, prefix } = newStore();
    const { fileId } = await store.put(bytesOf("whole"));
    await bucket.put(`${prefix}blobs/${fileId.slice(0, 2)}/${fileId.slice(2, 4)}/${fileId}`, Buffer.from("who"));
    await store.put(bytesOf("whole"));
    expect(await hashOf(store, fileId)).toBe(fileId);
  });

  it("are taken by way of a file when they are large", async () => {
    const { store } = newStore();
    const bytes = randomBytes(18 * 1_048_576);
    const { fileId, size } = await store.put(bytesOf(bytes.subarray(0, 900_000), bytes.subarray(900_000, 1_200_000), bytes.subarray(1_200_000)));
    expect([fileId, size, await hashOf(store, fileId)]).toEqual([sha256(bytes), bytes.length, sha256(bytes)]);
  });

  it("are there whenever a claim said so, however many processes claim, put and delete", async () => {
    const { prefix } = newStore();
    const stores = Array.from({ length: 3 }, () => new S3BlobStore(bucket, prefix));
    const fileId = sha256("contended");
    for (let round = 0; round < 25; round++) {
      const { usedAt } = await new S3BlobStore(bucket, prefix).put(bytesOf("contended"));
      // Until the clock shows another time: deleters spare what was used after this one.
      await pause(3);
      const uses = stores.map(async (store, at) => {
        await pause(Math.random() * 30);
        return round % 5 === at ? store.put(bytesOf("contended")) : store.claim(fileId);
      });
      const deletions = stores.map(async (store) => {
        await pause(Math.random() * 30);
        return store.delete(fileId, usedAt);
      });
      const used = await Promise.all(uses);
      await Promise.all(deletions);
      if (used.some((each) => each !== undefined)) expect(await hashOf(new S3BlobStore(bucket, prefix), fileId)).toBe(fileId);
    }
  });

  it("wait for one who deletes, and for a dead one only for a while", async () => {
    const { store, prefix } = newStore(3_000);
    const { fileId } = await store.put(bytesOf("a"));
    const tomb = `${prefix}blob-tombs/${fileId}/${randomUUID()}`;
    await bucket.put(tomb, new Uint8Array());
    let isClaimed = false;
    const claiming = store.claim(fileId).then((claimed) => {
      isClaimed = true;
      return claimed;
    });
    await pause(600);
    expect(isClaimed).toBe(false);
    expect(await claiming).toMatchObject({ fileId });
    expect(await keysBelow(prefix)).toContain(`blob-tombs/${fileId}/${tomb.slice(tomb.lastIndexOf("/") + 1)}`);
  });

  it("are told to be gone by who waited while they were deleted", async () => {
    const { store, prefix } = newStore();
    const { fileId } = await store.put(bytesOf("a"));
    const tomb = `${prefix}blob-tombs/${fileId}/${randomUUID()}`;
    await bucket.put(tomb, new Uint8Array());
    const claiming = store.claim(fileId);
    await pause(300);
    await bucket.delete([`${prefix}blobs/${fileId.slice(0, 2)}/${fileId.slice(2, 4)}/${fileId}`]);
    await bucket.delete([tomb]);
    expect(await claiming).toBeUndefined();
  });
});

describe("blobs that clients bring and fetch by themselves", () => {
  it("come in by a signed URL, and go out by another, with the headers asked for", async () => {
    const { store, prefix } = newStore();
    const { uploadId, url, method } = await store.direct.presignUpload({ expiresIn: 60, size: 5 });
    expect([method, (await bring(url, "12345")).status, (await bring(url, "123456")).status]).toEqual(["PUT", 200, 403]);
    const fileId = sha256("12345");
    expect(await store.direct.finishUpload(uploadId, { fileId, size: 5 })).toEqual({ kind: "stored", blob: { fileId, size: 5, usedAt: expect.any(Date) } });
    expect(await store.direct.finishUpload(uploadId, { fileId, size: 5 })).toEqual({ kind: "missing" });
    expect((await keysBelow(prefix)).filter((key) => !/^blob(?:s|-uses)\//.test(key))).toEqual([]);
    const read = await fetch((await store.direct.presignRead(fileId, { expiresIn: 60, contentType: "text/plain", disposition: "attachment" })) ?? "");
    expect([await read.text(), read.headers.get("content-type"), read.headers.get("content-disposition")]).toEqual(["12345", "text/plain", "attachment"]);
  });

  it("are refused when they are not what was said", async () => {
    const { store, prefix } = newStore();
    const { uploadId, url } = await store.direct.presignUpload({ expiresIn: 60, size: 5 });
    await bring(url, "other");
    expect(await store.direct.finishUpload(uploadId, { fileId: sha256("12345"), size: 5 })).toEqual({ kind: "different", fileId: sha256("other"), size: 5 });
    expect(await keysBelow(prefix)).toEqual([]);
  });

  it("are missing under ids that nobody gave out", async () => {
    const { store } = newStore();
    for (const id of ["", "../blobs", randomUUID(), `${randomUUID()}/..`]) {
      expect(await store.direct.finishUpload(id, { fileId: sha256("a"), size: 1 })).toEqual({ kind: "missing" });
    }
    expect([await store.direct.presignRead(sha256("never"), { expiresIn: 60 }), await store.direct.presignRead("../a", { expiresIn: 60 })]).toEqual([undefined, undefined]);
  });
});

describe("revisions in S3", () => {
  it.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, -3)],
    ["altered", (bytes: Buffer) => Buffer.from(bytes.toString().replace("kept", "lost"))],
    ["altered in their facts", (bytes: Buffer) => Buffer.from(bytes.toString().replace("somebody", "somebodi"))],
    ["emptied", () => Buffer.alloc(0)],
  ])("tell when they were %s", async (_, alter) => {
    const prefix = `${randomUUID()}/`;
    const store = new S3RevisionStore(bucket, prefix);
    await store.put(envelopeOf("sample:1:1", '"kept"'));
    const [key = ""] = (await keysBelow(prefix)).map((each) => `${prefix}${each}`);
    await bucket.put(key, alter(Buffer.from((await bucket.get(key)) ?? [])));
    await expect(store.read(["sample:1:1"])).rejects.toThrow(`The object ${key} of revision sample:1:1 is broken.`);
    const broken = [];
    for await (const each of store.listBroken()) broken.push(each);
    expect(broken).toEqual([expect.objectContaining({ place: key, problem: expect.any(String) })]);
    for await (const each of store.list()) expect(each).toBeUndefined();
    await store.put(envelopeOf("sample:1:1", '"kept"'));
    expect(await store.read(["sample:1:1"])).toEqual(['"kept"']);
  });
});
