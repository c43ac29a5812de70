import { afterEach, beforeEach, expect, it } from "vitest";
import type { MetaPart } from "../../../../../runtime/stores/storage.js";
import { MemoryBucket, type BucketContent } from "../memory-bucket.js";
import { fixture, newContent, openWith } from "./new-place.js";

let content: BucketContent;
let part: MetaPart;

beforeEach(async () => {
  content = await newContent();
  part = await openWith(new MemoryBucket(content));
});

afterEach(() => part.close());

const more = (sql: string) => ({ id: "20260102000000_more", sql, checksum: "sha256:1" });

async function listAfterReopening(): Promise<readonly string[]> {
  const { migrations, close } = await openWith(new MemoryBucket(content));
  const applied = await migrations?.listApplied();
  await close();
  return applied?.map(({ id }) => id) ?? [];
}

it("applies a migration once, and takes it back once", async () => {
  const migration = more("CREATE TABLE more (a);");
  await Promise.all([part.migrations?.apply(migration), part.migrations?.apply(migration)]);
  expect(await listAfterReopening()).toEqual([fixture.id, migration.id]);
  const { length } = content.keys();
  await part.migrations?.apply(migration);
  expect(content.keys()).toHaveLength(length);
  const back = { id: migration.id, down: "DROP TABLE more;" };
  await Promise.all([part.migrations?.revert(back), part.migrations?.revert(back)]);
  expect(await listAfterReopening()).toEqual([fixture.id]);
});

it("leaves nothing of a migration that fails, here and in the log", async () => {
  const { digest } = content;
  await expect(part.migrations?.apply(more("CREATE TABLE more (a); INSERT INTO nowhere VALUES (1);"))).rejects.toThrow("nowhere");
  expect(content.digest).toBe(digest);
  await part.migrations?.apply(more("CREATE TABLE more (a);"));
  await expect(part.migrations?.apply({ ...more("CREATE TABLE other (a);"), checksum: "sha256:2" })).rejects.toMatchObject({ code: "MIGRATION_CHANGED" });
});

it.each([
  ["UPDATE specimen SET data_note = hex(randomblob(4));", "randomblob("],
  ["UPDATE specimen SET data_size = Random ();", "Random ("],
  ["CREATE TABLE more (at TEXT DEFAULT CURRENT_TIMESTAMP);", "CURRENT_TIMESTAMP"],
  ["UPDATE specimen SET data_note = datetime();", "datetime()"],
  ["UPDATE specimen SET data_note = strftime('%s', 'now');", "'now'"],
  ["UPDATE specimen SET data_size = last_insert_rowid();", "last_insert_rowid("],
  ["CREATE TABLE more (a TEXT REFERENCES specimen (resource_id) DEFERRABLE INITIALLY DEFERRED);", "DEFERRABLE"],
  ["CREATE TABLE more (a);\nCOMMIT;", "COMMIT"],
  ["PRAGMA foreign_keys = OFF;", "PRAGMA"],
])("refuses %s, which a replay would not repeat", async (sql, found) => {
  const { digest } = content;
  await expect(part.migrations?.apply(more(sql))).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining(`uses ${found}.`) });
  await part.migrations?.apply(more("CREATE TABLE more (a);"));
  const reverted = part.migrations?.revert({ id: "20260102000000_more", down: sql });
  await expect(reverted).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  expect(content.digest).not.toBe(digest);
  expect(await listAfterReopening()).toHaveLength(2);
});
