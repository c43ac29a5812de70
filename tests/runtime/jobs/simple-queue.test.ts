import type { JobDesk } from "@specstar/runtime/jobs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { simpleQueue } from "../../../runtime/queues/simple-queue.js";
import { openHarbour } from "./ship.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const { signal: never } = new AbortController();
const message = (resourceId: string) => ({ model: "ship", resourceId, priority: 0 });

function counting(desk: JobDesk) {
  const looks = { count: 0 };
  return { looks, desk: { ...desk, claim: (limit: number) => ((looks.count += 1), desk.claim(limit)) } };
}

describe("the simple queue", () => {
  it("hands out several at a time, and no more than wanted", async () => {
    const { ships } = openHarbour();
    for (let n = 0; n < 5; n += 1) await ships.create({ payload: { port: "Oslo" } });
    const source = await simpleQueue().subscribe(ships.desk, { concurrency: 3, onTrouble: () => {} });
    expect(await source.take(3, never)).toHaveLength(3);
    expect(await source.take(3, never)).toHaveLength(2);
  });

  it("looks at once when it is told of a job of its model", async () => {
    const { ships } = openHarbour();
    const { desk, looks } = counting(ships.desk);
    const queue = simpleQueue();
    const taken = (await queue.subscribe(desk, { concurrency: 1, onTrouble: () => {} })).take(1, never);
    await vi.advanceTimersByTimeAsync(100);
    const { resourceId } = await ships.create({ payload: { port: "Oslo" } });
    await queue.publish({ ...desk, model: "boat" }, [message("boat:1")]);
    await vi.advanceTimersByTimeAsync(0);
    expect(looks.count).toBe(1);
    await queue.publish(desk, [message(resourceId)]);
    expect((await taken).map((row) => row.resourceId)).toEqual([resourceId]);
  });

  it("doesn't miss what it is told while it looks", async () => {
    const { ships } = openHarbour();
    const queue = simpleQueue();
    const late: JobDesk = {
      ...ships.desk,
      async claim(limit) {
        const rows = await ships.desk.claim(limit);
        if (rows.length === 0) await queue.publish(late, [message((await ships.create({ payload: { port: "Oslo" } })).resourceId)]);
        return rows;
      },
    };
    const source = await queue.subscribe(late, { concurrency: 1, onTrouble: () => {} });
    expect(await source.take(1, never)).toHaveLength(1);
  });

  it("looks at once when a job has ended on which others may wait", async () => {
    const { ships } = openHarbour();
    for (let n = 0; n < 2; n += 1) await ships.create({ payload: { port: "Oslo" }, concurrencyKey: "quay" });
    const source = await simpleQueue().subscribe(ships.desk, { concurrency: 2, onTrouble: () => {} });
    const [first] = await source.take(2, never);
    if (first === undefined) throw new Error("Nothing was there to be taken.");
    const next = source.take(1, never);
    await vi.advanceTimersByTimeAsync(10);
    await source.settle(first, await ships.desk.close(first, { kind: "completed", result: null }));
    expect(await next).toHaveLength(1);
  });

  it("looks by itself, less often the longer nothing comes", async () => {
    const { desk, looks } = counting(openHarbour().ships.desk);
    const source = await simpleQueue().subscribe(desk, { concurrency: 1, onTrouble: () => {} });
    const stopping = new AbortController();
    const taken = source.take(1, stopping.signal);
    const counts: number[] = [];
    for (const wait of [0, 250, 500, 1_000, 1_000, 1_000]) {
      await vi.advanceTimersByTimeAsync(wait);
      counts.push(looks.count);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
    stopping.abort();
    expect(await taken).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
