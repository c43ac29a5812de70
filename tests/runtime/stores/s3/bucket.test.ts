import { randomBytes } from "node:crypto";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from "@aws-sdk/client-s3";
import { openS3Blobs, type S3Options } from "@specstar/runtime/s3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Bucket } from "../../../../runtime/stores/s3/bucket.js";
import { openS3 } from "../../../../runtime/stores/s3/client.js";
import { startHttpProxy } from "../../../services/http-proxy.js";
import { newBucket, using, type TestBucket } from "../../../services/s3-server.js";

vi.setConfig({ testTimeout: 120_000 });

let place: TestBucket;
let bucket: Bucket;
let folder: string;

beforeAll(async () => {
  place = await newBucket();
  bucket = await openS3(place);
  folder = await mkdtemp(join(tmpdir(), "specstar-parts-"));
}, 120_000);

afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});

async function keysOf(...args: Parameters<Bucket["list"]>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of bucket.list(...args)) keys.push(key);
  return keys;
}

describe("a bucket", () => {
  it("gives one of many the key that all want", async () => {
    for (let round = 0; round < 10; round++) {
      const won = await Promise.all(Array.from({ length: 12 }, (_, at) => bucket.putNew(`race/${round}`, Buffer.from(String(at)))));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(Buffer.from((await bucket.get(`race/${round}`)) ?? []).toString()).toBe(String(won.indexOf(true)));
    }
  });

  it("lists more than a page, in order, and from after a key", async () => {
    const keys = Array.from({ length: 1_050 }, (_, at) => `many/${String(at).padStart(5, "0")}`);
    for (let at = 0; at < keys.length; at += 50) await Promise.all(keys.slice(at, at + 50).map((key) => bucket.put(key, new Uint8Array())));
    expect(await keysOf("many/")).toEqual(keys);
    expect(await keysOf("many/", "many/00007")).toEqual(keys.slice(8));
    await bucket.delete(keys);
    expect(await keysOf("many/")).toEqual([]);
  });

  it("sends a large file in parts, and gives it back whole and in ranges", async () => {
    const bytes = randomBytes(20 * 1_048_576 + 7);
    const file = join(folder, "large");
    await writeFile(file, bytes);
    await bucket.putFile("large", file);
    expect(bytes.equals((await bucket.get("large")) ?? new Uint8Array())).toBe(true);
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await bucket.read("large", { first: 8_388_600, last: 8_388_620 })) ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes.subarray(8_388_600, 8_388_621))).toBe(true);
  });

  it("takes a broken transfer up again, but not of another object", async () => {
    const proxy = await startHttpProxy(place.endpoint);
    const slow = await openS3({ ...place, endpoint: proxy.url });
    try {
      const bytes = randomBytes(300_000);
      await bucket.put("broken", bytes);
      proxy.plan((count, { method }) => (count < 4 && method === "GET" ? "truncated" : undefined));
      expect(bytes.equals((await slow.get("broken")) ?? new Uint8Array())).toBe(true);
      proxy.plan((_, { method, headers }) => {
        if (method !== "GET") return undefined;
        return headers.range === undefined ? "truncated" : undefined;
      });
      const reading = (await slow.read("broken"))?.[Symbol.asyncIterator]();
      await reading?.next();
      await bucket.put("broken", randomBytes(300_000));
      const rest = async () => {
        while ((await reading?.next())?.done === false);
      };
      await expect(rest()).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE" });
    } finally {
      await slow.close();
      await proxy.close();
    }
  });

  it("removes the parts of uploads that were never finished, once they are old", async () => {
    const Bucket = place.bucket;
    await using(place, (client) => client.send(new CreateMultipartUploadCommand({ Bucket, Key: "unfinished/a" })));
    const count = () => using(place, async (client) => (await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "unfinished/" }))).Uploads?.length ?? 0);
    await bucket.abortUploads("unfinished/", 3_600_000);
    expect(await count()).toBe(1);
    await bucket.abortUploads("unfinished/", -10_000);
    expect(await count()).toBe(0);
  });

  it("refuses calls once it is closed, and leaves others of the same options alone", async () => {
    const other = await openS3(place);
    const pending = other.put("last", Buffer.from("x"));
    await other.close();
    await pending;
    await expect(other.get("last")).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("closed") });
    expect(Buffer.from((await bucket.get("last")) ?? []).toString()).toBe("x");
  });
});

describe("opening a bucket", () => {
  const failure = (changed: Partial<S3Options>) => openS3Blobs({ ...place, attempts: 2, connectTimeout: 1_000, ...changed });

  it.each([
    ["no such bucket", { bucket: "there-is-no-such-bucket" }, "CONFIG_INVALID", "Create the bucket"],
    ["a wrong secret", { secretAccessKey: "do-not-tell-anybody" }, "CONFIG_INVALID", "Correct secretAccessKey"],
    ["a wrong key", { accessKeyId: "nobody-knows-me" }, "CONFIG_INVALID", "Correct accessKeyId"],
    ["nobody there", { endpoint: "http://127.0.0.1:1" }, "BACKEND_UNAVAILABLE", "Check that it runs"],
    ["half of the keys", { secretAccessKey: undefined }, "CONFIG_INVALID", "go together"],
    ["a strange prefix", { prefix: "../a" }, "CONFIG_INVALID", "prefix must be"],
    ["a password in the endpoint", { endpoint: "http://user:hush@127.0.0.1" }, "CONFIG_INVALID", "endpoint must be"],
    ["no attempts", { attempts: 0 }, "CONFIG_INVALID", "attempts must be"],
  ])("says what to do about %s", async (_, changed: Partial<S3Options>, code, message) => {
    const error: unknown = await failure(changed).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(String(error)).not.toMatch(/do-not-tell|hush|testsecret/);
  });
});
