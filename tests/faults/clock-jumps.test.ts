import { collectBlobs } from "@specstar/runtime";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expectMendable } from "./doctor.js";
import { newPlace } from "./new-place.js";
import { ROWS } from "./open-place.js";
import { Oracle } from "./oracle.js";
import { create, modify, update } from "./steps.js";
import { openWorld, type World } from "./world.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Where the clock jumps to from where it is right: back, far ahead, and home again. */
const JUMPS = [-5, 3, -1, 11, 0];
let jumps = 0;
afterAll(() => console.warn(`Jumps of the clock: ${jumps}.`));

// Only what tells the time of day is false: what measures how long something takes is not set by anybody.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

function jumpTo(time: number): void {
  vi.setSystemTime(time);
  jumps += 1;
}

/** So many milliseconds from what the clock says. */
const timeIn = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** A request that is sent twice under one key happens once, whatever the clock says in between. */
async function sendTwice({ storage }: World, key: string, later: number): Promise<void> {
  const { receipts } = storage.meta;
  const request = (token: string) => ({ key, fingerprint: "f", token, now: timeIn(0), leaseUntil: timeIn(60_000), expires: timeIn(DAY) });
  expect(await receipts.begin(request("first"))).toEqual({ kind: "held" });
  await receipts.finish({ key, token: "first", answer: "done" });
  jumpTo(later);
  expect(await receipts.begin(request("second"))).toEqual({ kind: "answered", answer: "done" });
}

describe.each(ROWS)("on $row", (row) => {
  it("a clock that jumps loses nothing: numbers keep their order, ids and uids stay unique", async () => {
    const place = await newPlace(row);
    const start = Date.now();
    const world = await openWorld(place);
    const oracle = new Oracle(row.keepsFiles);
    const ids: string[] = [];
    for (const [at, distance] of JUMPS.map((hours) => hours * HOUR).entries()) {
      const id = `jump-${at}`;
      expect(await oracle.take(world, id, create("one"))).toBe("acknowledged");
      jumpTo(start + distance);
      for (const step of [modify("two"), update("three"), update("four")]) expect(await oracle.take(world, id, step)).toBe("acknowledged");
      await sendTwice(world, `key-${at}`, start - distance);
      await collectBlobs(world.storage, { olderThan: new Date(Date.now() - DAY) });
      ids.push((await world.managers.keepers.create({ name: `keeper ${at}` })).resourceId);
    }
    expect(new Set(ids).size).toBe(JUMPS.length);
    vi.setSystemTime(start);
    await oracle.settleAll(world);
    await world.storage.close();
    const heir = await openWorld(place);
    await oracle.settleAll(heir);
    const uids = await Promise.all(JUMPS.map(async (_, at) => (await heir.managers.papers.listRevisions(`paper:jump-${at}`)).items.map(({ uid }) => uid)));
    expect(new Set(uids.flat()).size).toBe(JUMPS.length * 3);
    await expectMendable(heir);
    await heir.storage.close();
  }, 120_000);
});
