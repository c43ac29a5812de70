import { memoryStorage } from "@specstar/runtime";
import { JobManager, startKeeper, type KeeperDesk } from "@specstar/runtime/jobs";
import { describe, expect, it } from "vitest";
import { tick } from "../../../runtime/jobs/tick.js";
import { planFiring } from "../../../runtime/jobs/schedules/plan-firing.js";
import { firedId } from "../../../runtime/jobs/schedules/fired-id.js";
import type { JobMessage, MessageQueue } from "../../../runtime/queues/message-queue.js";
import { simpleQueue } from "../../../runtime/queues/simple-queue.js";
import { shipSpec, openHarbour } from "./ship.js";
import { until } from "./until.js";

const at = (text: string) => new Date(`2026-01-01T${text}Z`);
const nobody = (error: unknown) => { throw error; };

/** A queue that keeps what it is brought, unless it is away. */
class FakeBroker implements MessageQueue {
  readonly description = "fake";
  readonly isBrokered = true;
  readonly brought: JobMessage[] = [];
  isAway = false;
  /** Whether it looks after what it is brought. */
  isKeeping = true;
  attended = 0;

  async publish(_desk: unknown, messages: readonly JobMessage[]): Promise<readonly JobMessage[]> {
    if (this.isAway) throw new Error("away");
    this.brought.push(...messages);
    return this.isKeeping ? messages : [];
  }

  readonly attend = async () => {
    this.attended += 1;
    return { close: async () => void (this.attended -= 1) };
  };

  async subscribe(): Promise<never> { throw new Error("Nobody subscribes here."); }
  async ping(): Promise<void> {}
  async close(): Promise<void> {}
}

describe("what becomes of the times of a schedule", () => {
  const start = new Date("2026-01-01T00:00:00Z");
  const plan = (missed: "skip" | "once" | "all", now: string, more: object = {}) => {
    const { times, next } = planFiring({ kind: "interval", every: 600, missed, ...more }, start, at("00:10:00"), at(now));
    return [...times, "next", next].map((one) => (one instanceof Date ? one.toISOString().slice(11, 16) : one));
  };

  it.each(["skip", "once", "all"] as const)("%s fires the one that has just come", (missed) => {
    expect(plan(missed, "00:09:59")).toEqual(["next", "00:10"]);
    expect(plan(missed, "00:10:01")).toEqual(["00:10", "next", "00:20"]);
  });

  it("goes by the rule for those that were missed", () => {
    expect(plan("skip", "00:35:00")).toEqual(["next", "00:40"]);
    expect(plan("once", "00:35:00")).toEqual(["00:30", "next", "00:40"]);
    expect(plan("all", "00:35:00")).toEqual(["00:10", "00:20", "00:30", "next", "00:40"]);
  });

  it("fires what was missed before the end, and ends", () => {
    expect(plan("once", "23:00:00", { until: at("00:25:00") })).toEqual(["00:20", "next", null]);
    expect(plan("all", "23:00:00", { until: at("00:25:00") })).toEqual(["00:10", "00:20", "next", null]);
  });

  it("catches up with a hundred at a time", () => {
    const { times, next } = planFiring({ kind: "interval", every: 1, missed: "all" }, start, at("00:00:01"), at("01:00:00"));
    expect([times.length, next]).toEqual([100, at("00:01:41")]);
  });

  it("names its jobs the same, whoever makes them, and within the length of an id", () => {
    expect(firedId("ship:tide", at("12:30:00"))).toBe("ship:tide-20260101T123000Z");
    const [one, other] = ["a", "b"].map((end) => firedId(`ship:${"x".repeat(127)}${end}`, at("00:00:00")));
    expect(one?.length).toBe("ship:".length + 128);
    expect(one).not.toBe(other);
  });
});

