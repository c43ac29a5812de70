import { changeset, memoryStorage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { refusal } from "../../conformance/manager/world.js";
import { openHarbour, type ShipManager } from "./ship.js";

const PORT = { payload: { port: "Oslo" } };

async function readAll(texts: AsyncIterable<string>): Promise<string> {
  let all = "";
  for await (const text of texts) all += text;
  return all;
}

async function createShip(ships: ShipManager, more: object = {}): Promise<string> {
  return (await ships.create({ ...PORT, ...more })).resourceId;
}

async function takeOne({ desk }: ShipManager) {
  const [row] = await desk.claim(1);
  if (row === undefined) throw new Error("Nothing was there to be taken.");
  return row;
}

describe("a write to a job", () => {
  it("is refused while the job runs, whatever it is", async () => {
    const { ships, storage } = openHarbour();
    const id = await createShip(ships);
    await ships.update(id, { payload: { port: "Rome" } });
    const row = await takeOne(ships);
    await refusal(ships.update(id, { payload: { port: "Bonn" } }), "JOB_RUNNING");
    await refusal(ships.patch(id, { kind: "merge", patch: { priority: 3 } }), "JOB_RUNNING");
    await refusal(ships.delete(id), "JOB_RUNNING");
    await refusal(ships.purge(id), "JOB_RUNNING");
    await refusal(ships.switch(id, 1), "JOB_RUNNING");
    await refusal(ships.rerun(id), "JOB_RUNNING");
    await refusal(ships.bulk(undefined, { op: "delete" }), "JOB_RUNNING");
    const problems = await refusal(changeset(storage, async (unit) => ships.within(unit).delete(id)), "JOB_RUNNING");
    expect(problems).toEqual([]);
    await ships.desk.close(row, { kind: "completed", result: { crates: 1 } });
    await ships.delete(id);
  });

  it("that waits puts it anew, and one that ends it takes it away", async () => {
    const { ships, storage, clock } = openHarbour();
    const id = await createShip(ships);
    const rowOf = async () => (await storage.meta.jobs.read([id]))[0];
    expect(await rowOf()).toMatchObject({ priority: 0, dueAt: "2030-01-01T00:00:00.000Z", isSchedule: false, concurrencyKey: null, concurrency: 1 });
    clock.move(1);
    const runAt = new Date("2030-02-01T00:00:00.000Z");
    await ships.update(id, { ...PORT, priority: 5, runAt, concurrencyKey: "pier" });
    expect(await rowOf()).toMatchObject({ priority: 5, dueAt: runAt.toISOString(), concurrencyKey: "pier" });
    await ships.switch(id, 1);
    expect(await rowOf()).toMatchObject({ priority: 0, dueAt: "2030-01-01T00:00:01.000Z" });
    await ships.delete(id);
    expect(await rowOf()).toBeUndefined();
    await ships.restore(id);
    expect(await rowOf()).toMatchObject({ priority: 0 });
    await ships.purge(id);
    expect(await rowOf()).toBeUndefined();
  });

  it("keeps drafts that are modified or published in step", async () => {
    const { ships, storage } = openHarbour();
    const id = (await ships.create(PORT, { status: "draft" })).resourceId;
    await ships.update(id, { ...PORT, priority: 2 }, { mode: "modify" });
    await ships.publish(id);
    const [row] = await storage.meta.jobs.read([id]);
    expect(row).toMatchObject({ priority: 2, etag: await ships.encoded.getEtag(id) });
  });

  it("tells what is wrong with a schedule", async () => {
    const { ships } = openHarbour();
    const problemsOf = async (schedule: object) => (await refusal(createShip(ships, { schedule }), "VALIDATION_FAILED")).map(({ path }) => path);
    expect(await problemsOf({ kind: "cron", cron: "61 * * * *" })).toEqual(["/schedule/cron"]);
    expect(await problemsOf({ kind: "cron", cron: "0 0 30 2 *" })).toEqual(["/schedule/cron"]);
    expect(await problemsOf({ kind: "cron", cron: "@daily" })).toEqual(["/schedule/cron"]);
    expect(await problemsOf({ kind: "cron", cron: "0 0 * * *", timeZone: "Mars/Olympus" })).toEqual(["/schedule/timeZone"]);
    expect(await problemsOf({ kind: "interval", every: 0 })).toEqual(["/schedule/every"]);
  });

  it("makes a schedule wait for its next time, and never run", async () => {
    const { ships, storage, clock } = openHarbour();
    const id = await createShip(ships, { schedule: { kind: "cron", cron: "30 2 * * *", timeZone: "Europe/Berlin" } });
    expect(await storage.meta.jobs.read([id])).toMatchObject([{ isSchedule: true, dueAt: "2030-01-01T01:30:00.000Z" }]);
    expect(await ships.status(id)).toMatchObject({ state: "pending", dueAt: "2030-01-01T01:30:00.000Z" });
    clock.move(86_400);
    expect(await ships.desk.claim(1)).toEqual([]);
    expect(await ships.cancel(id)).toBe("cancelled");
  });
});

describe("what a read shows", () => {
  it("is how the job is doing, though its revision says that it waits", async () => {
    const { ships, clock } = openHarbour();
    const id = await createShip(ships);
    const stored = await ships.encoded.getEtag(id);
    const row = await takeOne(ships);
    expect((await ships.get(id)).data).toMatchObject({ state: "running", attempts: [{ endedAt: null, error: null }] });
    const running = await ships.encoded.getEtag(id);
    expect(running).toMatch(new RegExp(`^${stored}~[0-9a-f]{12}$`));
    await ships.desk.close(row, { kind: "failed", error: "leak", isFinal: false });
    const { data, meta } = await ships.get(id);
    expect(data).toMatchObject({ state: "pending", attempts: [{ error: "leak" }], runAt: new Date("2030-01-01T00:00:00.500Z") });
    expect(meta.indexedData["state"]).toBe("pending");
    expect(await ships.encoded.getEtag(id)).not.toBe(running);
    expect((await ships.get(id, { revisionId: 1 })).data).toMatchObject({ attempts: [], runAt: null });
    clock.move(1);
    await ships.update(id, { payload: { port: "Rome" } }, { ifMatch: running });
    expect((await ships.get(id)).data).toMatchObject({ attempts: [], runAt: null });
  });

  it("is the same in each kind of read", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships, { priority: 1 });
    const other = await createShip(ships);
    await takeOne(ships);
    const { items } = await ships.search({ where: (ship) => ship.state.eq("running") });
    expect(items.map(({ data, meta }) => [meta.resourceId, data.state, meta.indexedData["state"]])).toEqual([[id, "running", "running"]]);
    const { etag, meta } = await ships.encoded.get(id);
    expect(meta.value.indexedData["state"]).toBe("running");
    expect([await ships.encoded.getEtag(id), (await ships.encoded.getFacts(id)).etag, (await ships.encoded.getMeta(id)).etag]).toEqual([etag, etag, etag]);
    const facts = await ships.encoded.searchFacts({ orderBy: [], where: null });
    expect(facts.items.find((item) => item.meta.value.resourceId === id)?.etag).toBe(etag);
    expect((await ships.search()).items.map(({ data }) => data.state).sort()).toEqual(["pending", "running"]);
    expect(await ships.encoded.getEtag(other)).not.toContain("~");
  });

  it("is read again when the job has ended since", async () => {
    const storage = memoryStorage();
    const { ships } = openHarbour({}, { storage });
    const id = await createShip(ships);
    const row = await takeOne(ships);
    const read = storage.meta.jobs.read.bind(storage.meta.jobs);
    storage.meta.jobs.read = async (ids) => {
      storage.meta.jobs.read = read;
      await ships.desk.close(row, { kind: "completed", result: { crates: 3 } });
      return read(ids);
    };
    expect((await ships.get(id)).data).toMatchObject({ state: "completed", result: { crates: 3 } });
  });
});

