import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import type { GetMessage } from "amqplib";
import { rabbitmqQueue, type RabbitmqOptions } from "@specstar/runtime/rabbitmq";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { BenchDesk, nameOf } from "../../../runtime/testing/message-queue/bench-desk.js";
import { Scene, takeOne } from "../../../runtime/testing/message-queue/scene.js";
import { freePort } from "../../services/free-port.js";
import { newBroker, withChannel, type TestBroker } from "../../services/rabbitmq-server.js";
import { QUEUES } from "./rabbitmq-queues.js";

let broker: TestBroker;
beforeAll(async () => void (broker = await newBroker(...QUEUES)));

/** Each test has queues of its own. */
async function newScene(desk?: BenchDesk): Promise<Scene & { readonly prefix: string }> {
  const { url, prefix } = await newBroker(...QUEUES);
  const scene = new Scene(() => rabbitmqQueue({ url, prefix }), desk);
  onTestFinished(() => scene.close());
  return Object.assign(scene, { prefix });
}

/** The next message among the dead; waits for it. */
async function getDead(prefix: string): Promise<GetMessage> {
  return await withChannel(broker.url, async (channel) => {
    const { queue } = await channel.assertQueue(`${prefix}sample.dead`, { durable: true, maxLength: 10_000 });
    for (;;) {
      const message = await channel.get(queue, { noAck: true });
      if (message !== false) return message;
    }
  });
}

function withoutBroker(options: RabbitmqOptions) {
  const queue = rabbitmqQueue(options);
  onTestFinished(() => queue.close());
  return queue;
}

it("takes the higher priority first", async () => {
  const scene = await newScene();
  const queue = scene.queue();
  await scene.publish(queue, ["low"], { priority: -50 });
  await scene.publish(queue, ["middle"]);
  await scene.publish(queue, ["high"], { priority: 100 });
  expect(await scene.complete(await scene.subscribe(queue, 1), 3)).toEqual(["high", "middle", "low"]);
});

it("keeps failed jobs among the dead, with what was wrong", async () => {
  const scene = await newScene();
  const queue = scene.queue();
  const source = await scene.subscribe(queue);
  await scene.publish(queue, ["bad"]);
  await scene.end(source, await takeOne(source), { kind: "failed", error: `It broke. ${"x".repeat(100_000)}`, isFinal: true });
  const { content, properties } = await getDead(scene.prefix);
  expect(content.toString()).toBe("sample:bad");
  expect(properties.headers).toMatchObject({ "specstar-reason": "failed", "specstar-error": expect.stringMatching(/^It broke\. x+$/) });
  expect(properties.headers?.["specstar-error"]).toHaveLength(2_000);
});

it("keeps messages that it can't read among the dead, and goes on", async () => {
  const scene = await newScene();
  const queue = scene.queue();
  const source = await scene.subscribe(queue);
  await scene.publish(queue, ["first"]);
  await scene.complete(source, 1);
  const strange = ["", "other:a", "sample:", "sample:__proto__ ", "sample:\u{fffd}", "x".repeat(200_000)];
  await withChannel(broker.url, async (channel) => {
    for (const text of strange) channel.sendToQueue(`${scene.prefix}sample`, Buffer.from(text));
  });
  const controller = new AbortController();
  const taking = source.take(1, controller.signal);
  const { content, properties } = await getDead(scene.prefix);
  controller.abort();
  expect(await taking).toEqual([]);
  await scene.publish(queue, ["second"]);
  expect(await scene.complete(source, 1)).toEqual(["second"]);
  expect(content.toString()).toBe("");
  expect(properties.headers).toMatchObject({ "specstar-reason": "unreadable", "specstar-error": "It names no resource of the model sample." });
});

it("looks again for the job of a worker that died, once its lease is over", async () => {
  const scene = await newScene(new BenchDesk({ lease: 500 }));
  const queue = scene.queue();
  const source = await scene.subscribe(queue);
  await scene.publish(queue, ["orphan"]);
  await takeOne(source);
  // Its messages go back as they do when it dies, and nobody hands the job in.
  await source.close();
  const row = await takeOne(await scene.subscribe(scene.queue()));
  expect({ name: nameOf(row), wasLost: row.wasLost }).toEqual({ name: "orphan", wasLost: true });
});

