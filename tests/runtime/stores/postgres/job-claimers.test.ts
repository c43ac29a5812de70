import { taskIndex } from "@specstar/runtime/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claim, ending, idOf, job, nameOf, release } from "../../../../runtime/testing/job-table/scripted-jobs.js";
import { toPlainStore, type PlainStore } from "../../../../runtime/testing/plain-store.js";
import { commit, time, type ScriptedWrite } from "../../../../runtime/testing/scripted-writes.js";
import { newDatabase, openStores, type OpenedStores } from "./new-place.js";

/** Each with connections and a queue of its own, as four servers have. */
let servers: readonly OpenedStores[];
let stores: readonly [PlainStore, ...PlainStore[]];

beforeEach(async () => {
  const dsn = await newDatabase();
  servers = await Promise.all(Array.from({ length: 4 }, () => openStores(dsn)));
  const [first, ...others] = servers.map(({ meta }) => toPlainStore(meta));
  if (first === undefined) throw new Error("There is no server.");
  stores = [first, ...others];
});

afterEach(() => Promise.all(servers.map((server) => server.close())));

const names = (count: number) => Array.from({ length: count }, (_, at) => `n${at}`);

async function create(jobs: readonly ScriptedWrite[]): Promise<ReadonlyMap<string, ScriptedWrite>> {
  await Promise.all(jobs.map((write, at) => commit(stores[at % stores.length] ?? stores[0], write)));
  return new Map(jobs.map((write) => [nameOf(write.meta), write]));
}

function find(jobs: ReadonlyMap<string, ScriptedWrite>, name: string): ScriptedWrite {
  const write = jobs.get(name);
  if (write === undefined) throw new Error(`Nobody made ${name}.`);
  return write;
}

/** Two workers on each server that take jobs in tens, until there are none. */
async function work(handle: (store: PlainStore, name: string, token: string) => Promise<void>): Promise<void> {
  const workOn = async (store: PlainStore, worker: string) => {
    for (let n = 0; ; n++) {
      const token = `${worker} ${n}`;
      const rows = await claim(store, token, { limit: 10 });
      if (rows.length === 0) return;
      await Promise.all(rows.map((row) => handle(store, nameOf(row), token)));
    }
  };
  await Promise.all(stores.flatMap((store, server) => [workOn(store, `${server} a`), workOn(store, `${server} b`)]));
}

it("gives each of many jobs once to those who claim, end and give back at the same time", async () => {
  const jobs = await create(names(300).map((name) => job(name)));
  const given: string[] = [];
  const isBack = new Set<string>();
  await work(async (store, name, token) => {
    given.push(name);
    const isOdd = Number(name.slice(1)) % 2 === 1;
    if (!isOdd || isBack.has(name)) return expect(await commit(store, ending(find(jobs, name), token))).toEqual({ kind: "committed" });
    isBack.add(name);
    expect(await release(store, name, token, { dueAt: time(1) })).toBe(true);
  });
  expect(given.toSorted()).toEqual(names(300).flatMap((name, at) => (at % 2 === 1 ? [name, name] : [name])).toSorted());
  expect(await stores[0].jobs.list(taskIndex, { after: null, limit: 10 })).toEqual([]);
});

it("never has more of a key held than its limit, whoever claims", async () => {
  const keys = ["a", "b", "c"];
  const jobs = await create(names(90).map((name, at) => job(name, { concurrencyKey: keys[at % 3] ?? "a", concurrency: 2, priority: at % 2 })));
  const ended: string[] = [];
  const endAll = () => work(async (store, name, token) => {
    const rows = await store.jobs.read([...jobs.keys()].map(idOf));
    for (const key of keys) expect(rows.filter((row) => row.hold !== null && row.concurrencyKey === key).length).toBeLessThanOrEqual(2);
    ended.push(name);
    expect(await commit(store, ending(find(jobs, name), token))).toEqual({ kind: "committed" });
  });
  while (ended.length < 90) await endAll();
  expect(new Set(ended).size).toBe(90);
});
