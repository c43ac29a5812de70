import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, it, vi } from "vitest";
import { expectMendable } from "./doctor.js";
import { newPlace } from "./new-place.js";
import { ROWS, type Place } from "./open-place.js";
import { Oracle } from "./oracle.js";
import { requestsTo, type Request } from "./remote.js";
import { startServer } from "./server.js";
import { openWorld } from "./world.js";

/** How often a server of each row is killed. */
const KILLS = Number(process.env["SPECSTAR_KILLS"] ?? 2);
const CLIENTS = 6;
/** The longest that a server lives once it has acknowledged something, in milliseconds. */
const LONGEST_LIFE = 500;

let kills = 0;
let writes = 0;
afterAll(() => console.warn(`Servers killed under load: ${kills}, after ${writes} writes that were acknowledged.`));

/** Writes until the server is gone. Every third paper goes the whole way. */
async function writeOn(requests: readonly Request[], oracle: Oracle, name: string): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `${name}-${n}`;
    for (const { step, send } of n % 3 === 0 ? requests : requests.slice(0, 2)) {
      if ((await oracle.note(id, step, () => send(id))) !== "acknowledged") return;
      writes += 1;
    }
  }
}

async function killOnce(place: Place, keepsFiles: boolean, oracle: Oracle): Promise<void> {
  const server = await startServer(place);
  const requests = requestsTo(server.url, keepsFiles);
  kills += 1;
  const least = writes + CLIENTS;
  const clients = Array.from({ length: CLIENTS }, (_, at) => writeOn(requests, oracle, `r${kills}-${at}`));
  await vi.waitUntil(() => writes >= least, { timeout: 60_000, interval: 5 });
  await sleep(Math.random() * LONGEST_LIFE);
  await server.kill();
  await Promise.all(clients);
}

describe.each(ROWS)("on $row, a server that is killed under load", (row) => {
  it("loses nothing that it acknowledged, and shows nothing by halves", async () => {
    const place = await newPlace(row);
    const oracle = new Oracle(row.keepsFiles);
    for (let round = 0; round < KILLS; round++) await killOnce(place, row.keepsFiles, oracle);
    const world = await openWorld(place);
    await oracle.settleAll(world);
    await expectMendable(world);
    await world.storage.close();
  }, 300_000);
});
