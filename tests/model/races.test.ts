import { isSpecstarError, type ErrorCode, type OrderBy, type Storage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { createRandom } from "./clients.js";
import { MODELS, openManagers, SPECS, type Data, type Manager, type Model } from "./models.js";
import { STORAGES } from "./open-storage.js";
import { brokenReferences, type Found } from "./standing.js";

/** A failure is replayed by `SEED=<seed> npx vitest run tests/model/races.test.ts`, as far as the machine does its part again. */
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Math.ceil(Number(process.env["SPECSTAR_RUNS"] ?? 150) / 50);
const [WRITERS, WRITES] = [6, 40];

/** What a writer may be told when others are at work; anything else is a failure. */
const EXPECTED: readonly ErrorCode[] = [
  "RESOURCE_NOT_FOUND",
  "RESOURCE_DELETED",
  "REVISION_NOT_FOUND",
  "REFERENCE_NOT_FOUND",
  "REFERENCED",
  "UNIQUE_VIOLATION",
  "DUPLICATE_RESOURCE",
];

async function orRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!EXPECTED.some((code) => isSpecstarError(error, code))) throw error;
  });
}

describe.each(Object.entries(STORAGES))(`on %s, with seed ${seed},`, (_name, open) => {
  async function inStorages(work: (storage: Storage, run: number) => Promise<void>): Promise<void> {
    for (let run = 0; run < runs; run++) {
      const { storage, close } = await open();
      await work(storage, run).finally(close);
    }
  }

  it("a walk over all pages shows every resource that nobody touches exactly once, whatever happens to others", async () => {
    await inStorages(async (storage, run) => {
      const { note } = openManagers(storage);
      const random = createRandom(seed + run);
      const made = await Promise.all(Array.from({ length: 60 }, (_, at) => note.create({ body: "abc".charAt(at % 3) })));
      const ids = made.map(({ resourceId }) => resourceId);
      const [untouched, touched] = [ids.filter((_id, at) => at % 2 === 0), ids.filter((_id, at) => at % 2 === 1)];
      const over = new AbortController();
      const writers = Array.from({ length: 3 }, async () => {
        while (!over.signal.aborted) await orRefused(disturb(note, touched, random));
      });
      const walks = ORDERS.map(async (orderBy) => {
        const seen = await walk(note, orderBy, random);
        expect(seen.filter((id) => untouched.includes(id)).toSorted()).toEqual(untouched.toSorted());
      });
      await Promise.all(walks).finally(() => over.abort());
      await Promise.all(writers);
    });
  });

  it("no race leaves a broken reference, a doubled value, a gap in the numbers or a log that tells another story", async () => {
    await inStorages(async (storage, run) => {
      const random = createRandom(seed + run);
      const managers = [openManagers(storage), openManagers(storage)];
      const writers = Array.from({ length: WRITERS }, async (_, at) => {
        const own = managers[at % managers.length] ?? openManagers(storage);
        for (let n = 0; n < WRITES; n++) await orRefused(race(own, random));
      });
      await Promise.all(writers);
      await checkStanding(storage);
    });
  });
});

const ORDERS: readonly (readonly OrderBy<Data>[])[] = [
  [],
  [{ createdTime: "asc" }],
  [{ resourceId: "desc" }],
  [{ body: "asc" }],
  [{ body: "desc" }, { createdTime: "asc" }],
];

async function walk(note: Manager, orderBy: readonly OrderBy<Data>[], random: (below: number) => number): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await note.search({ orderBy, limit: 1 + random(5), cursor });
    seen.push(...page.items.map(({ meta }) => meta.resourceId));
    cursor = page.nextCursor ?? undefined;
    await new Promise((resume) => setImmediate(resume));
  } while (cursor !== undefined);
  return seen;
}