describe("a keeper", () => {
  it("makes a job of a schedule, with what the schedule says", async () => {
    const { ships, clock } = openHarbour();
    const more = { priority: 7, timeout: 9, maxRetries: 1, concurrencyKey: "quay" };
    const { resourceId: id } = await ships.create({ payload: { port: "Bergen" }, ...more, schedule: { kind: "interval", every: 60 } }, { id: "tide" });
    clock.move(61);
    await tick([ships.desk], simpleQueue(), clock.now(), nobody);
    const { data } = await ships.get("ship:tide-20300101T000100Z");
    expect(data).toMatchObject({ payload: { port: "Bergen" }, ...more, state: "pending", schedule: null, firedBy: id, dedupeKey: null });
    expect((await ships.get(id)).meta.totalRevisionCount).toBe(1);
    expect((await ships.desk.claim(10)).map(({ resourceId }) => resourceId)).toEqual(["ship:tide-20300101T000100Z"]);
  });

  it("ends a schedule after its last time", async () => {
    const { ships, clock } = openHarbour();
    const schedule = { kind: "interval", every: 60, until: new Date(clock.now().getTime() + 90_000) } as const;
    const { resourceId: id } = await ships.create({ payload: { port: "Bergen" }, schedule });
    clock.move(61);
    await tick([ships.desk], simpleQueue(), clock.now(), nobody);
    expect((await ships.get(id)).data).toMatchObject({ state: "completed", attempts: [] });
    clock.move(600);
    await tick([ships.desk], simpleQueue(), clock.now(), nobody);
    expect(await ships.desk.claim(10)).toHaveLength(1);
  });

  it("goes on where another one has died while it fired", async () => {
    // However long its jobs are held.
    const { ships, clock } = openHarbour({ lease: 600_000 });
    await ships.create({ payload: { port: "Bergen" }, schedule: { kind: "interval", every: 60 } }, { id: "tide" });
    clock.move(61);
    const dying: KeeperDesk = { ...ships.desk, close: () => Promise.reject(new Error("dead")) };
    const troubles: unknown[] = [];
    await tick([dying], simpleQueue(), clock.now(), (error) => troubles.push(error));
    expect(troubles).toEqual([new Error("dead")]);
    clock.move(31);
    await tick([ships.desk], simpleQueue(), clock.now(), nobody);
    clock.move(30);
    await tick([ships.desk], simpleQueue(), clock.now(), nobody);
    const made = (await ships.desk.claim(10)).map(({ resourceId }) => resourceId);
    expect(made).toEqual(["ship:tide-20300101T000100Z", "ship:tide-20300101T000200Z"]);
  });

  it("takes jobs to a queue once they may start, and again when nobody has claimed them", async () => {
    const { ships, clock } = openHarbour();
    const broker = new FakeBroker();
    const { resourceId } = await ships.create({ payload: { port: "Oslo" }, priority: 3, runAt: new Date(clock.now().getTime() + 5_000) });
    const brought = async (seconds: number) => {
      clock.move(seconds);
      await tick([ships.desk], broker, clock.now(), () => {});
      return broker.brought.splice(0);
    };
    expect(await brought(0)).toEqual([]);
    broker.isAway = true;
    expect(await brought(5)).toEqual([]);
    broker.isAway = false;
    expect(await brought(59)).toEqual([]);
    expect(await brought(1)).toEqual([{ model: "ship", resourceId, priority: 3 }]);
    await ships.desk.claim(1);
    expect(await brought(10)).toEqual([]);
  });

  it("takes a job to a queue that keeps it once an hour, and to one that doesn't each minute", async () => {
    const { ships, clock } = openHarbour();
    const broker = new FakeBroker();
    await ships.create({ payload: { port: "Oslo" } });
    const brought = async (seconds: number) => {
      clock.move(seconds);
      await tick([ships.desk], broker, clock.now(), () => {});
      return broker.brought.splice(0).length;
    };
    expect(await brought(0)).toBe(1);
    expect(await brought(3_599)).toBe(0);
    broker.isKeeping = false;
    expect(await brought(1)).toBe(1);
    expect(await brought(59)).toBe(0);
    expect(await brought(1)).toBe(1);
  });

  it("works by itself, attends to its queue, and stops", async () => {
    const ships = new JobManager(shipSpec(), memoryStorage());
    const broker = new FakeBroker();
    const keeper = startKeeper([ships.desk], broker);
    await ships.create({ payload: { port: "Oslo" } });
    await until(() => broker.brought.length === 1);
    expect(broker.attended).toBe(1);
    await keeper.stop();
    expect(broker.attended).toBe(0);
  });
});
