import { EventEmitter, once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { celeryQueue } from "@specstar/runtime/celery";
import type { Options } from "amqplib";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { MessageQueue } from "../../../../runtime/queues/message-queue.js";
import { askFromPython, revokeFromPython, type Order } from "../../../services/celery-worker.js";
import { newBroker, withChannel, type TestBroker } from "../../../services/rabbitmq-server.js";
import { runJobs, type Handler } from "./run-jobs.js";
import { SmallStore } from "./small-desk.js";

let broker: TestBroker;
let queue: MessageQueue;
let store: SmallStore;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  broker = await newBroker("train");
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Jobs are run here by what is given. */
async function open(handler: Handler, options?: Parameters<SmallStore["desk"]>[0]): Promise<void> {
  store = new SmallStore();
  queue = celeryQueue({ ...broker, runs: "here" });
  closing.push(() => queue.close());
  const running = await runJobs(queue, store.desk(options), handler);
  closing.push(() => running.close());
}

function order(args: readonly unknown[], more: Partial<Order> = {}): Order {
  return { url: broker.url, queue: `${broker.prefix}train`, task: "specstar.train", args, ...more };
}

/** Puts messages of any kind into the queue. */
async function send(...messages: readonly { readonly content: Buffer; readonly properties: Options.Publish }[]): Promise<void> {
  await withChannel(broker.url, async (channel) => {
    const { queue: name } = await channel.assertQueue(`${broker.prefix}train`, { durable: true });
    for (const { content, properties } of messages) channel.sendToQueue(name, content, properties);
    // What is sent is on its way only before what is answered.
    await channel.checkQueue(name);
  });
}

const complete: Handler = async (payload) => ({ kind: "completed", result: { got: payload } });

describe("a task that Python sends", () => {
  it("becomes a job, and gets its result", async () => {
    await open(complete);
    const { id, outcome } = await askFromPython(order([{ epochs: 3 }]));
    expect(await outcome).toEqual({ statuses: ["SUCCESS"], result: { got: { epochs: 3 } } });
    expect(await store.outcome(`train:${id}`)).toEqual({ kind: "completed", result: { got: { epochs: 3 } } });
  });

  it("may name the fields of its payload", async () => {
    await open(complete);
    const { outcome } = await askFromPython(order([], { kwargs: { epochs: 3 } }));
    expect(await outcome).toEqual({ statuses: ["SUCCESS"], result: { got: { epochs: 3 } } });
  });

  it("is tried again, which Python sees", async () => {
    await open(async (_, attempt) => (attempt < 3 ? { kind: "failed", error: `No disk, attempt ${attempt}.`, isFinal: false } : { kind: "completed", result: attempt }));
    const { outcome } = await askFromPython(order([{}]));
    expect(await outcome).toEqual({ statuses: ["RETRY", "RETRY", "SUCCESS"], result: 3 });
  });

  it("fails with what its job failed with", async () => {
    await open(async () => ({ kind: "failed", error: "No disk.", isFinal: true }));
    const { outcome } = await askFromPython(order([{}]));
    expect(await outcome).toEqual({ statuses: ["FAILURE"], result: "RuntimeError: No disk." });
  });

  it.each<[string, Order["args"], Partial<Order>, RegExp]>([
    ["a payload that the model refuses", ["text"], {}, /not valid.*payload: Must be an object/],
    ["two arguments", [{}, {}], {}, /2 arguments/],
    ["arguments of both kinds", [{}], { kwargs: { epochs: 3 } }, /positional and named/],
    ["a name that nobody knows", [{}], { task: "specstar.other" }, /no task "specstar.other"/],
    ["a pickle", [{}], { options: { serializer: "pickle" } }, /content type/],
    ["compression", [{}], { options: { compression: "gzip" } }, /encoding|compressed/],
  ])("with %s is refused", async (_, args, more, expected) => {
    await open(complete);
    const { outcome } = await askFromPython(order([], { ...more, args }));
    expect(await outcome).toEqual({ statuses: ["FAILURE"], result: expect.stringMatching(expected) });
  });

  it("waits for its eta, and lets others pass meanwhile", async () => {
    const started: unknown[] = [];
    await open(async (payload) => {
      started.push(payload);
      return { kind: "completed", result: null };
    });
    const later = await Promise.all([0, 1, 2].map(() => askFromPython(order(["later"].map((name) => ({ name })), { options: { countdown: 4 } }))));
    const { outcome } = await askFromPython(order([{ name: "now" }]));
    await outcome;
    await Promise.all(later.map((each) => each.outcome));
    expect(started).toEqual([{ name: "now" }, { name: "later" }, { name: "later" }, { name: "later" }]);
  });

  it("that has expired is not run", async () => {
    await open(complete);
    const { outcome } = await askFromPython(order([{}], { options: { expires: -5 } }));
    expect(await outcome).toEqual({ statuses: ["REVOKED"], result: "TaskRevokedError: expired" });
    expect(store.payloads.size).toBe(0);
  });

  it("is cancelled when Python revokes it while it runs", async () => {
    const started = new EventEmitter();
    const hasStarted = once(started, "job");
    await open(async (_payload, _attempt, signal) => {
      started.emit("job");
      await wait(60_000, undefined, { signal }).catch(() => undefined);
      return { kind: "cancelled" };
    });
    const { id, outcome } = await askFromPython(order([{}]));
    await hasStarted;
    await revokeFromPython(broker.url, id);
    expect((await outcome).statuses).toEqual(["REVOKED"]);
    expect(await store.outcome(`train:${id}`)).toMatchObject({ kind: "cancelled" });
  });

  it("is not run when Python revokes it before its eta", async () => {
    await open(complete);
    const { id, outcome } = await askFromPython(order([{}], { options: { countdown: 2 } }));
    await revokeFromPython(broker.url, id);
    expect(await outcome).toEqual({ statuses: ["REVOKED"], result: "TaskRevokedError: revoked" });
    expect(store.payloads.size).toBe(0);
  });

  it("that comes again after its job has ended gets the same result", async () => {
    await open(complete);
    const { id, outcome } = await askFromPython(order([{ epochs: 1 }], { options: { task_id: "twice" } }));
    await outcome;
    const again = await askFromPython(order([{ epochs: 2 }], { options: { task_id: id } }));
    expect(await again.outcome).toEqual({ statuses: ["SUCCESS"], result: { got: { epochs: 1 } } });
  });

  it("that nobody wants to hear of is run all the same", async () => {
    await open(complete);
    const { id } = await askFromPython(order([{}], { options: { ignore_result: true } }));
    expect(await store.outcome(`train:${id}`)).toMatchObject({ kind: "completed" });
  });
});

describe("a worker of ours that dies", () => {
  it("leaves its task to another, which answers", async () => {
    store = new SmallStore();
    const [first, second] = [celeryQueue({ ...broker, runs: "here" }), celeryQueue({ ...broker, runs: "here" })];
    const desk = store.desk({ lease: 600 });
    const dying = await first.subscribe(desk, { concurrency: 1, onTrouble: () => {} });
    const { outcome } = await askFromPython(order([{ epochs: 3 }]));
    expect(await dying.take(1, AbortSignal.timeout(30_000))).toHaveLength(1);
    await first.close();
    const running = await runJobs(second, desk, complete);
    expect(await outcome).toEqual({ statuses: ["SUCCESS"], result: { got: { epochs: 3 } } });
    await running.close();
    await second.close();
  });

  it("leaves a job of ours to another", async () => {
    store = new SmallStore();
    const [first, second] = [celeryQueue({ ...broker, runs: "here" }), celeryQueue({ ...broker, runs: "here" })];
    const desk = store.desk({ lease: 600 });
    const dying = await first.subscribe(desk, { concurrency: 1, onTrouble: () => {} });
    const message = await store.add({});
    await first.publish(desk, [message]);
    expect(await dying.take(1, AbortSignal.timeout(30_000))).toHaveLength(1);
    await first.close();
    const running = await runJobs(second, desk, complete);
    expect(await store.outcome(message.resourceId)).toMatchObject({ kind: "completed" });
    await running.close();
    await second.close();
  });
});

describe("a message that is no task", () => {
  it("is taken away", async () => {
    await open(complete);
    await send(...["", "{}", "[1", "[[],{},{}]"].map((content) => ({ content: Buffer.from(content), properties: {} })));
    const { outcome } = await askFromPython(order([{}]));
    expect((await outcome).statuses).toEqual(["SUCCESS"]);
    await withChannel(broker.url, async (channel) => expect(await channel.checkQueue(`${broker.prefix}train`)).toMatchObject({ messageCount: 0 }));
  });
});

describe("a job of ours", () => {
  it("is run once, however often it is announced", async () => {
    let runs = 0;
    await open(async () => {
      runs += 1;
      await wait(100);
      return { kind: "completed", result: 1 };
    });
    const message = await store.add({});
    await queue.publish(store.desk(), [message, message]);
    await queue.publish(store.desk(), [message]);
    expect(await store.outcome(message.resourceId)).toEqual({ kind: "completed", result: 1 });
    await queue.publish(store.desk(), [message]);
    const { outcome } = await askFromPython(order([{}]));
    await outcome;
    expect(runs).toBe(2);
  });

  it("that is gone is not made again by its message", async () => {
    await open(complete);
    await queue.publish(store.desk(), [{ model: "train", resourceId: "train:gone", priority: 5 }]);
    await (await askFromPython(order([{}]))).outcome;
    expect(store.payloads.has("train:gone")).toBe(false);
  });
});

describe("an answer", () => {
  it("that is for nobody stops nothing", async () => {
    await open(complete);
    const content = Buffer.from(JSON.stringify([[{}], {}, {}]));
    const headers = { id: "lonely", task: "specstar.train" };
    const properties = { headers, contentType: "application/json", contentEncoding: "utf-8", replyTo: "specstar-test-nobody" };
    await send({ content, properties });
    expect(await store.outcome("train:lonely")).toMatchObject({ kind: "completed" });
  });
});
