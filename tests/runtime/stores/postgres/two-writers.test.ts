import type { Change } from "@specstar/runtime";
import { specimenIndex } from "@specstar/runtime/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { toPlainStore, type PlainStore } from "../../../../runtime/testing/plain-store.js";
import { commit, commitAll, next, specimen, type ScriptedWrite } from "../../../../runtime/testing/scripted-writes.js";
import { newDatabase, openStores, type OpenedStores } from "./new-place.js";

/** Each with connections and a queue of its own, as two servers have. */
let stores: readonly [OpenedStores, OpenedStores];
let writers: readonly [PlainStore, PlainStore];

beforeEach(async () => {
  const dsn = await newDatabase();
  stores = await Promise.all([openStores(dsn), openStores(dsn)]);
  writers = [toPlainStore(stores[0].meta), toPlainStore(stores[1].meta)];
});

afterEach(() => Promise.all(stores.map((opened) => opened.close())));

it("numbers revisions without gap or repeat when two write to one resource", async () => {
  await commitAll(writers[0], [specimen("shared")]);
  await Promise.all(writers.flatMap((store) => Array.from({ length: 3 }, () => append(store, 20))));
  const revisions = await writers[0].listRevisions(specimenIndex, "specimen:shared", { before: null, limit: 1000 });
  const ids = revisions.map(({ revisionId }) => revisionId);
  expect(ids).toEqual(Array.from({ length: 121 }, (_, at) => `specimen:shared:${121 - at}`));
  expect(revisions.map(({ parentRevisionId }) => parentRevisionId)).toEqual([...ids.slice(1), null]);
});

it("shows changes in the order of their numbers: who follows them misses none", async () => {
  let writing = true;
  const followed = follow(() => writing);
  await Promise.all(writers.flatMap((store, writer) => Array.from({ length: 10 }, (_, lane) => stream(store, `w${writer}-${lane}`, 15))));
  writing = false;
  const all = await writers[0].listChanges({ since: 0, limit: 1000 });
  expect(all).toHaveLength(2 * 10 * 15 * 2);
  expect(await followed).toEqual(all);
});

it("gives a unique value to one of many who want it", async () => {
  const wanted = Array.from({ length: 20 }, (_, at) => specimen(`n${at}`, { email: "x@example.org" }));
  const had = Array.from({ length: 20 }, (_, at) => specimen(`m${at}`, { email: `${at}@example.org` }));
  await commitAll(writers[0], had);
  const rivals = [...wanted, ...had.map((write) => next(write, "update", { email: "x@example.org" }))];
  const outcomes = await Promise.all(rivals.map((write, at) => commit(writers[at % 2 === 0 ? 0 : 1], write)));
  expect(outcomes.filter(({ kind }) => kind === "committed")).toHaveLength(1);
  for (const outcome of outcomes) if (outcome.kind !== "committed") expect(outcome).toEqual({ kind: "unique", write: 0, fields: ["email"] });
});

/** Each append is decided on what was read just before. */
async function append(store: PlainStore, count: number): Promise<void> {
  for (let left = count; left > 0; ) {
    const stored = await store.readRevision(specimenIndex, "specimen:shared", "current", { payload: false });
    if (stored === undefined) throw new Error("The test has made it.");
    const before: ScriptedWrite = { ...specimen("shared"), meta: stored.meta, etag: stored.etag, payloadUid: stored.payloadUid };
    if ((await commit(store, next(before, "update"))).kind === "committed") left--;
  }
}

/** Units of one write and of two, so that some go in groups and others alone. */
async function stream(store: PlainStore, name: string, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const created = specimen(`${name}-${at}`);
    const units = at % 3 === 0 ? [[created, next(created, "update")]] : [[created], [next(created, "update")]];
    for (const unit of units) expect(await commit(store, ...unit)).toEqual({ kind: "committed" });
  }
}

/** All changes as somebody sees them who asks again and again for what came after the last. */
async function follow(isWriting: () => boolean): Promise<Change[]> {
  const seen: Change[] = [];
  for (;;) {
    const isLast = !isWriting();
    const page = await writers[1].listChanges({ since: seen.at(-1)?.seq ?? 0, limit: 100 });
    seen.push(...page);
    if (isLast && page.length === 0) return seen;
  }
}
