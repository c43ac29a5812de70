import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { TcpProxy, type Direction } from "../services/tcp-proxy.js";
import { messageBorders } from "../runtime/stores/postgres/message-borders.js";
import { expectMendable } from "./doctor.js";
import { newPlace, ownPostgres } from "./new-place.js";
import { ROWS, type Place } from "./open-place.js";
import { Oracle } from "./oracle.js";
import { create, DEEDS, update, type Deed } from "./steps.js";
import { openWorld, type World } from "./world.js";

let cuts = 0;
let restarts = 0;
afterAll(() => console.warn(`Connections to PostgreSQL cut: ${cuts}. Restarts of PostgreSQL: ${restarts}.`));

const rows = ROWS.filter(({ usesPostgres }) => usesPostgres);

function through({ postgres, ...place }: Place, port: number): Place {
  const dsn = new URL(postgres.dsn);
  dsn.port = String(port);
  return { ...place, postgres: { ...postgres, dsn: dsn.href, poolSize: 1 } };
}

/** Cuts the connection after each message of a deed. The same program, and nobody else, gets over it. */
async function cutEverywhere(world: World, proxy: TcpProxy, deed: Deed, direction: Direction): Promise<void> {
  const oracle = new Oracle(world.keepsFiles);
  const borders = await bordersOf(world, proxy, deed, direction);
  for (const [at, bytes] of borders.entries()) {
    const id = `${deed.step.name}-${direction}-${String(at).padStart(3, "0")}`;
    for (const step of deed.before) expect(await oracle.take(world, id, step)).toBe("acknowledged");
    const before = proxy.hits;
    proxy.setFault({ cut: { direction, bytes } });
    expect(await oracle.take(world, id, deed.step), id).toBe("acknowledged");
    proxy.setFault({});
    cuts += proxy.hits - before;
  }
  await oracle.settleAll(world);
}

/**
 * Where messages end when a deed is done that was done before: the names of statements are known then. The connection is the same on every
 * row, and a deed takes long where S3 is used: every tenth place is enough there.
 */
async function bordersOf(world: World, proxy: TcpProxy, { before, step }: Deed, direction: Direction): Promise<readonly number[]> {
  for (const id of [`${step.name}-${direction}-one`, `${step.name}-${direction}-two`]) {
    for (const each of before) await each.run(world, id);
    proxy.setFault({});
    await step.run(world, id);
  }
  // The middles of messages are for the tests of the connection itself.
  const stride = world.usesS3 ? 20 : 2;
  return messageBorders(proxy.recorded(direction)).filter((_, at) => at % stride === 0);
}

describe.each(rows)("on $row", (row) => {
  it.each(["toServer", "toClient"] as const)("every write is done once when the connection is cut after any message %s", async (direction) => {
    const place = await newPlace(row);
    const proxy = await TcpProxy.start((await ownPostgres()).port);
    const world = await openWorld(through(place, proxy.port));
    const before = cuts;
    for (const deed of DEEDS) await cutEverywhere(world, proxy, deed, direction);
    expect(cuts - before).toBeGreaterThan(row.usesS3 ? 8 : 50);
    await expectMendable(world);
    await world.storage.close();
    await proxy.stop();
  }, 300_000);

  it("a program goes on without a restart when PostgreSQL falls over under load, and loses nothing", async () => {
    const server = await ownPostgres();
    const world = await openWorld(await newPlace(row));
    const oracle = new Oracle(row.keepsFiles);
    const end = new AbortController();
    const write = async (name: number) => {
      for (let n = 0; !end.signal.aborted; n++) {
        for (const step of [create("one"), update("two")]) if ((await oracle.take(world, `${name}-${n}`, step)) !== "acknowledged") break;
      }
    };
    const clients = Array.from({ length: 4 }, (_, name) => write(name));
    for (let falls = 0; falls < 2; falls++) {
      await sleep(200 + Math.random() * 200);
      await server.restart();
      restarts += 1;
    }
    await sleep(200);
    end.abort();
    await Promise.all(clients);
    expect(await oracle.take(world, "afterwards", create("one"))).toBe("acknowledged");
    await oracle.settleAll(world);
    await expectMendable(world);
    await world.storage.close();
  }, 120_000);
});
