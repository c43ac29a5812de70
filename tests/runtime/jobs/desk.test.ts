import { memoryStorage, type Storage } from "@specstar/runtime";
import { describe, expect, it, vi } from "vitest";
import { refusal } from "../../conformance/manager/world.js";
import { openHarbour, type ShipManager } from "./ship.js";

/** The only job there is, taken. */
async function takeOne({ desk }: ShipManager) {
  const [row] = await desk.claim(10);
  if (row === undefined) throw new Error("Nothing was there to be taken.");
  return row;
}

async function createShip(ships: ShipManager, more: object = {}): Promise<string> {
  return (await ships.create({ payload: { port: "Oslo" }, ...more })).resourceId;
}

describe("the desk", () => {
  it("shows who has a job, and its attempt, from the claim on, and the same when it is written down", async () => {
    const { ships, clock } = openHarbour({}, { worker: "tug \u0000 \ud800" });
    const id = await createShip(ships);
    const row = await takeOne(ships);
    const attempt = { startedAt: "2030-01-01T00:00:00.000Z", endedAt: null, error: null };
    const first = await ships.status(id);
    expect(first).toMatchObject({ state: "running", attempts: [attempt], worker: "tug \u0000 \ud800" });
    const etag = await ships.encoded.getEtag(id);
    expect((await ships.get(id)).data.attempts).toEqual([{ ...attempt, startedAt: new Date(attempt.startedAt) }]);
    clock.move(5);
    await ships.desk.renew([{ row, progress: null }]);
    expect(await ships.status(id)).toEqual({ ...first, leaseUntil: expect.any(String) });
    expect(await ships.encoded.getEtag(id)).toBe(etag);
  });

  it("ends a job with its second revision", async () => {
    const { ships, clock, storage } = openHarbour();
    const id = await createShip(ships, { dedupeKey: "oslo" });
    const row = await takeOne(ships);
    expect(await ships.desk.open(row)).toEqual({ payload: { port: "Oslo" }, attempt: 1, maxRetries: 3, timeout: null });
    clock.move(5);
    expect(await ships.desk.close(row, { kind: "completed", result: { crates: 7 } })).toEqual({ kind: "completed", result: { crates: 7 } });
    const { data, meta, revision } = await ships.get(id);
    const attempts = [{ startedAt: new Date("2030-01-01T00:00:00Z"), endedAt: new Date("2030-01-01T00:00:05Z"), error: null }];
    expect(data).toMatchObject({ state: "completed", result: { crates: 7 }, attempts, dedupeKey: null, runAt: null });
    expect(meta).toMatchObject({ totalRevisionCount: 2, updatedBy: "tug" });
    expect(revision.reason).toBe("The job has completed.");
    expect(await storage.meta.jobs.read([id])).toEqual([]);
  });

  it("reads a job once, and keeps its payload whatever the handler makes of it", async () => {
    const { ships, storage } = openHarbour();
    const id = await createShip(ships);
    const row = await takeOne(ships);
    const reading = vi.spyOn(storage.meta, "readRevision");
    const { payload } = await ships.desk.open(row);
    Object.assign(Object(payload), { port: "Atlantis" });
    await ships.desk.close(row, { kind: "completed", result: null });
    expect(reading).toHaveBeenCalledTimes(1);
    expect((await ships.get(id)).data).toMatchObject({ state: "completed", payload: { port: "Oslo" } });
  });

  it("ends a job as it is, when it has changed since it was read", async () => {
    const { ships, storage } = openHarbour();
    const id = await createShip(ships);
    const row = await takeOne(ships);
    const { data: text } = await ships.encoded.get(id);
    const readRevision = storage.meta.readRevision.bind(storage.meta);
    vi.spyOn(storage.meta, "readRevision").mockImplementationOnce(async (...asked) => {
      const stored = await readRevision(...asked);
      return stored && { ...stored, etag: "another" };
    });
    vi.spyOn(storage.revisions, "read").mockResolvedValueOnce([text.replace("Oslo", "Bergen")]);
    expect(await ships.desk.open(row)).toMatchObject({ payload: { port: "Bergen" } });
    expect(await ships.desk.close(row, { kind: "completed", result: null })).toMatchObject({ kind: "completed" });
    const { data, meta } = await ships.get(id);
    expect([data.state, data.payload.port, meta.totalRevisionCount]).toEqual(["completed", "Oslo", 2]);
  });

  it("tries a failed job again after a growing while, as often as it may", async () => {
    const { ships, clock } = openHarbour({ maxRetries: 2, backoff: { first: 2_000, longest: 6_000 } });
    const id = await createShip(ships);
    const fail = async (error: string) => ships.desk.close(await takeOne(ships), { kind: "failed", error, isFinal: false });
    expect(await fail("leak")).toEqual({ kind: "waits", until: new Date("2030-01-01T00:00:01.000Z"), error: "leak" });
    expect(await ships.desk.claim(10)).toEqual([]);
    clock.move(1);
    expect(await fail("storm")).toMatchObject({ until: new Date("2030-01-01T00:00:03.000Z") });
    clock.move(2);
    expect((await ships.get(id)).meta.totalRevisionCount).toBe(1);
    expect(await fail("reef")).toEqual({ kind: "failed", error: "reef" });
    const { data, meta } = await ships.get(id);
    expect(data.state).toBe("failed");
    expect(data.attempts.map(({ error }) => error)).toEqual(["leak", "storm", "reef"]);
    expect(meta.totalRevisionCount).toBe(2);
  });

  it("goes by the job's own retries, then the model's, then the queue's", async () => {
    const { ships } = openHarbour({ maxRetries: 2 });
    await createShip(ships, { maxRetries: 0 });
    expect(await ships.desk.open(await takeOne(ships))).toMatchObject({ maxRetries: 0 });
    await createShip(ships, { timeout: 1.5 });
    expect(await ships.desk.open(await takeOne(ships))).toMatchObject({ maxRetries: 2, timeout: 1500 });
    const unsaid = openHarbour();
    await createShip(unsaid.ships);
    expect(await unsaid.ships.desk.open(await takeOne(unsaid.ships))).toMatchObject({ maxRetries: 3 });
  });

  it("notes and counts the failures of those who try again by themselves, while the hold goes on", async () => {
    const { ships, clock } = openHarbour({ maxRetries: 1 });
    const id = await createShip(ships);
    const row = await takeOne(ships);
    await ships.desk.renew([{ row, progress: { value: 0, total: null, message: "sent" } }]);
    for (const error of ["leak", "storm"]) {
      const [now] = await ships.desk.read([id]);
      clock.move(1);
      await ships.desk.noteFailure({ ...row, record: now?.record ?? "" }, error);
    }
    await ships.desk.renew([{ row }]);
    const status = await ships.status(id);
    expect(status).toMatchObject({ state: "running", attempts: [{ error: "leak" }, { error: "storm" }, { startedAt: "2030-01-01T00:00:02.000Z", endedAt: null }] });
    expect(status).toMatchObject({ progress: { message: "sent" }, worker: "tug", leaseUntil: "2030-01-01T00:00:32.000Z" });
    const [held] = await ships.desk.read([id]);
    const last = { ...row, record: held?.record ?? "" };
    expect(await ships.desk.open(last)).toMatchObject({ attempt: 3 });
    expect(await ships.desk.close(last, { kind: "failed", error: "reef", isFinal: false })).toEqual({ kind: "failed", error: "reef" });
    expect((await ships.get(id)).data.attempts.map(({ error }) => error)).toEqual(["leak", "storm", "reef"]);
    await ships.desk.noteFailure(last, "late");
  });

  it("writes down the attempt of a job that ends before its first sign of life", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships);
    const row = await takeOne(ships);
    const [stored] = await ships.desk.read([id]);
    await ships.desk.close({ ...row, record: stored?.record ?? "" }, { kind: "completed", result: null });
    expect((await ships.get(id)).data.attempts).toHaveLength(1);
  });

  it("doesn't try again what is final", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships);
    expect(await ships.desk.close(await takeOne(ships), { kind: "failed", error: "sunk", isFinal: true })).toEqual({ kind: "failed", error: "sunk" });
    expect((await ships.get(id)).data).toMatchObject({ state: "failed", result: null });
  });

  it("takes a result that the model does not allow for a final failure", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships);
    const settlement = await ships.desk.close(await takeOne(ships), { kind: "completed", result: { crates: -1 } });
    expect(settlement).toMatchObject({ kind: "failed", error: expect.stringContaining("/result/crates") });
    expect((await ships.get(id)).data).toMatchObject({ state: "failed", result: null });
  });

  it("counts the loss of a worker, but not as a retry", async () => {
    const { ships, clock } = openHarbour({ maxRetries: 0, maxLosses: 1, lease: 10_000 });
    const id = await createShip(ships);
    const lost = await takeOne(ships);
    clock.move(10);
    const row = await takeOne(ships);
    expect(await ships.desk.open(row)).toMatchObject({ attempt: 1 });
    expect(await ships.desk.close(lost, { kind: "completed", result: { crates: 1 } })).toEqual({ kind: "lost" });
    expect(await ships.desk.renew([{ row: lost, progress: null }])).toEqual(["lost"]);
    expect(await ships.desk.log(lost, "late")).toBe(false);
    const attempts = [{ error: expect.stringContaining("lost") }, { startedAt: "2030-01-01T00:00:10.000Z", endedAt: null }];
    expect(await ships.status(id)).toMatchObject({ attempts, worker: "tug" });
    expect(await ships.desk.close(row, { kind: "completed", result: { crates: 2 } })).toMatchObject({ kind: "completed" });
    expect((await ships.get(id)).data).toMatchObject({ result: { crates: 2 }, attempts: [{ error: expect.any(String) }, { error: null }] });
  });

  it("ends a job that has lost too many workers, whether they gave a sign of life or not", async () => {
    const { ships, clock } = openHarbour({ maxLosses: 2, lease: 10_000 });
    const id = await createShip(ships);
    for (let loss = 0; loss < 3; loss++) {
      const row = await takeOne(ships);
      if (loss === 1) await ships.desk.renew([{ row, progress: null }]);
      clock.move(10);
    }
    expect(await ships.desk.claim(10)).toEqual([]);
    const { data, meta } = await ships.get(id);
    expect(data.state).toBe("failed");
    expect(data.attempts).toHaveLength(3);
    expect(data.attempts.at(-1)?.error).toContain("lost 3 workers");
    expect(meta.totalRevisionCount).toBe(2);
  });

  it("counts no attempt for what snoozes or is handed back", async () => {
    const { ships, clock } = openHarbour({ maxRetries: 0 });
    const id = await createShip(ships);
    const until = new Date("2030-01-01T01:00:00.000Z");
    expect(await ships.desk.close(await takeOne(ships), { kind: "snoozed", until })).toEqual({ kind: "waits", until, error: null });
    expect(await ships.status(id)).toMatchObject({ state: "pending", attempts: [], dueAt: until.toISOString(), worker: null });
    clock.move(3600);
    expect(await ships.desk.close(await takeOne(ships), { kind: "handedBack" })).toMatchObject({ kind: "waits" });
    const row = await takeOne(ships);
    expect(await ships.desk.open(row)).toMatchObject({ attempt: 1 });
    expect((await ships.get(id)).meta.totalRevisionCount).toBe(1);
  });

  it("does not forget that a job was to be cancelled when it goes back", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships);
    const row = await takeOne(ships);
    expect(await ships.cancel(id)).toBe("running");
    expect(await ships.status(id)).toMatchObject({ state: "running", isCancelled: true, worker: "tug" });
    expect(await ships.desk.renew([{ row, progress: { value: 1, total: 2, message: null } }])).toEqual(["cancelled"]);
    expect(await ships.status(id)).toMatchObject({ progress: { value: 1 }, worker: "tug" });
    expect(await ships.desk.close(row, { kind: "failed", error: "leak", isFinal: false })).toMatchObject({ kind: "cancelled" });
    expect((await ships.get(id)).data).toMatchObject({ state: "cancelled", attempts: [{ error: "leak" }] });
  });

  it("ends a job that was to be cancelled when its worker was lost", async () => {
    const { ships, clock } = openHarbour();
    const id = await createShip(ships);
    await takeOne(ships);
    await ships.cancel(id);
    clock.move(60);
    expect(await ships.desk.claim(1)).toEqual([]);
    expect((await ships.get(id)).data.state).toBe("cancelled");
  });

  it("puts what was logged into a blob when the job ends", async () => {
    const { ships, storage } = openHarbour({}, { storage: lasting(memoryStorage()) });
    const id = await createShip(ships);
    const row = await takeOne(ships);
    await ships.desk.log(row, "loading…\n");
    await ships.desk.log(row, "sailing\n");
    expect(await textOf(ships.readLog(id))).toBe("loading…\nsailing\n");
    await ships.desk.close(row, { kind: "completed", result: { crates: 1 } });
    expect((await ships.get(id)).data.log).toMatchObject({ contentType: "text/plain", name: "log.txt" });
    expect(await storage.meta.jobs.readLog(id, { after: 0, limit: 10 })).toEqual([]);
    expect(await textOf(ships.readLog(id))).toBe("loading…\nsailing\n");
    await ships.rerun(id);
    expect(await textOf(ships.readLog(id))).toBe("");
  });

  it("leaves the log in the table where blobs don't last", async () => {
    const { ships } = openHarbour();
    const id = await createShip(ships);
    const row = await takeOne(ships);
    await ships.desk.log(row, "sailing\n");
    await ships.desk.close(row, { kind: "completed", result: null });
    expect((await ships.get(id)).data.log).toBeNull();
    expect(await textOf(ships.readLog(id))).toBe("sailing\n");
    await ships.rerun(id);
    expect(await textOf(ships.readLog(id))).toBe("");
  });

  it("adopts a job once, under its id", async () => {
    const { ships } = openHarbour();
    await ships.desk.adopt("abc", { port: "Rome" });
    await ships.desk.adopt("abc", { port: "Bonn" });
    expect((await ships.get("ship:abc")).data.payload).toEqual({ port: "Rome" });
    await refusal(ships.desk.adopt("abd", { port: 1 }), "VALIDATION_FAILED");
  });
});

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

function lasting(storage: Storage): Storage {
  const blobs = new Proxy(storage.blobs, { get: (target, name) => (name === "isDurable" ? true : bound(target, name)) });
  return { ...storage, blobs };
}

function bound(target: object, name: string | symbol): unknown {
  const member: unknown = Reflect.get(target, name, target);
  return typeof member === "function" ? member.bind(target) : member;
}
