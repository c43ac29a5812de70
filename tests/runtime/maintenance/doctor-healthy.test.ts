import { describe, expect, it } from "vitest";
import { liveAtRandom, seed } from "./random-life.js";
import { examine, holder, holders, openMemory, openSqlite, specs } from "./world.js";

const LIVES = Array.from({ length: 8 }, (_, n) => n);

/** Fields that keep only a part of the data are no finding, nor is what a purge or a modification has left behind. */
describe(`the doctor finds nothing after a random life of seed ${seed}`, () => {
  it.each(LIVES)("in memory, %i", async (n) => {
    const storage = await openMemory();
    await liveAtRandom(storage, n);
    expect(await examine(storage, specs)).toEqual([]);
  });

  it.each(LIVES)("in memory with payloads, %i", async (n) => {
    const storage = await openMemory(true);
    await liveAtRandom(storage, n);
    expect(await examine(storage, specs)).toEqual([]);
  });

  it.each(LIVES)("in SQLite, %i", async (n) => {
    const { storage } = await openSqlite();
    await liveAtRandom(storage, n);
    expect(await examine(storage, specs)).toEqual([]);
  });
});

it("finds nothing while others write, and tells how far it is", async () => {
  const storage = await openMemory();
  const manager = holders(storage);
  const ids: string[] = [];
  for (let n = 0; n < 120; n++) ids.push((await manager.create({ name: `n${n}` }, { status: "draft" })).resourceId);
  const end = new AbortController();
  const writing = (async () => {
    for (let n = 0; !end.signal.aborted; n++) {
      const id = ids[n % ids.length] ?? "";
      await manager.update(id, { name: `n${n % ids.length}-${n}` }, { status: "draft" });
      await manager.update(id, { name: `m${n % ids.length}-${n}` }, { mode: "modify" });
      // Lets the others have a turn: everything is in this process.
      await new Promise(setImmediate);
    }
  })();
  let resources = 0;
  const findings = await examine(storage, [holder], { settle: 20, onProgress: (soFar) => void (resources = soFar.resources) });
  end.abort();
  await writing;
  expect([findings, resources]).toEqual([[], 120]);
});
