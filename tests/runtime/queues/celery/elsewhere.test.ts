import { setTimeout as wait } from "node:timers/promises";
import { celeryQueue, type CeleryOptions } from "@specstar/runtime/celery";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { MessageQueue } from "../../../../runtime/queues/message-queue.js";
import { startCelery, type CeleryWorker } from "../../../services/celery-worker.js";
import { startRabbitmq, type RabbitmqServer } from "../../../services/rabbitmq-server.js";
import { SmallStore } from "./small-desk.js";

let server: RabbitmqServer;
let celery: CeleryWorker;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startRabbitmq();
  celery = await startCelery(server.url, "specstar.train");
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

afterAll(async () => {
  await celery.stop();
  await server.stop();
});

function open(options: Partial<CeleryOptions> = {}): MessageQueue {
  const queue = celeryQueue({ url: server.url, runs: "elsewhere", ...options });
  closing.push(() => queue.close());
  return queue;
}

/** Looks after the jobs of a store, and sends those that may start, as the keeper does. */
async function keep(queue: MessageQueue, store: SmallStore, desk = store.desk()): Promise<void> {
  const attending = await queue.attend?.(desk, { onTrouble: () => {} });
  const looking = setInterval(() => {
    const now = new Date();
    const sentUntil = new Date(now.getTime() + 60_000).toISOString();
    void store.jobs
      .takeUnsent(store.index, { now: now.toISOString(), sentUntil, limit: 10 })
      .then((rows) => queue.publish(desk, rows.map((row) => ({ model: "train", ...row }))))
      .catch(() => undefined);
  }, 100);
  closing.push(async () => {
    clearInterval(looking);
    await attending?.close();
  });
}

/** A job that Celery runs. */
async function start(payload: unknown, { options, desk }: { options?: Partial<CeleryOptions>; desk?: Parameters<SmallStore["desk"]>[0] } = {}) {
  const [queue, store] = [open(options), new SmallStore()];
  const { resourceId } = await store.add(payload);
  await keep(queue, store, store.desk(desk));
  const isHeld = async () => (await store.jobs.read([resourceId]))[0]?.hold !== null;
  return { queue, store, resourceId, isHeld };
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await wait(20);
}

