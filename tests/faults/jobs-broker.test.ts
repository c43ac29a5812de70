import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { until } from "../runtime/jobs/until.js";
import { startRabbitmq, type RabbitmqServer } from "../services/rabbitmq-server.js";
import { TcpProxy } from "../services/tcp-proxy.js";
import { expectAllDone } from "./jobs/expect-all-done.js";
import { createHandler } from "./jobs/handler.js";
import { newPlace } from "./jobs/new-place.js";
import { Notes } from "./jobs/notes.js";
import { openWorld, type Place, type World } from "./jobs/open-world.js";

const WORKERS = 2;
const BATCH = 10;
/** What a broker that is away does to each of those who use it is told to them again and again. */
const nobody = () => {};

let broker: RabbitmqServer;
beforeAll(async () => void (broker = await startRabbitmq()));
afterAll(() => broker.stop());

/** Makes jobs until it is told to stop. */
async function make({ ships }: World, signal: AbortSignal): Promise<number> {
  for (let made = 0; ; made += BATCH) {
    if (signal.aborted) return made;
    await Promise.all(Array.from({ length: BATCH }, () => ships.create({ payload: { port: "near" } })));
    await sleep(50);
  }
}

/** Jobs that are run here, in worlds of their own. */
class Fleet {
  /** How many have begun. */
  started = 0;
  readonly #ends: (() => Promise<void>)[] = [];

  async launch(place: Place, notes: Notes): Promise<void> {
    const world = await openWorld(place);
    const [handler, keeper] = [createHandler(notes), world.keep(nobody)];
    const worker = world.ships.startConsume((voyage) => ((this.started += 1), handler(voyage)), { concurrency: place.concurrency, onTrouble: nobody });
    this.#ends.push(async () => {
      await Promise.all([worker.stop({ grace: 0 }), keeper.stop()]);
      await world.close();
    });
  }

  /** Resolves once so many more have begun. */
  async more(count: number): Promise<void> {
    const enough = this.started + count;
    await until(() => this.started >= enough);
  }

  async land(): Promise<void> {
    await Promise.all(this.#ends.map((end) => end()));
  }
}

it("every job runs once, while the broker is killed and those who use it are cut off", async () => {
  const proxy = await TcpProxy.start(broker.port);
  const rabbitmq = { url: `amqp://127.0.0.1:${proxy.port}`, publishTimeout: 5_000 };
  const place = { ...(await newPlace("the simple queue", { settings: {}, concurrency: 5 })), rabbitmq };
  const [world, notes, fleet, ending] = [await openWorld(place), new Notes(place.dsn), new Fleet(), new AbortController()];
  onTestFinished(async () => {
    await Promise.all([fleet.land(), world.close()]);
    await Promise.all([proxy.stop(), notes.close()]);
  });
  for (let n = 0; n < WORKERS; n++) await fleet.launch(place, notes);
  const making = make(world, ending.signal);
  let [kills, cuts] = [0, 0];
  for (; kills < 2; kills++) {
    await fleet.more(100);
    await broker.restart();
    for (let n = 0; n < 5; n++, cuts++) {
      await fleet.more(20);
      proxy.cutAll();
    }
  }
  ending.abort();
  const made = await making;
  await expect.poll(() => world.ships.count({ where: (ship) => ship.state.ne("completed") }), { interval: 500, timeout: 240_000 }).toBe(0);
  expect(await expectAllDone(world, await notes.read())).toEqual({ jobs: made, doubleStarts: 0, losses: 0 });
  console.warn(`RabbitMQ killed: ${kills}. Connections cut: ${cuts}. Jobs that completed: ${made}.`);
}, 400_000);
