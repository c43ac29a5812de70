import { memoryStorage, type JobSettings } from "@specstar/runtime";
import { dontRetry, JobManager, snooze, startWorker, type JobContext, type JobDesk, type JobHandler, type WorkerOptions } from "@specstar/runtime/jobs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { simpleQueue } from "../../../runtime/queues/simple-queue.js";
import { shipSpec, type ShipManager } from "./ship.js";
import { Gate, until } from "./until.js";

type ShipHandler = JobHandler<{ port: string }, { crates: number }>;

const stops: (() => Promise<void>)[] = [];
const troubles: unknown[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  troubles.length = 0;
  vi.useRealTimers();
});

function openShips(job: Partial<JobSettings> = {}): ShipManager {
  return new JobManager(shipSpec({ backoff: { first: 1, longest: 1 }, ...job }), memoryStorage());
}

function work(desk: JobDesk, handler: ShipHandler, options: WorkerOptions = {}) {
  const worker = startWorker(desk, simpleQueue(), handler, { onTrouble: (error) => troubles.push(error), ...options });
  stops.push(() => worker.stop({ grace: 0 }));
  return worker;
}

async function createShip(ships: ShipManager, more: object = {}): Promise<string> {
  return (await ships.create({ payload: { port: "Oslo" }, ...more })).resourceId;
}

const stateOf = async (ships: ShipManager, id: string) => (await ships.get(id)).data.state;
async function logOf(ships: ShipManager, id: string): Promise<string> {
  let text = "";
  for await (const piece of ships.readLog(id)) text += piece;
  return text;
}

const aborted = ({ signal }: JobContext<unknown>) => new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

describe("a worker", () => {
  it("runs jobs with what they carry, and keeps what comes of them", async () => {
    const ships = openShips();
    const id = await createShip(ships);
    const seen: object[] = [];
    work(ships.desk, ({ id: seenId, payload, attempt, progress, log }) => {
      seen.push({ id: seenId, payload, attempt });
      progress(1, 2, "half");
      log("one");
      log("two");
      return { crates: payload.port.length };
    });
    await until(async () => (await stateOf(ships, id)) === "completed");
    expect((await ships.get(id)).data).toMatchObject({ result: { crates: 4 }, attempts: [{ error: null }] });
    expect(seen).toEqual([{ id, payload: { port: "Oslo" }, attempt: 1 }]);
    expect(await logOf(ships, id)).toBe("one\ntwo\n");
    expect(troubles).toEqual([]);
  });

  it("runs the most urgent first, and never more at a time than it may", async () => {
    const ships = openShips();
    const ids = await Promise.all(Array.from({ length: 9 }, (_, at) => createShip(ships, { priority: at })));
    const order: string[] = [];
    let running = 0;
    let most = 0;
    work(ships.desk, async ({ id }) => {
      order.push(id);
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { crates: 0 };
    }, { concurrency: 3 });
    await until(() => order.length === 9);
    expect(most).toBe(3);
    expect(order.slice(0, 3).sort()).toEqual(ids.slice(-3).sort());
  });

  it("tries again what fails, but not what says so", async () => {
    const ships = openShips({ maxRetries: 2 });
    const [unlucky, hopeless] = [await createShip(ships), await createShip(ships, { payload: { port: "Atlantis" } })];
    work(ships.desk, ({ payload, attempt }) => {
      if (payload.port === "Atlantis") throw dontRetry("no such port");
      if (attempt < 3) throw new Error(`leak ${attempt}`, { cause: "rust" });
      return { crates: attempt };
    });
    await until(async () => (await stateOf(ships, unlucky)) === "completed" && (await stateOf(ships, hopeless)) === "failed");
    const { attempts } = (await ships.get(unlucky)).data;
    expect(attempts.map(({ error }) => error?.split("\n")[0])).toEqual(["Error: leak 1", "Error: leak 2", undefined]);
    expect(attempts[0]?.error).toMatch(/worker\.test[\s\S]*Caused by: "rust"/);
    expect((await ships.get(hopeless)).data).toMatchObject({ state: "failed", attempts: [{ error: expect.stringContaining("no such port") }] });
  });

  it("puts a job off that snoozes, without counting that", async () => {
    const ships = openShips({ maxRetries: 0 });
    const id = await createShip(ships);
    const attempts: number[] = [];
    work(ships.desk, ({ attempt }) => {
      attempts.push(attempt);
      if (attempts.length < 3) throw snooze(new Date());
      return { crates: 1 };
    });
    await until(async () => (await stateOf(ships, id)) === "completed");
    expect(attempts).toEqual([1, 1, 1]);
    expect((await ships.get(id)).data.attempts).toHaveLength(1);
  });

  it("ends an attempt whose time is up", async () => {
    const ships = openShips({ maxRetries: 0 });
    const id = await createShip(ships, { timeout: 0.02 });
    work(ships.desk, aborted);
    await until(async () => (await stateOf(ships, id)) === "failed");
    expect((await ships.get(id)).data.attempts[0]?.error).toBe("timed out after 0.02 s");
  });

  it("leaves a handler behind that doesn't stop, and takes no result of it", async () => {
    const ships = openShips({ maxRetries: 0 });
    const [id, next] = [await createShip(ships, { timeout: 0.02, priority: 1 }), await createShip(ships)];
    const gate = new Gate();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    work(ships.desk, async ({ id: running }) => {
      if (running === id) await gate.passed;
      return { crates: 9 };
    });
    await vi.advanceTimersByTimeAsync(4_900);
    expect(await stateOf(ships, id)).toBe("running");
    await vi.advanceTimersByTimeAsync(200);
    gate.open();
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await ships.get(id)).data).toMatchObject({ state: "failed", result: null });
    expect(await stateOf(ships, next)).toBe("completed");
  });

  it("stops a job that is cancelled within half a second", async () => {
    const ships = openShips();
    const id = await createShip(ships);
    const reasons: unknown[] = [];
    work(ships.desk, (job) => aborted(job).catch((reason: unknown) => (reasons.push(reason), { crates: 1 })));
    await until(async () => (await stateOf(ships, id)) === "running");
    await ships.cancel(id);
    await until(async () => (await stateOf(ships, id)) === "cancelled");
    expect(reasons).toEqual([new Error("The job is cancelled.")]);
    expect((await ships.get(id)).data.result).toBeNull();
  });

  it("keeps hold of a job for longer than the lease, and shows how far it is", async () => {
    const ships = openShips({ lease: 150 });
    const id = await createShip(ships);
    const gate = new Gate();
    let runs = 0;
    const handler: ShipHandler = async ({ progress }) => {
      runs += 1;
      progress(3, 4, "loading");
      progress(NaN);
      await gate.passed;
      return { crates: 1 };
    };
    let renewals = 0;
    work({ ...ships.desk, renew: (rows) => ((renewals += 1), ships.desk.renew(rows)) }, handler);
    await until(async () => (await ships.status(id)).progress !== null);
    work(ships.desk, handler);
    expect((await ships.status(id)).progress).toEqual({ value: 3, total: 4, message: "loading" });
    await until(() => renewals > 6);
    expect(runs).toBe(1);
    gate.open();
    await until(async () => (await stateOf(ships, id)) === "completed");
    expect((await ships.get(id)).meta.totalRevisionCount).toBe(2);
  });
});