it("keeps messages while the table is away", async () => {
  const scene = await newScene();
  const queue = scene.queue();
  const source = await scene.subscribe(queue);
  const claim = scene.desk.claim.bind(scene.desk);
  scene.desk.claim = () => Promise.reject(new Error("The table is away."));
  await scene.publish(queue, ["patient"]);
  await expect(takeOne(source)).rejects.toThrow("The table is away.");
  scene.desk.claim = claim;
  expect(await scene.complete(source, 1)).toEqual(["patient"]);
});

it("makes a queue again that was removed while it was in use", async () => {
  const scene = await newScene();
  const queue = scene.queue();
  const source = await scene.subscribe(queue);
  await scene.publish(queue, ["before"]);
  await scene.complete(source, 1);
  await withChannel(broker.url, (channel) => channel.deleteQueue(`${scene.prefix}sample`));
  await scene.publish(queue, ["after"]);
  expect(await scene.complete(source, 1)).toEqual(["after"]);
});

it("says what to do about a queue that is there with other arguments", async () => {
  const scene = await newScene();
  const queue = scene.queue();
  await withChannel(broker.url, (channel) => channel.assertQueue(`${scene.prefix}sample`, { durable: true }));
  const refused = expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringMatching(/sample is there with other arguments .* Remove it .*x-max-priority/) });
  await expect(scene.publish(queue, ["a"])).rejects.toEqual(refused);
  const source = await scene.subscribe(queue);
  while (scene.troubles.length === 0) await new Promise((next) => setTimeout(next, 20));
  await source.close();
  expect(scene.troubles[0]).toEqual(refused);
});

it("says that a broker is not there, without the password", async () => {
  const port = await freePort();
  const queue = withoutBroker({ url: `amqp://me:secret@127.0.0.1:${port}/shop`, publishTimeout: 300 });
  const unavailable = { code: "BACKEND_UNAVAILABLE", message: expect.stringContaining(`127.0.0.1:${port}/shop`) };
  const failures = await Promise.all([
    queue.ping().catch((error: unknown) => error),
    queue.publish(new BenchDesk(), [{ model: "sample", resourceId: "sample:a", priority: 0 }]).catch((error: unknown) => error),
  ]);
  expect(failures).toEqual([expect.objectContaining(unavailable), expect.objectContaining(unavailable)]);
  expect(String(failures) + queue.description).not.toContain("secret");
});

it("says that a broker does not let it in", async () => {
  const url = new URL(broker.url);
  url.password = randomUUID();
  await expect(withoutBroker({ url: url.href }).ping()).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("ACCESS_REFUSED") });
});

it("gives up what accepts connections and says nothing", async () => {
  const silent = createServer();
  const port = await freePort();
  await new Promise<void>((done) => silent.listen(port, "127.0.0.1", done));
  onTestFinished(() => void silent.close());
  const queue = withoutBroker({ url: `amqp://127.0.0.1:${port}`, connectTimeout: 200 });
  await expect(queue.ping()).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE" });
});

it.each([
  ["url", { url: "http://127.0.0.1" }],
  ["url", { url: "amqp://me:secret@/%zz" }],
  ["prefix", { prefix: "amq.mine" }],
  ["prefix", { prefix: "a b" }],
  ["maxRetries", { maxRetries: -1 }],
  ["heartbeat", { heartbeat: 0 }],
  ["publishTimeout", { publishTimeout: 1.5 }],
  ["connectTimeout", { connectTimeout: Number.NaN }],
])("refuses a wrong %s", (option, options) => {
  expect(() => rabbitmqQueue(options)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(`option ${option} `) }));
  expect(() => rabbitmqQueue(options)).not.toThrow("secret");
});

it("passes on how often a failed job runs again", () => {
  expect(withoutBroker({ maxRetries: 7 }).maxRetries).toBe(7);
  expect(withoutBroker({}).maxRetries).toBeUndefined();
});