describe("a job with a key", () => {
  it("stands alone until it has ended", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships, { dedupeKey: "a" });
    await refusal(ships.create({ ...PORT, dedupeKey: "a" }), "UNIQUE_VIOLATION");
    expect((await ships.create({ ...PORT, dedupeKey: "a" }, { onDuplicate: "ignore" })).resourceId).toBe(id);
    const replaced = await ships.create({ payload: { port: "Rome" }, dedupeKey: "a" }, { onDuplicate: "replace" });
    expect(replaced.revisionId).toBe(`${id}:2`);
    const row = await takeOne(ships);
    expect(await ships.desk.open(row)).toMatchObject({ payload: { port: "Rome" } });
    await refusal(ships.create({ ...PORT, dedupeKey: "a" }, { onDuplicate: "replace" }), "JOB_RUNNING");
    expect((await ships.create({ ...PORT, dedupeKey: "a" }, { onDuplicate: "ignore" })).resourceId).toBe(id);
    await ships.desk.close(row, { kind: "completed", result: null });
    expect((await ships.create({ ...PORT, dedupeKey: "a" }, { onDuplicate: "ignore" })).resourceId).not.toBe(id);
  });
});

describe("cancel and rerun", () => {
  it("ends what waits at once, and leaves what has ended", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships, { runAt: new Date("2031-01-01T00:00:00Z") });
    expect(await ships.cancel(id, { actor: "ann", reason: "no cargo" })).toBe("cancelled");
    const { data, revision } = await ships.get(id);
    expect(data.state).toBe("cancelled");
    expect(revision).toMatchObject({ createdBy: "ann", reason: "no cargo" });
    expect(await ships.cancel(id)).toBe("cancelled");
    expect((await ships.get(id)).meta.totalRevisionCount).toBe(2);
    await refusal(ships.cancel("ship:nobody"), "RESOURCE_NOT_FOUND");
  });

  it("run a job again from the start", async () => {
    const { ships } = openHarbour({ maxRetries: 0 });
    const id = await createShip(ships);
    await ships.desk.close(await takeOne(ships), { kind: "failed", error: "leak", isFinal: false });
    expect((await ships.rerun(id)).revisionId).toBe(`${id}:3`);
    expect((await ships.rerun(id)).revisionId).toBe(`${id}:3`);
    expect((await ships.get(id)).data).toMatchObject({ state: "pending", attempts: [] });
    expect(await ships.desk.open(await takeOne(ships))).toMatchObject({ attempt: 1 });
  });

  it("leave the log of the run before until they are accepted", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships);
    const row = await takeOne(ships);
    await ships.desk.log(row, "leak\n");
    await ships.desk.close(row, { kind: "completed", result: null });
    await refusal(ships.rerun(id, { ifMatch: "stale" }), "REVISION_CONFLICT");
    await refusal(ships.rerunMany(undefined, { most: 0 }), "INVALID_QUERY");
    expect(await readAll(ships.readLog(id))).toBe("leak\n");
    await ships.rerun(id);
    expect(await readAll(ships.readLog(id))).toBe("");
  });

  it("run all of a filter again that have ended", async () => {
    const { ships } = openHarbour();
    const [first, second, third] = [await createShip(ships), await createShip(ships), await createShip(ships)];
    await ships.cancel(first);
    await ships.cancel(second);
    expect(await ships.rerunMany((ship) => ship.state.eq("failed"))).toMatchObject({ count: 0 });
    expect(await ships.rerunMany(undefined)).toMatchObject({ count: 2 });
    expect((await ships.get(first)).data.state).toBe("pending");
    expect((await ships.get(third)).meta.totalRevisionCount).toBe(1);
  });
});
