import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSmallDisk, type SmallDisk } from "../runtime/stores/disk/small-disk.js";
import { expectMendable } from "./doctor.js";
import { newPlace } from "./new-place.js";
import { ROWS } from "./open-place.js";
import { Oracle } from "./oracle.js";
import { DEEDS } from "./steps.js";
import { openWorld } from "./world.js";

let refused = 0;
afterAll(() => console.warn(`Writes refused for want of room, or of the right to write: ${refused}.`));

let disk: SmallDisk;
beforeEach(async () => void (disk = await openSmallDisk()));
afterEach(() => disk.release());

/** Lets a folder that is not there yet lie elsewhere. */
async function moveTo(folder: string, name: string): Promise<void> {
  await mkdir(folder);
  await symlink(folder, name);
}

describe.each(ROWS.filter(({ usesFiles }) => usesFiles))("on $row", (row) => {
  it("a full disk takes writes or refuses them, and takes them again once there is room", async () => {
    const place = await newPlace(row, disk.folder);
    for (const { before, step } of DEEDS) {
      // Closing makes room: it empties the log of a database.
      const world = await openWorld(place);
      const oracle = new Oracle(row.keepsFiles);
      for (let blocks = 0; blocks < 12; blocks += 2) {
        const id = `${step.name}-${blocks}`;
        for (const each of before) expect(await oracle.take(world, id, each)).toBe("acknowledged");
        disk.fill(blocks);
        const outcome = await oracle.take(world, id, step);
        disk.empty();
        await oracle.settle(world, id);
        if (outcome === "acknowledged") continue;
        refused += 1;
        await expectMendable(world);
        expect(await oracle.take(world, id, step), id).toBe("acknowledged");
      }
      await oracle.settleAll(world);
      await expectMendable(world);
      await world.storage.close();
    }
  }, 120_000);

  it("a read-only disk is read, refuses what it can't take, and is written to again when it may be", async () => {
    const place = await newPlace(row);
    // A file system can't be made read-only while a database on it is open.
    for (const name of ["revisions", "blobs"]) await moveTo(join(disk.folder, name), join(place.folder, name));
    const world = await openWorld(place);
    const oracle = new Oracle(row.keepsFiles);
    for (const { before, step } of DEEDS) {
      const id = step.name;
      for (const each of before) expect(await oracle.take(world, id, each)).toBe("acknowledged");
      disk.setReadOnly(true);
      const outcome = await oracle.take(world, id, step);
      await oracle.settle(world, id);
      disk.setReadOnly(false);
      if (outcome === "acknowledged") continue;
      refused += 1;
      expect(await oracle.take(world, id, step), id).toBe("acknowledged");
    }
    expect(refused).toBeGreaterThan(0);
    await oracle.settleAll(world);
    await expectMendable(world);
    await world.storage.close();
  }, 120_000);
});
