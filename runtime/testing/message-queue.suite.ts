import { describe, expect, it } from "vitest";
import type { AttemptEnd } from "../jobs/job-desk.js";
import type { MessageQueue } from "../queues/message-queue.js";
import { nameOf, SHORT_WAIT } from "./message-queue/bench-desk.js";
import { Scene, takeOne } from "./message-queue/scene.js";

/** Makes an empty place for messages, and gives what opens queues there: as many as one likes, as other processes would. */
export type NewQueuePlace = () => Promise<() => MessageQueue>;

/** Declares the tests that every MessageQueue must pass. */
export function messageQueueSuite(name: string, newPlace: NewQueuePlace): void {
  const test = sceneTest(newPlace);
  describe(`${name}: MessageQueue`, () => {
    describe("delivery", () => deliverySuite(test));
    describe("taking", () => takingSuite(test));
    describe("settling", () => settlingSuite(test));
    describe("closing", () => closingSuite(test));
  });
}

type SceneTest = (title: string, run: (scene: Scene) => Promise<void>) => void;

function sceneTest(newPlace: NewQueuePlace): SceneTest {
  return (title, run) => {
    it(title, async () => {
      const scene = new Scene(await newPlace());
      try {
        await run(scene);
      } finally {
        await scene.close();
      }
      expect(scene.troubles).toEqual([]);
    });
  };
}

function deliverySuite(test: SceneTest): void {
  test("answers a ping, and says what it is", async (scene) => {
    const queue = scene.queue();
    await expect(queue.ping()).resolves.toBeUndefined();
    expect(queue.description).not.toBe("");
  });

  test("brings each job to one of the subscribers", async (scene) => {
    const names = Array.from({ length: 30 }, (_, at) => `job-${at}`);
    const queues = [scene.queue(), scene.queue()];
    const sources = await Promise.all(queues.map((queue) => scene.subscribe(queue, 3)));
    await scene.publish(scene.queue(), names);
    const taken: string[] = [];
    const work = sources.map(async (source) => {
      while (taken.length < names.length) {
        const [row] = await source.take(1, AbortSignal.timeout(1_000));
        if (row === undefined) continue;
        taken.push(nameOf(row));
        await scene.end(source, row, { kind: "completed", result: null });
      }
    });
    await Promise.all(work);
    expect(taken.toSorted()).toEqual(names.toSorted());
  });

  test("keeps what is published before anyone subscribes", async (scene) => {
    const queue = scene.queue();
    await scene.publish(queue, ["early"]);
    expect(await scene.complete(await scene.subscribe(queue), 1)).toEqual(["early"]);
  });

  test("bears messages that come twice, or for nothing", async (scene) => {
    const queue = scene.queue();
    const source = await scene.subscribe(queue);
    const messages = await scene.desk.add(["once"]);
    await queue.publish(scene.desk, [...messages, ...messages]);
    await queue.publish(scene.desk, messages);
    await queue.publish(scene.desk, [{ model: scene.desk.model, resourceId: `${scene.desk.model}:gone`, priority: 0 }]);
    await queue.publish(scene.desk, []);
    expect(await scene.complete(source, 1)).toEqual(["once"]);
    await scene.publish(queue, ["after"]);
    expect(await scene.complete(source, 1)).toEqual(["after"]);
  });
}

