import { expect } from "vitest";
import type { PlainStore, PlainWrite } from "../plain-store.js";
import { sampleIndex, specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, commitWith, dataOf, modify, next, purge, refersTo, sample, specimen, switchTo, time } from "../scripted-writes.js";

const COMMITTED = { kind: "committed" };
const dryRun = { dryRun: true };

/** Telling how a unit would end. */
export function dryRunSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const draft = specimen("a", { email: "x@example.org" }, { status: "draft", fileIds: ["f1"], reason: "why" });

  test("leaves no trace of what would be committed", async (store) => {
    await commitAll(store, [draft, sample("owner")]);
    const second = next(draft, "update", {}, { fileIds: ["f2"], references: [refersTo(sample("owner"))] });
    const units: readonly (readonly PlainWrite[])[] = [
      [specimen("b")],
      [second],
      [modify(draft, {}, { fileIds: ["f3"] })],
      [next(draft, "delete")],
      [purge(draft)],
      [second, switchTo(second, draft), specimen("b")],
    ];
    for (const unit of units) expect(await commitWith(store, dryRun, ...unit)).toEqual(COMMITTED);
    const read = await store.readRevision(specimenIndex, "specimen:a", "current", { payload: true });
    expect(read).toMatchObject({ meta: draft.meta, etag: draft.etag, revision: draft.revision?.info });
    expect(read?.data).toBe(store.keepsPayloads ? dataOf(draft.payloadUid) : undefined);
    expect(await store.count(specimenIndex, null, true)).toBe(1);
    expect(await store.listUnused(["f1", "f2", "f3"])).toEqual(["f2", "f3"]);
    expect(await store.listReferrers(sampleIndex, "sample:owner", { after: null, limit: 10 })).toEqual([]);
    expect(await store.listChanges({ since: 0, limit: 10 })).toMatchObject([{ by: "ann", reason: "why" }, { op: "create" }]);
    expect(await commit(store, second)).toEqual(COMMITTED);
  });

  test("tells of everything that would be refused", async (store) => {
    await commitAll(store, [draft]);
    const reference = refersTo(sample("never"));
    const outcomes: readonly (readonly [PlainWrite, object])[] = [
      [specimen("a"), { kind: "duplicate", write: 0 }],
      [next({ ...draft, etag: "stale" }, "update"), { kind: "conflict", write: 0 }],
      [specimen("b", { email: "x@example.org" }), { kind: "unique", write: 0, fields: ["email"] }],
      [specimen("b", {}, { references: [reference] }), { kind: "missing", write: 0, reference }],
    ];
    for (const [write, outcome] of outcomes) expect(await commitWith(store, dryRun, write)).toEqual(outcome);
    expect(await store.count(specimenIndex, null, true)).toBe(1);
  });

  test("does not touch its neighbours, and sees them", async (store) => {
    const outcomes = await Promise.all([
      commit(store, draft),
      commitWith(store, dryRun, next(draft, "update", { email: "y@example.org" })),
      commit(store, specimen("b", { email: "y@example.org" })),
      commitWith(store, dryRun, specimen("c", { email: "y@example.org" })),
      commitWith(store, dryRun, specimen("d")),
      commit(store, specimen("d")),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["committed", "committed", "committed", "unique", "committed", "committed"]);
    expect(await store.count(specimenIndex, null, true)).toBe(3);
    const changes = await store.listChanges({ since: 0, limit: 10 });
    expect(changes.map(({ resourceId }) => resourceId)).toEqual(["specimen:a", "specimen:b", "specimen:d"]);
  });

  test("rejects what the back end can't take", async (store) => {
    await commitAll(store, [draft]);
    const impossible = { ...next(draft, "update"), revision: draft.revision };
    await expect(commitWith(store, dryRun, impossible)).rejects.toThrow();
  });

  test("leaves a receipt as it is", async (store) => {
    const times = { now: time(0), leaseUntil: time(10), expires: time(100) };
    await store.receipts.begin({ key: "k", fingerprint: "f", token: "t", ...times });
    const receipt = { key: "k", token: "t", answer: "done" };
    expect(await commitWith(store, { dryRun: true, receipt }, draft)).toEqual(COMMITTED);
    expect(await store.receipts.begin({ key: "k", fingerprint: "f", token: "u", ...times })).toEqual({ kind: "running" });
    expect(await commitWith(store, { dryRun: true, receipt: { ...receipt, token: "u" } }, draft)).toEqual({ kind: "superseded" });
  });
}