describe("a worker that stops", () => {
  it("lets jobs end within the grace, and takes no more", async () => {
    const ships = openShips();
    const [id, other] = [await createShip(ships, { priority: 1 }), await createShip(ships)];
    const gate = new Gate();
    const worker = work(ships.desk, async () => (await gate.passed, { crates: 1 }));
    await until(async () => (await stateOf(ships, id)) === "running");
    const stopped = worker.stop();
    gate.open();
    await stopped;
    expect([await stateOf(ships, id), await stateOf(ships, other)]).toEqual(["completed", "pending"]);
  });

  it("hands back what doesn't end, as if it had never begun", async () => {
    const ships = openShips({ maxRetries: 0 });
    const id = await createShip(ships);
    const worker = work(ships.desk, aborted);
    await until(async () => (await stateOf(ships, id)) === "running");
    await worker.stop({ grace: 0 });
    expect(await stateOf(ships, id)).toBe("pending");
    work(ships.desk, ({ attempt }) => ({ crates: attempt }));
    await until(async () => (await stateOf(ships, id)) === "completed");
    expect((await ships.get(id)).data).toMatchObject({ result: { crates: 1 }, attempts: [{ error: null }] });
  });

  it("does so at its signal, and stays stopped when that came before it", async () => {
    const ships = openShips();
    const stopping = new AbortController();
    stopping.abort();
    const id = await createShip(ships);
    const worker = work(ships.desk, () => ({ crates: 1 }), { signal: stopping.signal });
    await worker.stop();
    expect(await stateOf(ships, id)).toBe("pending");
  });
});

describe("a worker in trouble", () => {
  it("outlives a store that fails at every other call", async () => {
    const ships = openShips();
    const ids = await Promise.all(Array.from({ length: 6 }, () => createShip(ships)));
    work(flaky(ships.desk), () => ({ crates: 1 }), { concurrency: 6 });
    await until(async () => (await Promise.all(ids.map((id) => stateOf(ships, id)))).every((state) => state === "completed"));
    expect(troubles.length).toBeGreaterThan(3);
  });

  it("takes no more than twice what it runs while the store takes no ends", async () => {
    const ships = openShips();
    const ids = await Promise.all(Array.from({ length: 9 }, () => createShip(ships)));
    const gate = new Gate();
    let runs = 0;
    work({ ...ships.desk, close: (row, end) => gate.passed.then(() => ships.desk.close(row, end)) }, () => ((runs += 1), { crates: 1 }), { concurrency: 2 });
    await until(() => runs === 4);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(runs).toBe(4);
    gate.open();
    await until(async () => (await Promise.all(ids.map((id) => stateOf(ships, id)))).every((state) => state === "completed"));
  });

  it("tells the handler when another one has the job, and hands nothing in", async () => {
    const ships = openShips({ lease: 90 });
    const id = await createShip(ships);
    const reasons: unknown[] = [];
    const unreachable: JobDesk = { ...ships.desk, renew: () => Promise.reject(new Error("away")), check: () => Promise.reject(new Error("away")) };
    const worker = work(unreachable, (job) => aborted(job).catch((reason: unknown) => (reasons.push(reason), { crates: 666 })));
    await until(() => reasons.length > 0);
    void worker.stop({ grace: 0 });
    expect(reasons[0]).toEqual(new Error("The hold on the job was lost."));
    work(ships.desk, () => ({ crates: 1 }));
    await until(async () => (await stateOf(ships, id)) === "completed");
    expect((await ships.get(id)).data.result).toEqual({ crates: 1 });
  });
});

function flaky(desk: JobDesk): JobDesk {
  let calls = 0;
  const fail = () => {
    if ((calls += 1) % 2 === 1) throw new Error(`no answer to call ${calls}`);
  };
  return {
    ...desk,
    claim: async (limit, only) => (fail(), desk.claim(limit, only)),
    open: async (row) => (fail(), desk.open(row)),
    renew: async (rows) => (fail(), desk.renew(rows)),
    close: async (row, end) => (fail(), desk.close(row, end)),
  };
}
