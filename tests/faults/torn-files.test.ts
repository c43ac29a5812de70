import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { filesIn } from "../runtime/stores/disk/new-folder.js";
import { expectMendable, findingsOf } from "./doctor.js";
import { newPlace } from "./new-place.js";
import { ROWS } from "./open-place.js";
import { Oracle } from "./oracle.js";
import { create, update } from "./steps.js";
import { openWorld, type World } from "./world.js";

let torn = 0;
afterAll(() => console.warn(`Files torn or altered: ${torn}.`));

/** What can become of a file's bytes. */
const DAMAGES: readonly ((bytes: Buffer) => Buffer)[] = [
  () => Buffer.alloc(0),
  (bytes) => bytes.subarray(0, 1),
  (bytes) => bytes.subarray(0, bytes.length >> 1),
  (bytes) => bytes.subarray(0, -1),
  (bytes) => Buffer.concat([bytes.subarray(0, -40), Buffer.alloc(40)]),
];

/** Every revision of a paper is either as it was or refused: never something else. Gives how many are refused. */
async function countRefused({ managers }: World, id: string, texts: readonly string[]): Promise<number> {
  let refused = 0;
  for (const [at, text] of texts.entries()) {
    const title = await managers.papers.get(`paper:${id}`, { revisionId: at + 1 }).then(({ data }) => data.title, () => undefined);
    if (title === undefined) refused += 1;
    else expect(title).toBe(`${id} ${text}`);
  }
  return refused;
}

describe.each(ROWS.filter(({ row }) => row.includes("disk")))("on $row", (row) => {
  it("a torn or altered file is never taken for data, is found by the doctor, and hurts nothing else", async () => {
    const place = await newPlace(row);
    const world = await openWorld(place);
    const oracle = new Oracle(row.keepsFiles);
    for (const step of [create("one"), update("two")]) expect(await oracle.take(world, "torn", step)).toBe("acknowledged");
    expect(await oracle.take(world, "whole", create("one"))).toBe("acknowledged");
    const files = await filesIn(join(place.folder, "revisions"));
    expect(files).toHaveLength(3);
    for (const file of files) {
      const bytes = await readFile(file);
      for (const damage of DAMAGES) {
        await writeFile(file, damage(bytes));
        torn += 1;
        const reader = await openWorld(place);
        expect((await countRefused(reader, "torn", ["one", "two"])) + (await countRefused(reader, "whole", ["one"]))).toBe(1);
        const kinds = (await findingsOf(reader, true)).map(({ kind }) => kind);
        expect(kinds).toContain("broken-envelope");
        await reader.storage.close();
        await writeFile(file, bytes);
      }
    }
    await oracle.settleAll(world);
    await expectMendable(world);
    await world.storage.close();
  }, 120_000);
});
