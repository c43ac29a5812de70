import { describe, expect, it } from "vitest";
import type { Change } from "../core/resource.js";
import { memoryStorage } from "../stores/memory/index.js";
import type { MetaStore } from "../stores/meta-store.js";
import { specimenIndex } from "./conformance-models.js";
import type { OpenStore } from "./open-store.js";
import { toPlainStore, type PlainStore } from "./plain-store.js";
import { FILE_IDS, NAMES, RandomUnits } from "./random/random-units.js";
import { Random } from "./random/random.js";
import { randomQuery } from "./random/random-search.js";
import { commit, commitWith, time } from "./scripted-writes.js";

const RUNS = 3;
const STEPS = 100;

/**
 * Declares tests that do the same random writes and reads with a store and with the memory store, and compare. The seed
 * is in the title of each test; with `SPECSTAR_SEED` in the environment there is one test, with that seed.
 */
export function metaStoreAgreesWithMemory(name: string, open: OpenStore<MetaStore>): void {
  describe(`${name}: random operations`, () => {
    for (const seed of seeds()) {
      it(`agrees with the memory store (SPECSTAR_SEED=${seed})`, async () => {
        const { store, close } = await open();
        const memory = memoryStorage({ keepsPayloads: store.keepsPayloads });
        try {
          await compareStores(toPlainStore(store), toPlainStore(memory.meta), new Random(seed));
        } finally {
          await Promise.all([close(), memory.close()]);
        }
      });
    }
  });
}

function seeds(): number[] {
  const given = process.env["SPECSTAR_SEED"];
  if (given !== undefined) return [Number(given)];
  const first = Date.now() % 1_000_000_000;
  return Array.from({ length: RUNS }, (_, run) => first + run);
}

async function compareStores(store: PlainStore, memory: PlainStore, random: Random): Promise<void> {
  const units = new RandomUnits(random);
  for (let step = 0; step < STEPS; step++) {
    await compareCommits(store, memory, units, random.chance(0.3) ? 4 : 1);
    await compareSearch(store, memory, random);
    await compareReads(store, memory, random);
    await compareHistories(store, memory, random);
  }
  const logs = await both(store, memory, (each) => each.listChanges({ since: 0, limit: 10_000 }));
  expect(withoutSeq(logs[0])).toEqual(withoutSeq(logs[1]));
}

/** Commits units, under way together, in both stores. */
async function compareCommits(store: PlainStore, memory: PlainStore, units: RandomUnits, count: number): Promise<void> {
  const trial = units.next();
  const [told, foretold] = await both(store, memory, (each) => commitWith(each, { dryRun: true }, ...trial));
  expect(told).toEqual(foretold);
  const batch = Array.from({ length: count }, () => units.next());
  const [actual, expected] = await both(store, memory, (each) => Promise.all(batch.map((unit) => commit(each, ...unit))));
  expect(actual).toEqual(expected);
  for (const [at, unit] of batch.entries()) if (expected[at]?.kind === "committed") units.committed(unit);
}

async function compareSearch(store: PlainStore, memory: PlainStore, random: Random): Promise<void> {
  const query = randomQuery(random);
  const found = await both(store, memory, (each) => each.search(specimenIndex, query, { payload: true }));
  expect(found[0], JSON.stringify(query)).toEqual(found[1]);
  const counts = await both(store, memory, (each) => each.count(specimenIndex, query.where, query.includeDeleted));
  expect(counts[0], JSON.stringify(query)).toBe(counts[1]);
}

async function compareReads(store: PlainStore, memory: PlainStore, random: Random): Promise<void> {
  const id = `specimen:${random.pick(NAMES)}`;
  const n = random.chance(0.5) ? ("current" as const) : random.below(6);
  const page = { before: random.chance(0.5) ? null : random.below(6), limit: 1 + random.below(4) };
  const [actual, expected] = await both(store, memory, (each) =>
    Promise.all([
      each.readMeta(specimenIndex, id),
      each.readRevision(specimenIndex, id, n, { payload: true }),
      each.listRevisions(specimenIndex, id, page),
    ]),
  );
  expect(actual, `${id}, ${n}, ${JSON.stringify(page)}`).toEqual(expected);
}

async function compareHistories(store: PlainStore, memory: PlainStore, random: Random): Promise<void> {
  const id = `specimen:${random.pick(NAMES)}`;
  const after = random.chance(0.5) ? null : { resourceId: `specimen:${random.pick(NAMES)}`, path: "owner" };
  const filter = { createdBy: random.pick([undefined, "ann"]), op: random.pick([undefined, "update"]), since: random.pick([undefined, time(2)]) };
  const at = time(random.below(6));
  const limit = 1 + random.below(3);
  const changesetId = random.pick(["one", "two"]);
  const [actual, expected] = await both(store, memory, (each) =>
    Promise.all([
      each.listReferrers(specimenIndex, id, { after, limit }),
      each.listRevisions(specimenIndex, id, { before: null, limit: 3, filter }),
      each.listUnused(FILE_IDS),
      each.readChangeAt(specimenIndex, id, at).then((change) => withoutSeq(change === undefined ? [] : [change])),
      each.listChangeset(changesetId).then(withoutSeq),
    ]),
  );
  expect(actual, `${id}, ${at}, ${JSON.stringify({ after, filter })}`).toEqual(expected);
}

/** Stores number their changes as they like, in the same order. */
function withoutSeq(changes: readonly Change[]): readonly Change[] {
  return changes.map((change) => ({ ...change, seq: 0 }));
}

function both<Result>(store: PlainStore, memory: PlainStore, read: (store: PlainStore) => Promise<Result>): Promise<[Result, Result]> {
  return Promise.all([read(store), read(memory)]);
}
