import { jobTableSuite } from "@specstar/runtime/testing";
import { beforeAll, vi } from "vitest";
import { openS3 } from "../../../../../runtime/stores/s3/client.js";
import { newBucket, type TestBucket } from "../../../../services/s3-server.js";
import { openWith } from "./new-place.js";

// Some tests make dozens of writes, each of which goes through a real server.
vi.setConfig({ testTimeout: 180_000 });

let bucket: TestBucket;
let places = 0;

beforeAll(async () => {
  bucket = await newBucket();
}, 120_000);

const newPlace = async () => {
  const prefix = `place-${++places}/`;
  return async () => openWith(await openS3(bucket), { prefix });
};

jobTableSuite("sqlite synced to S3", async () => (await newPlace())(), { newPlace });
