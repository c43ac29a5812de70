import { randomUUID } from "node:crypto";
import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, ListMultipartUploadsCommand, AbortMultipartUploadCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import type { S3Options } from "@specstar/runtime/s3";
import { afterAll } from "vitest";
import { askFor } from "./ask-for.js";

/** What a test needs to open a bucket, all of it given. */
export type TestBucket = { readonly [Option in "bucket" | "endpoint" | "region" | "accessKeyId" | "secretAccessKey"]: NonNullable<S3Options[Option]> };

const made: TestBucket[] = [];

afterAll(async () => {
  for (const place of made.splice(0)) await removeBucket(place);
}, 120_000);

/**
 * Makes an empty bucket, which is removed when the file's tests are done, and whatever is in it. The server is started by whoever asks
 * first.
 *
 * @throws Error that says what to install when there is no S3 server to be had.
 */
export async function newBucket(): Promise<TestBucket> {
  const place = { ...keysOf(process.env), bucket: `specstar-test-${randomUUID()}`, endpoint: await askFor("POST", "s3") };
  await using(place, (client) => client.send(new CreateBucketCommand({ Bucket: place.bucket })));
  made.push(place);
  return place;
}

/** Those of the server that the tests start, unless another one is named. */
function keysOf(env: NodeJS.ProcessEnv): Omit<TestBucket, "bucket" | "endpoint"> {
  const named = env["S3_ENDPOINT_URL"] === undefined ? {} : env;
  return {
    region: named["AWS_REGION"] ?? "us-east-1",
    accessKeyId: named["AWS_ACCESS_KEY_ID"] ?? "test",
    secretAccessKey: named["AWS_SECRET_ACCESS_KEY"] ?? "testsecret",
  };
}

/** Does something with a client of the SDK itself, for what the stores' own interface doesn't do. */
export async function using<Result>(place: TestBucket, work: (client: S3Client) => Promise<Result>): Promise<Result> {
  const { endpoint, region, accessKeyId, secretAccessKey } = place;
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey }, requestChecksumCalculation: "WHEN_REQUIRED" });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

/** The keys of all objects. */
export function listKeys(place: TestBucket): Promise<string[]> {
  return using(place, (client) => keysIn(client, place.bucket));
}

async function keysIn(client: S3Client, Bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for (let token: string | undefined, isLast = false; !isLast; isLast = token === undefined) {
    const page = await client.send(new ListObjectsV2Command({ Bucket, ...(token !== undefined && { ContinuationToken: token }) }));
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
    token = page.NextContinuationToken;
  }
  return keys;
}

async function removeBucket(place: TestBucket): Promise<void> {
  const { bucket: Bucket } = place;
  await using(place, async (client) => {
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    for (const { Key, UploadId } of Uploads) await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    const keys = await keysIn(client, Bucket);
    for (let at = 0; at < keys.length; at += 32) {
      await Promise.all(keys.slice(at, at + 32).map((Key) => client.send(new DeleteObjectCommand({ Bucket, Key }))));
    }
    await client.send(new DeleteBucketCommand({ Bucket }));
  });
}
