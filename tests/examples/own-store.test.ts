import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Envelope, RevisionStore } from "@specstar/runtime";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRevisionLog } from "../../examples/own-store/revision-log.js";
import { openStorage } from "../../examples/own-store/storage.js";
import { openManagers } from "../../fixtures/life/expected/generated/index.js";
import { fixtures } from "../fixture-samples.js";
import { envelopeOf, listAll } from "../runtime/stores/disk/envelopes.js";

// Declares the suite that certifies the store.
await import("../../examples/own-store/tests/revision-log.test.js");

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "own-store-"))));
afterAll(() => rm(folder, { recursive: true }));

async function write(path: string, envelopes: readonly Envelope[]): Promise<Buffer> {
  const { store, close } = await openRevisionLog(path);
  for (const envelope of envelopes) await store.put(envelope);
  await close();
  return readFile(path);
}

async function reopened(path: string, look: (store: RevisionStore) => Promise<void>): Promise<void> {
  const { store, close } = await openRevisionLog(path);
  await look(store);
  await close();
}

describe("a log of revisions", () => {
  const [one, two] = [envelopeOf("one", '"1"'), envelopeOf("two", '"2"')];

  it("goes on wherever a crash has cut its last line", async () => {
    const path = join(folder, "torn.log");
    const whole = await write(path, [one, two]);
    const start = whole.indexOf("\n") + 1;
    for (let end = start; end < whole.length; end += 7) {
      await writeFile(path, whole.subarray(0, end));
      await reopened(path, async (store) => {
        expect(await store.read([one.uid, two.uid])).toEqual(['"1"', undefined]);
        await store.put(two);
      });
      expect(await readFile(path)).toEqual(whole);
    }
  });

  it("gives no wrong data, reports it, and takes it anew", async () => {
    const path = join(folder, "altered.log");
    const whole = await write(path, [one, two]);
    await writeFile(path, whole.toString().replace('\\"1\\"', '\\"7\\"'));
    await reopened(path, async (store) => {
      await expect(store.read([one.uid])).rejects.toThrow(`The line of revision ${one.uid} is broken.`);
      expect(await listAll(store.listBroken?.())).toEqual([{ place: `${path}, byte 0`, uid: one.uid, problem: expect.any(String) }]);
      expect(await listAll(store.list())).toEqual([two]);
      await store.put(one);
    });
    await reopened(path, async (store) => {
      expect(await store.read([one.uid, two.uid])).toEqual(['"1"', '"2"']);
      expect(await listAll(store.listBroken?.())).toHaveLength(1);
      await store.delete([two.uid]);
      expect([await store.read([one.uid, two.uid]), (await listAll(store.listBroken?.())).length]).toEqual([['"1"', undefined], 1]);
    });
  });

  it("passes over what is no line at all", async () => {
    const path = join(folder, "noise.log");
    await write(path, [one]);
    await appendFile(path, "noise\n\n");
    await reopened(path, async (store) => {
      expect(await listAll(store.list())).toEqual([one]);
      expect((await listAll(store.listBroken?.())).map(({ uid }) => uid)).toEqual([undefined, undefined]);
    });
  });

  it("is left as it was when a deletion was cut off, and holds nothing of what was deleted", async () => {
    const path = join(folder, "deleted.log");
    const whole = await write(path, [one, two]);
    await writeFile(`${path}.new`, whole.subarray(0, 10));
    await reopened(path, async (store) => {
      expect(await listAll(store.list())).toEqual([one, two]);
      await store.delete([one.uid]);
      await store.put(one);
      await store.delete([one.uid, "never"]);
    });
    expect((await readFile(path)).toString()).toBe(whole.toString().slice(whole.indexOf("\n") + 1));
  });

  it("tells of a place that can't be had", async () => {
    await expect(openRevisionLog(join(folder, "nowhere", "revisions.log"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("a storage with a store of one's own", () => {
  async function open() {
    const storage = await openStorage(join(folder, "storage"));
    if (storage.migrations === null) throw new Error("SQLite has migrations.");
    await applyPending(storage.migrations, await readMigrations(join(fixtures, "life/expected/migrations"), "sqlite"));
    return { storage, managers: await openManagers(storage) };
  }

  it("serves resources, their history and their end, and has them when it is opened again", async () => {
    const { storage, managers } = await open();
    const { resourceId: id } = await managers.papers.create({ title: "Log" });
    await managers.papers.patch(id, { kind: "merge", patch: { title: "Logged" } });
    const gone = await managers.papers.create({ title: "Secret" });
    await managers.papers.purge(gone.resourceId);
    await storage.close();
    const again = await open();
    expect((await again.managers.papers.get(id)).data).toMatchObject({ title: "Logged" });
    expect((await again.managers.papers.get(id, { revisionId: 1 })).data).toMatchObject({ title: "Log" });
    await again.storage.close();
    expect(await readFile(join(folder, "storage", "revisions.log"), "utf8")).not.toContain("Secret");
  });
});