describe("a job that Celery runs", () => {
  it("gets its result", async () => {
    const { store, resourceId } = await start({ do: "nothing" });
    expect(await store.outcome(resourceId)).toEqual({ kind: "completed", result: { did: "nothing", retries: 0 } });
  });

  it("fails with what its task raised, and where", async () => {
    const { store, resourceId } = await start({ do: "fail", message: "no disk" }, { desk: { maxRetries: 0 } });
    const outcome = await store.outcome(resourceId);
    expect(outcome).toMatchObject({ kind: "failed", error: expect.stringMatching(/^ValueError: no disk\nTraceback[^]*tasks\.py/) });
  });

  it("is tried again by our rules, which Celery sees", async () => {
    const { store, resourceId } = await start({ do: "fail first" });
    expect(await store.outcome(resourceId)).toEqual({ kind: "completed", result: { did: "fail first", retries: 1 } });
  });

  it("is tried again by Celery's own rules, and each failure is noted", async () => {
    const { store, resourceId } = await start({ do: "retry" });
    expect(await store.outcome(resourceId)).toEqual({ kind: "completed", result: { did: "retry", retries: 2 } });
    expect(store.retried.map((error) => error.split("\n")[0])).toEqual(["ValueError: again", "ValueError: again"]);
  });

  it("is stopped by its timeout", async () => {
    const { store, resourceId } = await start({ do: "sleep", seconds: 60 }, { desk: { timeout: 1000, maxRetries: 0 } });
    expect(await store.outcome(resourceId)).toMatchObject({ kind: "failed", error: expect.stringContaining("TimeLimitExceeded") });
  });

  it.each([600, 40_000, 3_000_000_000])("may run for %i seconds", async (seconds) => {
    const { store, resourceId } = await start({ do: "tell limits" }, { desk: { timeout: 1000 * seconds } });
    expect(await store.outcome(resourceId)).toEqual({ kind: "completed", result: [seconds, null] });
  });

  it("stays held for longer than a lease", async () => {
    const { store, resourceId } = await start({ do: "sleep", seconds: 3 }, { desk: { lease: 600 } });
    expect(await store.outcome(resourceId)).toEqual({ kind: "completed", result: { did: "sleep", retries: 0 } });
  });

  it("is cancelled while it runs", async () => {
    const { store, resourceId, queue, isHeld } = await start({ do: "sleep", seconds: 60 }, { options: { terminate: true } });
    await until(isHeld);
    await wait(500);
    await store.jobs.requestCancel(resourceId);
    await queue.cancel?.(store.desk(), resourceId);
    expect(await store.outcome(resourceId)).toMatchObject({ kind: "cancelled" });
  });

  it("is cancelled though no worker is there", async () => {
    const queue = open({ queues: { train: "specstar.nobody" } });
    const store = new SmallStore();
    const { resourceId } = await store.add({ do: "nothing" });
    await keep(queue, store, store.desk({ lease: 600 }));
    await until(async () => (await store.jobs.read([resourceId]))[0]?.hold !== null);
    await store.jobs.requestCancel(resourceId);
    expect(await store.outcome(resourceId)).toMatchObject({ kind: "cancelled" });
  });

  it("ends though nobody of ours is there when it does", async () => {
    const [queue, store] = [open(), new SmallStore()];
    const message = await store.add({ do: "sleep", seconds: 1 });
    await queue.publish(store.desk(), [message]);
    await wait(2000);
    await keep(open(), store);
    expect(await store.outcome(message.resourceId)).toEqual({ kind: "completed", result: { did: "sleep", retries: 0 } });
  });

  it("runs again after its worker has died", async () => {
    const { store, resourceId, isHeld } = await start({ do: "sleep", seconds: 1.5 });
    await until(isHeld);
    await wait(700);
    await celery.halt();
    await celery.start();
    expect(await store.outcome(resourceId)).toEqual({ kind: "completed", result: { did: "sleep", retries: 0 } });
  });

  it("runs again when nothing is heard of it for too long", async () => {
    const store = new SmallStore();
    const { resourceId } = await store.add({ do: "nothing" });
    const lost = open({ queues: { train: "specstar.void" } });
    await lost.publish(store.desk({ lease: 300 }), [{ model: "train", resourceId, priority: 0 }]);
    await wait(500);
    const queue = open();
    await queue.publish(store.desk(), [{ model: "train", resourceId, priority: 0 }]);
    await keep(queue, store);
    expect(await store.outcome(resourceId)).toMatchObject({ kind: "completed" });
  });

  it("outlives a restart of the broker", async () => {
    const { store, resourceId, isHeld } = await start({ do: "sleep", seconds: 2 });
    await until(isHeld);
    await wait(500);
    await server.restart();
    const next = await store.add({ do: "nothing" });
    expect(await store.outcome(resourceId)).toMatchObject({ kind: "completed" });
    expect(await store.outcome(next.resourceId)).toMatchObject({ kind: "completed" });
  });
});

describe("a job that can't be sent", () => {
  it("waits again", async () => {
    const queue = celeryQueue({ url: "amqp://127.0.0.1:1", runs: "elsewhere", publishTimeout: 200 });
    const store = new SmallStore();
    const message = await store.add({ do: "nothing" });
    await expect(queue.publish(store.desk(), [message])).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE" });
    expect((await store.jobs.read([message.resourceId]))[0]?.hold).toBeNull();
    await queue.close();
  });
});

describe("a worker of ours for them", () => {
  it("is refused", async () => {
    const subscribing = open().subscribe(new SmallStore().desk(), { concurrency: 1, onTrouble: () => {} });
    await expect(subscribing).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining('runs to "here"') });
  });
});
