import { celeryQueue } from "@specstar/runtime/celery";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { MessageQueue } from "../../../../runtime/queues/message-queue.js";
import { askFromPython } from "../../../services/celery-worker.js";
import { startRabbitmq, withChannel, type RabbitmqServer } from "../../../services/rabbitmq-server.js";
import { runJobs } from "./run-jobs.js";
import { SmallStore } from "./small-desk.js";

let server: RabbitmqServer;
let queue: MessageQueue;

beforeAll(async () => {
  server = await startRabbitmq();
  queue = celeryQueue({ url: server.url, runs: "here" });
});

afterAll(async () => {
  await queue.close();
  await server.stop();
});

it("a task that Python sent is run once, though the broker falls over meanwhile", async () => {
  const store = new SmallStore();
  let runs = 0;
  const running = await runJobs(queue, store.desk(), async () => {
    runs += 1;
    if (runs === 1) await server.restart();
    return { kind: "completed", result: null };
  });
  const { id } = await askFromPython({ url: server.url, queue: "specstar.train", task: "specstar.train", args: [{}], options: { ignore_result: true } });
  expect(await store.outcome(`train:${id}`)).toMatchObject({ kind: "completed" });
  // Comes after the message of the first, which the broker brings again.
  const next = await store.add({});
  await queue.publish(store.desk(), [next]);
  expect(await store.outcome(next.resourceId)).toMatchObject({ kind: "completed" });
  await running.close();
  expect(await waiting()).toBe(0);
  expect(runs).toBe(2);
});

/** How many messages are in the queue, once nobody has any of them. */
async function waiting(): Promise<number> {
  return await withChannel(server.url, async (channel) => (await channel.checkQueue("specstar.train")).messageCount);
}
