import type { MetaWrite } from "@specstar/runtime";
import { specimenIndex } from "@specstar/runtime/testing";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toPlainStore, type PlainStore } from "../../../../runtime/testing/plain-store.js";
import { commit, commitAll, next, purge, refersTo, sample, specimen } from "../../../../runtime/testing/scripted-writes.js";
import { newDatabase, openStores, type OpenedStores } from "./new-place.js";

let stores: OpenedStores;
let store: PlainStore;
let client: pg.Client;

beforeEach(async () => {
  const dsn = await newDatabase();
  stores = await openStores(dsn);
  store = toPlainStore(stores.meta);
  client = new pg.Client(dsn);
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await stores.close();
});

describe("units that are under way together", () => {
  it("share transactions, of 128 units at most", async () => {
    await Promise.all(names(300).map((name) => commit(store, specimen(name))));
    const sizes = await countTransactions();
    expect(sizes.length).toBeLessThanOrEqual(5);
    expect(Math.max(...sizes)).toBe(128);
    expect(await listChanged()).toEqual(names(300).map((name) => `specimen:${name}`));
  });

  it("are done in the order of arrival, whatever they need", async () => {
    const owner = sample("owner");
    const [a, b] = [specimen("a", { email: "x@example.org" }), specimen("b")];
    const writes = [a, owner, specimen("c", {}, { references: [refersTo(owner)] }), b, next(a, "update", { email: "y@example.org" })];
    const more = [next(b, "update", { email: "x@example.org" }), purge(specimen("c")), next(owner, "delete"), specimen("d", { email: "y@example.org" })];
    const outcomes = await Promise.all([...writes, ...more].map((write) => commit(store, write)));
    expect(outcomes.map(({ kind }) => kind)).toEqual([...writes, ...more.slice(1)].map(() => "committed").concat("unique"));
    const inOrder = [...writes, ...more.slice(0, -1)].map(({ change }) => change.resourceId);
    expect(await listChanged()).toEqual(inOrder);
  });

  it("fail alone when the server refuses one of them", async () => {
    const first = specimen("a");
    await commitAll(store, [first]);
    // The state is as expected, but the number of the revision is taken.
    const impossible = { ...next(first, "update"), revision: first.revision };
    const writes = [...names(60).map((name) => specimen(name)), impossible, ...names(60).map((name) => specimen(`m${name}`))];
    const results = await Promise.allSettled(writes.map((write) => commit(store, write)));
    expect(results.flatMap(({ status }, at) => (status === "rejected" ? [at] : []))).toEqual([60]);
    expect(results[60]).toMatchObject({ reason: { code: "23505" } });
    expect(await listChanged()).toEqual(["a", ...names(60), ...names(60).map((name) => `m${name}`)].map((name) => `specimen:${name}`));
  });

  it("tell each new resource why it was not taken, in one transaction", async () => {
    await commitAll(store, [specimen("a", { email: "x@example.org", country: "de", serial: 1 })]);
    const outcomes = await Promise.all([
      commit(store, specimen("b", { email: "y@example.org" })),
      commit(store, specimen("a")),
      commit(store, specimen("c", { country: "de", serial: 1 })),
      commit(store, specimen("d", { email: "y@example.org" })),
      commit(store, specimen("e", { email: "x@example.org" })),
      commit(store, specimen("f", { country: "de", serial: 2 })),
    ]);
    const [email, number] = specimenIndex.unique;
    expect(outcomes).toEqual([
      { kind: "committed" },
      { kind: "duplicate", write: 0 },
      { kind: "unique", write: 0, fields: number },
      { kind: "unique", write: 0, fields: email },
      { kind: "unique", write: 0, fields: email },
      { kind: "committed" },
    ]);
    expect(await countTransactions()).toEqual([1, 2]);
  });

  it("share a transaction when all that they refer to is there, and are told apart when it isn't", async () => {
    await commitAll(store, [sample("owner")]);
    await Promise.all(names(50).map((name) => commit(store, referring(name))));
    expect(await countTransactions()).toEqual([1, 50]);
    const writes = [referring("a"), referring("b", "never"), referring("c", "later"), sample("later"), referring("d", "later"), next(referring("a"), "update", {}, { references: [] })];
    const outcomes = await Promise.all(writes.map((write) => commit(store, write)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["committed", "missing", "missing", "committed", "committed", "committed"]);
    expect((await listChanged()).slice(51)).toEqual(["specimen:a", "sample:later", "specimen:d", "specimen:a"]);
  });

  it("all hear of it when COMMIT fails, and leave nothing", async () => {
    await client.query(`
      CREATE TABLE doom (id text REFERENCES specimen (resource_id) DEFERRABLE INITIALLY DEFERRED);
      CREATE FUNCTION doom() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO doom VALUES (''nowhere''); RETURN NULL; END';
      CREATE TRIGGER doomed AFTER INSERT ON specimen FOR EACH ROW WHEN (new.created_by = 'doom') EXECUTE FUNCTION doom();`);
    const doomed = specimen("doomed", {}, { by: "doom" });
    const results = await Promise.allSettled([...names(20).map((name) => specimen(name)), doomed].map((write) => commit(store, write)));
    expect(results.slice(0, 20).map(({ status }) => status)).toEqual(names(20).map(() => "fulfilled"));
    expect(results[20]).toMatchObject({ status: "rejected", reason: { code: "23503" } });
    expect(await store.count(specimenIndex, null, true)).toBe(20);
  });
});

it("refuses what can't be put into words at once, without a transaction", async () => {
  const write: MetaWrite = { ...specimen("a"), revision: null };
  await expect(stores.meta.commit([write])).rejects.toThrow("not given");
  expect(await listChanged()).toEqual([]);
});

const names = (length: number) => Array.from({ length }, (_, at) => `n${at}`);

function referring(name: string, target = "owner") {
  return specimen(name, {}, { references: [refersTo(sample(target))] });
}

async function listChanged(): Promise<string[]> {
  return (await store.listChanges({ since: 0, limit: 1000 })).map(({ resourceId }) => resourceId);
}

/** How many changes each transaction wrote, in the order of the log. */
async function countTransactions(): Promise<number[]> {
  const { rows } = await client.query<{ size: string }>("SELECT count(*) AS size FROM specstar_change GROUP BY xmin::text ORDER BY min(seq)");
  return rows.map(({ size }) => Number(size));
}
