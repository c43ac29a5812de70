import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isSpecstarError } from "@specstar/runtime";
import { diskStorage, openFileBlobs } from "@specstar/runtime/disk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileRevisionStore } from "../../../../runtime/stores/disk/revision-store.js";
import { openIssues } from "../../../conformance/manager/world.js";
import { envelopeOf, listAll, listUids } from "./envelopes.js";
import { filesIn } from "./new-folder.js";
import { openSmallDisk, type SmallDisk } from "./small-disk.js";

/** Room for less than one write, up to room for several. */
const BLOCKS = Array.from({ length: 16 }, (_, blocks) => blocks);

let disk: SmallDisk;

beforeEach(async () => void (disk = await openSmallDisk()));
afterEach(() => disk.release());

/** Whether it went well; it may fail only for want of room. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      if (!isSpecstarError(error, "BACKEND_UNAVAILABLE")) throw error;
      expect(error.message).toMatch(/is full/);
      expect(error.message).toContain(disk.folder);
      return false;
    },
  );
}

async function* bytesOf(size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < size; at += 4096) yield Buffer.alloc(4096, at);
}

describe("a full disk", () => {
  it("takes revisions or refuses them, leaves nothing half-written, and takes them again once there is room", async () => {
    const folder = join(disk.folder, "revisions");
    const store = new FileRevisionStore(folder);
    const put: string[] = [];
    const outcomes: boolean[] = [];
    for (const blocks of BLOCKS) {
      disk.fill(blocks);
      const envelope = envelopeOf(`n${blocks}`, JSON.stringify("x".repeat(20_000)));
      outcomes.push(await isDone(store.put(envelope)));
      if (outcomes.at(-1) === true) put.push(envelope.uid);
      expect(await listUids(store)).toEqual(put.toSorted());
      expect(await filesIn(folder).catch(() => [])).toHaveLength(put.length);
      disk.empty();
      await store.put(envelope);
      if (!put.includes(envelope.uid)) put.push(envelope.uid);
      await store.ping();
    }
    expect(new Set(outcomes)).toEqual(new Set([false, true]));
    expect(await listAll(store.listBroken())).toEqual([]);
  });

  it("takes blobs or refuses them", async () => {
    const folder = join(disk.folder, "blobs");
    const { store } = openFileBlobs(folder);
    disk.fill(2);
    expect(await isDone(store.put(bytesOf(100_000)))).toBe(false);
    expect(await listAll(store.list())).toEqual([]);
    expect(await filesIn(folder).catch(() => [])).toEqual([]);
    disk.empty();
    expect((await store.put(bytesOf(100_000))).size).toBeGreaterThanOrEqual(100_000);
  });

  it("keeps all that was acknowledged of resources, wherever the room ends", async () => {
    const storage = diskStorage(disk.folder);
    const sql = await readFile(new URL("../../../conformance/manager/models.sqlite.sql", import.meta.url), "utf8");
    await storage.migrations?.apply({ id: "20260101000000_models", sql, checksum: "sha256:0" });
    const issues = openIssues(storage);
    const titles: string[] = [];
    for (const blocks of BLOCKS) {
      disk.fill(blocks);
      const title = `n${blocks}`;
      const description = "x".repeat(10_000);
      if (await isDone(issues.create({ title, description }))) titles.push(title);
      disk.empty();
      expect((await issues.search({ limit: 100 })).items.map(({ data }) => data.title).toSorted()).toEqual(titles.toSorted());
    }
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.length).toBeLessThan(BLOCKS.length);
    await issues.create({ title: "afterwards" });
    expect(await listAll(storage.revisions.listBroken?.())).toEqual([]);
    await storage.close();
  });
});

it("a read-only disk is read, refuses writes and the ping, and is written to again when it may be", async () => {
  const folder = join(disk.folder, "revisions");
  const store = new FileRevisionStore(folder);
  const { store: blobs } = openFileBlobs(join(disk.folder, "blobs"));
  const [known, other] = [envelopeOf("known"), envelopeOf("other")];
  await store.put(known);
  await blobs.ping();
  disk.setReadOnly(true);
  const refused = { code: "BACKEND_UNAVAILABLE", message: expect.stringContaining(`${disk.folder}/`) };
  for (const call of [() => store.put(other), () => store.delete([known.uid]), () => store.ping(), () => blobs.ping(), () => blobs.put(bytesOf(1))]) {
    await expect(call()).rejects.toMatchObject(refused);
    await expect(call()).rejects.toThrow(/\(EROFS\): .* mounted read-only/);
  }
  expect(await store.read([known.uid, other.uid])).toEqual(['{"name":"known"}', undefined]);
  expect(await listUids(new FileRevisionStore(folder))).toEqual([known.uid]);
  disk.setReadOnly(false);
  await Promise.all([store.put(other), store.ping(), blobs.ping()]);
  expect(await listUids(store)).toEqual([known.uid, other.uid].toSorted());
});
