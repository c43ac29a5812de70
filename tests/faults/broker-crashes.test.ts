import { rabbitmqQueue, type RabbitmqOptions } from "@specstar/runtime/rabbitmq";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { nameOf } from "../../runtime/testing/message-queue/bench-desk.js";
import { Scene, takeOne } from "../../runtime/testing/message-queue/scene.js";
import { startRabbitmq, type RabbitmqServer } from "../services/rabbitmq-server.js";
import { TcpProxy, type Direction } from "../services/tcp-proxy.js";
import { Traffic } from "./broker-traffic.js";

let broker: RabbitmqServer;
beforeAll(async () => void (broker = await startRabbitmq()));
afterAll(() => broker.stop());

let crashes = 0;
let cuts = 0;
afterAll(() => console.warn(`RabbitMQ killed: ${crashes}. Its connections cut: ${cuts}.`));

/** @param name keeps the tests apart. */
function newScene(name: string, options: RabbitmqOptions = {}): Scene {
  const scene = new Scene(() => rabbitmqQueue({ url: broker.url, prefix: `${name}.`, publishTimeout: 60_000, ...options }));
  onTestFinished(() => scene.close());
  return scene;
}

async function startProxy(): Promise<TcpProxy> {
  const proxy = await TcpProxy.start(broker.port);
  onTestFinished(() => proxy.stop());
  return proxy;
}

/** All that was confirmed is done, and nothing twice. */
function expectAllDone({ confirmed, done }: Traffic): void {
  expect([...confirmed].filter((name) => !done.has(name))).toEqual([]);
  expect([...done].filter(([, times]) => times !== 1)).toEqual([]);
}

it("loses nothing that was confirmed when the broker is killed", async () => {
  const scene = newScene("crash");
  const traffic = new Traffic(scene);
  await traffic.start([scene.queue(), scene.queue()], [scene.queue(), scene.queue()]);
  for (let round = 0; round < 3; round++) {
    await traffic.more(100);
    await broker.restart();
    crashes += 1;
  }
  await traffic.more(100);
  await traffic.finish();
  expectAllDone(traffic);
});

it("loses nothing that was confirmed when connections are cut, wherever", async () => {
  const proxy = await startProxy();
  const scene = newScene("cut", { url: `amqp://127.0.0.1:${proxy.port}` });
  const traffic = new Traffic(scene);
  await traffic.start([scene.queue()], [scene.queue(), scene.queue()]);
  const sizes = Array.from({ length: 16 }, (_, at) => Math.ceil(1.8 ** at));
  for (const direction of ["toServer", "toClient"] as const satisfies readonly Direction[]) {
    for (const bytes of sizes) {
      const hits = proxy.hits;
      proxy.setFault({ cut: { direction, bytes } });
      while (proxy.hits === hits) await traffic.more(1);
      cuts += 1;
    }
  }
  proxy.setFault({});
  proxy.cutAll();
  await traffic.finish();
  expectAllDone(traffic);
});

it("notices a connection that has gone silent", async () => {
  const proxy = await startProxy();
  const scene = newScene("silence", { url: `amqp://127.0.0.1:${proxy.port}`, heartbeat: 1_000 });
  const traffic = new Traffic(scene);
  await traffic.start([scene.queue()], [scene.queue()]);
  await traffic.more(40);
  proxy.setFault({ blackhole: true });
  while (scene.troubles.length === 0) await new Promise((next) => setTimeout(next, 50));
  proxy.setFault({});
  await traffic.more(40);
  await traffic.finish();
  expectAllDone(traffic);
});

it("waits while the broker takes nothing, and settles all the same", async () => {
  const scene = newScene("full", { publishTimeout: 1_000 });
  const queue = scene.queue();
  await scene.publish(queue, ["a", "b"]);
  const source = await scene.subscribe(queue, 1);
  await broker.control("set_vm_memory_high_watermark absolute 1");
  await expect(scene.publish(queue, ["c"])).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringMatching(/takes no messages for now: .*memory/) });
  expect(await scene.complete(source, 2)).toEqual(["a", "b"]);
  const waiting = scene.queue();
  await expect(waiting.ping()).resolves.toBeUndefined();
  await broker.control("set_vm_memory_high_watermark 0.9");
  await scene.publish(queue, ["d"]);
  const names = [nameOf(await takeOne(source))];
  await source.close();
  expect(["c", "d"]).toEqual(expect.arrayContaining(names));
});
