import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MetaPart } from "../../../../../runtime/stores/storage.js";
import type { MetaStore } from "../../../../../runtime/stores/meta-store.js";
import type { LogBucket } from "../../../../../runtime/stores/s3/synced/log-bucket.js";
import { openSyncedMetaIn, type SyncedMetaOptions } from "../../../../../runtime/stores/s3/synced/open-synced-meta.js";
import { afterAll } from "vitest";
import { BucketContent, MemoryBucket } from "../memory-bucket.js";

/** Of the tables of the conformance suite's models. */
export const fixture = {
  id: "20260101000000_fixture",
  sql: await readFile(new URL("../../sqlite/fixture.sql", import.meta.url), "utf8"),
  checksum: "sha256:0",
};

const folders: string[] = [];

afterAll(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

/** An empty folder that is removed when the file's tests are done. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-synced-"));
  folders.push(folder);
  return folder;
}

export type OpenOptions = Partial<SyncedMetaOptions>;

/** Opens the meta store of a bucket, with its tables. */
export async function openWith(bucket: LogBucket, options: OpenOptions = {}): Promise<MetaPart> {
  const part = await openSyncedMetaIn(bucket, { prefix: "", cacheDir: await newFolder(), ...options });
  if ((await part.migrations?.listApplied())?.length === 0) await part.migrations?.apply(fixture);
  return part;
}

let template: Promise<BucketContent> | undefined;

/** What a bucket holds when the migration has been applied. */
export async function newContent(): Promise<BucketContent> {
  // Migrating takes longer than most tests: it is done once, and copied.
  template ??= migrate();
  return (await template).copy();
}

async function migrate(): Promise<BucketContent> {
  const content = new BucketContent();
  await (await openWith(new MemoryBucket(content))).close();
  return content;
}

/** For the suites: a bucket in memory, and what opens its meta store. */
export async function newPlace(options: OpenOptions = {}): Promise<() => Promise<{ store: MetaStore; close: () => Promise<void> }>> {
  const content = await newContent();
  return () => openWith(new MemoryBucket(content), options);
}
