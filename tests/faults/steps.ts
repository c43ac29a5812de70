import { changeset } from "@specstar/runtime";
import { appended, modified, purged, repeated, switched, type Life, type Seen, type Snapshot } from "./life.js";
import type { World } from "./world.js";

/** One write, and what it makes of a life. */
export interface Step {
  readonly name: string;
  run(world: World, id: string): Promise<unknown>;
  apply(life: Life, keepsFiles: boolean): Life;
}

/** A write to the paper alone. */
function onPaper(name: string, run: Step["run"], apply: (seen: Seen, keepsFiles: boolean) => Seen): Step {
  return { name, run, apply: (life, keepsFiles) => ({ ...life, paper: apply(life.paper, keepsFiles) }) };
}

const fileOf = (text: string) => `The file of ${text}.`;

/** Data whose file comes with it, where files are kept. */
function dataOf({ keepsFiles }: World, text: string) {
  return { title: text, content: { text, long: "x".repeat(2000) }, ...(keepsFiles ? { scan: { data: btoa(fileOf(text)) } } : {}) };
}

function snapshotOf(op: string, status: Snapshot["status"], text: string, keepsFiles: boolean): Snapshot {
  return { op, status, text, file: keepsFiles ? fileOf(text) : null };
}

const paperId = (id: string) => `paper:${id}`;
const keeperId = (id: string) => `keeper:${id}`;

export function create(text: string): Step {
  return onPaper(
    "create",
    (world, id) => world.managers.papers.create(dataOf(world, `${id} ${text}`), { id, status: "draft" }),
    (seen, keepsFiles) => appended(seen, snapshotOf("create", "draft", text, keepsFiles)),
  );
}

export function update(text: string): Step {
  return onPaper(
    "update",
    (world, id) => world.managers.papers.update(paperId(id), dataOf(world, `${id} ${text}`)),
    (seen, keepsFiles) => appended(seen, snapshotOf("update", "stable", text, keepsFiles)),
  );
}

export function modify(text: string): Step {
  return onPaper(
    "modify",
    (world, id) => world.managers.papers.update(paperId(id), dataOf(world, `${id} ${text}`), { mode: "modify" }),
    (seen, keepsFiles) => modified(seen, { text, file: keepsFiles ? fileOf(text) : null }),
  );
}

export const deletion = onPaper("delete", ({ managers }, id) => managers.papers.delete(paperId(id)), (seen) => repeated(seen, "delete"));
export const restoration = onPaper("restore", ({ managers }, id) => managers.papers.restore(paperId(id)), (seen) => repeated(seen, "restore"));
export const switching = onPaper("switch", ({ managers }, id) => managers.papers.switch(paperId(id), 1), (seen) => switched(seen, 1));
export const purge = onPaper("purge", ({ managers }, id) => managers.papers.purge(paperId(id)), purged);

/** Makes a keeper, hands the paper to it, and makes a second revision of the keeper, all in one. */
export function batch(text: string): Step {
  return {
    name: "batch",
    run: (world, id) =>
      changeset(world.storage, async (unit) => {
        const { papers, keepers } = world.managers;
        await keepers.within(unit).create({ name: `${id} ${text}` }, { id });
        await papers.within(unit).update(paperId(id), { ...dataOf(world, `${id} ${text}`), keeper: keeperId(id) });
        await keepers.within(unit).update(keeperId(id), { name: `${id} ${text} again` });
      }),
    apply: ({ paper, keeper }, keepsFiles) => ({
      paper: appended(paper, snapshotOf("update", "stable", text, keepsFiles)),
      keeper: ["create", "update"].reduce((seen, op) => appended(seen, snapshotOf(op, "stable", op === "create" ? text : `${text} again`, false)), keeper),
    }),
  };
}

/** A write, and those that must be before it. */
export interface Deed {
  readonly before: readonly Step[];
  readonly step: Step;
}

/** Every kind of write. */
export const DEEDS: readonly Deed[] = [
  { before: [], step: create("one") },
  { before: [create("one")], step: update("two") },
  { before: [create("one")], step: modify("two") },
  { before: [create("one")], step: batch("two") },
  { before: [create("one"), update("two")], step: switching },
  { before: [create("one")], step: deletion },
  { before: [create("one"), deletion], step: restoration },
  { before: [create("one"), modify("two"), update("three")], step: purge },
];
