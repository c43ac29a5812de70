import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectMendable } from "./doctor.js";
import { makeFilesMortal, runUntil } from "./ending-files.js";
import type { When } from "./mortal.js";
import { newPlace } from "./new-place.js";
import { ROWS, type Place } from "./open-place.js";
import { Oracle } from "./oracle.js";
import { DEEDS, type Deed } from "./steps.js";
import { openWorld, type World } from "./world.js";

let faults = 0;
let release = () => {};
beforeAll(async () => void (release = await makeFilesMortal()));
afterAll(() => {
  release();
  console.warn(`Programs ended at calls on files: ${faults}.`);
});

/** Ends one program after the other, at each call on files of a deed. What they acknowledged is looked at by another program. */
async function endEverywhere(place: Place, deed: Deed, when: When): Promise<number> {
  const heir = await openWorld(place);
  const oracle = new Oracle(heir.keepsFiles);
  const dead: World[] = [];
  let n = 1;
  for (let isOver = false; !isOver; n++) {
    const id = `${deed.step.name}-${when}-${n}`;
    for (const step of deed.before) expect(await oracle.take(heir, id, step)).toBe("acknowledged");
    // A program of its own, which knows no folder yet.
    const victim = await openWorld(place);
    const outcome = await runUntil(n, when, () => oracle.take(victim, id, deed.step));
    await oracle.settle(heir, id);
    isOver = outcome !== "ended";
    if (isOver) expect(outcome).toBe("acknowledged");
    dead.push(victim);
    // Many orphans at once would look as if the meta were lost.
    if (n % 3 === 0) await expectMendable(heir);
  }
  await expectLittleLeft(heir);
  // To close waits for what is under way, and that of the dead never ends.
  for (const { storage } of dead) void storage.close();
  await heir.storage.close();
  return n - 2;
}

/** Half-written files are no payloads: no doctor sees them, no list shows them. */
async function expectLittleLeft(world: World): Promise<void> {
  for await (const broken of world.storage.revisions.listBroken?.() ?? []) expect.fail(`${broken.place}: ${broken.problem}`);
  for await (const { fileId, size } of world.storage.blobs.list()) expect([fileId, size]).not.toContain(0);
  await expectMendable(world);
}

describe.each(ROWS.filter(({ usesFiles }) => usesFiles))("on $row, a program that ends at any call on files", (row) => {
  it.each(["before", "after"] as const)("just %s it takes effect, leaves whole what was acknowledged, and nothing by halves", async (when) => {
    let ends = 0;
    for (const deed of DEEDS) ends += await endEverywhere(await newPlace(row), deed, when);
    expect(ends).toBeGreaterThan(10);
    faults += ends;
  }, 600_000);
});
