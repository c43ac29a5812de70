import { afterAll, describe, expect, it } from "vitest";
import { startHttpProxy, type Fault, type HttpProxy } from "../services/http-proxy.js";
import { expectMendable } from "./doctor.js";
import { newPlace } from "./new-place.js";
import { ROWS, type Place } from "./open-place.js";
import { Oracle } from "./oracle.js";
import { DEEDS, type Deed } from "./steps.js";
import { openWorld, type World } from "./world.js";

let faults = 0;
afterAll(() => console.warn(`Requests to S3 that went wrong: ${faults}.`));

const rows = ROWS.filter(({ usesS3 }) => usesS3);

function through({ s3, ...place }: Place, proxy: HttpProxy): Place {
  return { ...place, s3: { ...s3, endpoint: proxy.url, requestTimeout: 1500 } };
}

/** One request of a deed after the other goes wrong. The program gets over each, and the deed is done once. */
async function failEach(world: World, proxy: HttpProxy, deed: Deed, fault: Fault): Promise<void> {
  const oracle = new Oracle(world.keepsFiles);
  for (let at = 1, isOver = false; !isOver; at++) {
    const id = `${deed.step.name}-${fault}-${at}`;
    for (const step of deed.before) expect(await oracle.take(world, id, step)).toBe("acknowledged");
    const before = proxy.faults();
    proxy.plan((count) => (count === at ? fault : undefined));
    expect(await oracle.take(world, id, deed.step), id).toBe("acknowledged");
    isOver = proxy.faults() === before;
    proxy.plan();
  }
  await oracle.settleAll(world);
}

describe.each(rows)("on $row", (row) => {
  it.each(["503", "ambiguous"] as const)("every write is done once when S3 answers any one request with %s", async (fault) => {
    const place = await newPlace(row);
    const proxy = await startHttpProxy(String(place.s3.endpoint));
    const world = await openWorld(through(place, proxy));
    for (const deed of DEEDS) await failEach(world, proxy, deed, fault);
    expect(proxy.faults()).toBeGreaterThan(5);
    faults += proxy.faults();
    await expectMendable(world);
    await world.storage.close();
    await proxy.close();
  }, 300_000);
});