/** Something happens to one of the resources that may be touched, or to a new one. */
async function disturb(note: Manager, touched: readonly string[], random: (below: number) => number): Promise<unknown> {
  const id = touched[random(touched.length)] ?? "";
  const body = "abc".charAt(random(3));
  await new Promise((resume) => setImmediate(resume));
  switch (random(5)) {
    case 0:
      return note.create({ body }).then(({ resourceId }) => note.delete(resourceId));
    case 1:
      return note.delete(id);
    case 2:
      return note.restore(id);
    case 3:
      return note.switch(id, 1);
    default:
      return note.update(id, { body });
  }
}

/** One of a few resources is made, changed, deleted, restored or purged, and refers to others of them. */
async function race(managers: Readonly<Record<Model, Manager>>, random: (below: number) => number): Promise<unknown> {
  const idOf = (model: Model) => `${model}:${random(4)}`;
  const orNull = <Value>(value: Value) => (random(3) === 0 ? null : value);
  const DATA: Readonly<Record<Model, () => Data>> = {
    team: () => ({ name: `name ${random(3)}`, parent: orNull(idOf("team")) }),
    person: () => ({
      country: "no",
      serial: random(3),
      team: orNull(idOf("team")),
      boss: orNull(idOf("person")),
      friends: [idOf("person")],
    }),
    note: () => ({ body: "a", about: orNull(idOf("person")), pinned: orNull(`${idOf("team")}:1`) }),
  };
  const model = MODELS[random(MODELS.length)] ?? "team";
  const id = idOf(model);
  const manager = managers[model];
  switch (random(8)) {
    case 0:
      return manager.delete(id);
    case 1:
      return manager.restore(id);
    case 2:
      return manager.switch(id, 1 + random(3));
    case 3:
      return random(3) === 0 ? manager.purge(id) : manager.publish(id);
    case 4:
    case 5:
      return manager.update(id, DATA[model]());
    default:
      return manager.create(DATA[model](), { id, status: random(2) === 0 ? "draft" : "stable" });
  }
}

/** Everything that must hold whatever has happened. */
async function checkStanding(storage: Storage): Promise<void> {
  const managers = openManagers(storage);
  const found: Found[] = [];
  for (const model of MODELS) {
    const { items } = await managers[model].search({ includeDeleted: true, limit: 1000 });
    found.push(...items.map((item) => ({ model, ...item })));
    for (const { meta } of items) await checkHistory(managers[model], meta.resourceId);
    for (const fields of SPECS[model].index.unique) {
      const values = items.filter(({ meta }) => !meta.isDeleted).map(({ data }) => fields.map((field) => data[field]));
      const doubled = values.filter((value) => !value.includes(null)).map((value) => JSON.stringify(value));
      expect(new Set(doubled).size, `the values of ${fields.join(", ")}`).toBe(doubled.length);
    }
  }
  expect(found.length).toBeGreaterThan(0);
  expect(brokenReferences(found)).toEqual([]);
  await checkLog(storage, found);
}

async function checkHistory(manager: Manager, resourceId: string): Promise<void> {
  const [{ items }, { meta, revision }] = [
    await manager.listRevisions(resourceId, { limit: 1000 }),
    await manager.get(resourceId, { includeDeleted: true }),
  ];
  const { currentRevisionId, totalRevisionCount } = meta;
  expect(items.map(({ revisionId }) => revisionId)).toEqual(
    Array.from({ length: totalRevisionCount }, (_, at) => `${resourceId}:${totalRevisionCount - at}`),
  );
  expect(revision.revisionId).toBe(currentRevisionId);
}

/** The last row about a resource tells what its meta does; of one that is gone, that it was purged. */
async function checkLog(storage: Storage, found: readonly Found[]): Promise<void> {
  const rows = await storage.meta.listChanges({ since: 0, limit: 100_000 });
  const lasts = new Map(rows.map((row) => [row.resourceId, row]));
  for (const { meta } of found) {
    const last = lasts.get(meta.resourceId);
    expect(last).toMatchObject({ revisionId: meta.currentRevisionId, at: meta.updatedTime, by: meta.updatedBy });
    expect(last?.op === "delete").toBe(meta.isDeleted);
    lasts.delete(meta.resourceId);
  }
  expect([...lasts.values()].filter(({ op }) => op !== "purge")).toEqual([]);
}