function takingSuite(test: SceneTest): void {
  test("waits until there is a job", async (scene) => {
    const queue = scene.queue();
    const source = await scene.subscribe(queue);
    const taking = takeOne(source);
    await scene.publish(queue, ["awaited"]);
    expect(nameOf(await taking)).toBe("awaited");
  });

  test("takes no more than was asked for", async (scene) => {
    const queue = scene.queue();
    await scene.publish(queue, ["a", "b", "c", "d", "e"]);
    const source = await scene.subscribe(queue);
    const names: string[] = [];
    while (names.length < 5) {
      const rows = await source.take(2, AbortSignal.timeout(30_000));
      expect([1, 2]).toContain(rows.length);
      names.push(...rows.map(nameOf));
    }
    expect(names.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("brings a job that waited for a place among its key's, by its one message", async (scene) => {
    const queue = scene.queue();
    const source = await scene.subscribe(queue, 2);
    await scene.publish(queue, ["a", "b"], { concurrencyKey: "harbour" });
    const first = await takeOne(source);
    const taking = takeOne(source);
    await new Promise((resolve) => setTimeout(resolve, SHORT_WAIT));
    await scene.end(source, first, { kind: "completed", result: null });
    const second = await taking;
    expect([first, second].map(nameOf).toSorted()).toEqual(["a", "b"]);
  });

  test("takes nothing once the signal has come", async (scene) => {
    const source = await scene.subscribe(scene.queue());
    const controller = new AbortController();
    const taking = source.take(1, controller.signal);
    controller.abort();
    expect(await taking).toEqual([]);
    expect(await source.take(1, controller.signal)).toEqual([]);
  });
}

const ENDS: readonly AttemptEnd[] = [{ kind: "completed", result: 1 }, { kind: "failed", error: "It broke.", isFinal: true }, { kind: "cancelled" }];

function settlingSuite(test: SceneTest): void {
  for (const end of ENDS) {
    test(`forgets a job that has ${end.kind === "cancelled" ? "been " : ""}${end.kind}`, async (scene) => {
      const queue = scene.queue();
      const source = await scene.subscribe(queue);
      await scene.publish(queue, ["ended"]);
      await scene.end(source, await takeOne(source), end);
      await source.close();
      await scene.publish(queue, ["next"]);
      expect(await scene.complete(await scene.subscribe(queue), 1)).toEqual(["next"]);
      expect(await scene.desk.left()).toEqual([]);
    });
  }

  test("brings a job that waits again, and not too early", async (scene) => {
    const queue = scene.queue();
    const source = await scene.subscribe(queue);
    await scene.publish(queue, ["later"]);
    const until = new Date(Date.now() + SHORT_WAIT);
    await scene.end(source, await takeOne(source), { kind: "snoozed", until });
    expect(await scene.complete(source, 1)).toEqual(["later"]);
    expect(Date.now()).toBeGreaterThanOrEqual(until.getTime());
  });

  test("bears that a job was lost to somebody else", async (scene) => {
    const queue = scene.queue();
    const source = await scene.subscribe(queue);
    await scene.publish(queue, ["lost"]);
    await source.settle(await takeOne(source), { kind: "lost" });
    await scene.publish(queue, ["next"]);
    expect(await scene.complete(source, 1)).toEqual(["next"]);
  });
}

function closingSuite(test: SceneTest): void {
  test("gives what was not settled to another subscriber", async (scene) => {
    const [first, second] = [scene.queue(), scene.queue()];
    const source = await scene.subscribe(first);
    await scene.publish(first, ["left"]);
    await scene.desk.close(await takeOne(source), { kind: "handedBack" });
    await source.close();
    expect(await scene.complete(await scene.subscribe(second), 1)).toEqual(["left"]);
  });

  test("gives what was not taken to another subscriber", async (scene) => {
    const [first, second] = [scene.queue(), scene.queue()];
    const source = await scene.subscribe(first, 5);
    await scene.publish(first, ["a", "b", "c", "d", "e", "f", "g"]);
    const done = await scene.complete(source, 1);
    await first.close();
    done.push(...(await scene.complete(await scene.subscribe(second), 6)));
    expect(done.toSorted()).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  });

  test("brings what was accepted before it closes", async (scene) => {
    const [first, second] = [scene.queue(), scene.queue()];
    const publishing = scene.desk.add(["last"]).then((messages) => first.publish(scene.desk, messages));
    await new Promise((next) => setImmediate(next));
    await first.close();
    await publishing;
    expect(await scene.complete(await scene.subscribe(second), 1)).toEqual(["last"]);
  });
}
