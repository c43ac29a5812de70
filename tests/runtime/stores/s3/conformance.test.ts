import { blobStoreSuite, revisionStoreSuite } from "@specstar/runtime/testing";
import { openS3Blobs, openS3Revisions, type S3Options } from "@specstar/runtime/s3";
import { beforeAll, vi } from "vitest";
import { S3RevisionStore } from "../../../../runtime/stores/s3/revision-store.js";
import { openS3 } from "../../../../runtime/stores/s3/client.js";
import { newBucket, type TestBucket } from "../../../services/s3-server.js";

// One test makes thousands of requests, each of which goes through a real server.
vi.setConfig({ testTimeout: 180_000 });

let bucket: TestBucket;
let places = 0;

beforeAll(async () => {
  bucket = await newBucket();
}, 120_000);

/** Each place is a prefix of its own in the file's bucket. */
const newPlace = <Opened>(open: (options: S3Options) => Promise<Opened>) => async () => {
  const options = { ...bucket, prefix: `place-${++places}/` };
  return () => open(options);
};

const uncached = newPlace(async (options) => {
  const opened = await openS3(options);
  return { store: new S3RevisionStore(opened, options.prefix ?? ""), close: () => opened.close() };
});
const [revisions, blobs] = [newPlace(openS3Revisions), newPlace(openS3Blobs)];

revisionStoreSuite("S3", async () => (await uncached())(), { newPlace: uncached });
revisionStoreSuite("cached S3", async () => (await revisions())(), { newPlace: revisions });
blobStoreSuite("S3", async () => (await blobs())(), { newPlace: blobs });
