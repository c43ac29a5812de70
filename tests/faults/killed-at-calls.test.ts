import { afterAll, describe, expect, it } from "vitest";
import { expectMendable } from "./doctor.js";
import { createMortal, type Mortal, type When } from "./mortal.js";
import { newPlace } from "./new-place.js";
import { ROWS, rowOf, type Place } from "./open-place.js";
import { Oracle } from "./oracle.js";
import { DEEDS, purge, type Deed } from "./steps.js";
import { openWorld, type World } from "./world.js";

let faults = 0;
afterAll(() => console.warn(`Programs ended at calls of their stores: ${faults}.`));

interface Program {
  readonly world: World;
  readonly endAt: Mortal["endAt"];
}

async function start(place: Place): Promise<Program> {
  const mortals: Mortal[] = [];
  const world = await openWorld(place, (storage) => {
    const each = createMortal(storage);
    mortals.push(each);
    return each.storage;
  });
  const [mortal] = mortals;
  if (mortal === undefined) throw new Error("The storage was not decorated.");
  return { world, endAt: mortal.endAt };
}

/** Ends one program after the other, at each call of a deed that changes something. Whoever comes next finds all or nothing of the deed, and goes on. */
async function endEverywhere(place: Place, deed: Deed, when: When): Promise<number> {
  let program = await start(place);
  let n = 1;
  for (let isOver = false; !isOver; n++) {
    const oracle = new Oracle(rowOf(place).keepsFiles);
    const id = `${deed.step.name}-${when}-${n}`;
    for (const step of deed.before) expect(await oracle.take(program.world, id, step)).toBe("acknowledged");
    const ended = program.endAt(n, when).then(() => "ended");
    const outcome = await Promise.race([ended, oracle.take(program.world, id, deed.step)]);
    const { storage } = program.world;
    program = await start(place);
    await oracle.settle(program.world, id);
    await storage.close();
    if (await exists(program.world, id)) expect(await oracle.take(program.world, id, purge)).toBe("acknowledged");
    isOver = outcome !== "ended";
    if (isOver) expect(outcome).toBe("acknowledged");
  }
  await expectMendable(program.world);
  await program.world.storage.close();
  // The last round came to its end.
  return n - 2;
}

async function exists({ managers }: World, id: string): Promise<boolean> {
  return (await managers.papers.search({ includeDeleted: true, limit: 1000 })).items.some(({ meta }) => meta.resourceId === `paper:${id}`);
}

describe.each(ROWS)("on $row, a program that ends at any call of a store", (row) => {
  it.each(["before", "after"] as const)("just %s it takes effect, leaves whole what was acknowledged, and nothing by halves", async (when) => {
    const place = await newPlace(row);
    for (const deed of DEEDS) {
      const ends = await endEverywhere(place, deed, when);
      expect(ends, deed.step.name).toBeGreaterThan(0);
      faults += ends;
    }
  }, 300_000);
});
