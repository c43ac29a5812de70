import type { CommitOutcome } from "@specstar/runtime";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ReceiptRequest } from "../../../../runtime/stores/receipts.js";
import { toPlainStore, type PlainStore } from "../../../../runtime/testing/plain-store.js";
import { commit, commitAll, commitWith, next, specimen, time } from "../../../../runtime/testing/scripted-writes.js";
import { TcpProxy } from "../../../services/tcp-proxy.js";
import { messageBorders } from "./message-borders.js";
import { newDatabase, openStores, type OpenedStores } from "./new-place.js";
import { through } from "./test-database.js";

let proxy: TcpProxy;
let client: pg.Client;
let near: OpenedStores;
let far: OpenedStores;

beforeAll(async () => {
  const dsn = await newDatabase();
  client = new pg.Client(dsn);
  await client.connect();
  proxy = await TcpProxy.start(Number(new URL(dsn).port));
  near = await openStores(dsn);
  far = await openStores(through(dsn, proxy.port));
}, 60_000);

afterAll(async () => {
  await Promise.all([near.close(), far.close(), client.end()]);
  await proxy.stop();
});

it("units of all kinds that share a round trip are done once, and told right, wherever it breaks", async () => {
  await runGroup("a");
  proxy.setFault({});
  await runGroup("measured");
  const borders = messageBorders(proxy.recorded("toClient"));
  expect(borders.length).toBeGreaterThan(30);
  for (const bytes of borders) {
    // The statements are prepared on the new connection, so that each group is as long.
    await runGroup(`warm ${bytes}`);
    await prepareGroup(`cut ${bytes}`);
    proxy.setFault({ cut: { direction: "toClient", bytes } });
    expect(await sendGroup(`cut ${bytes}`), String(bytes)).toEqual(expected);
    proxy.setFault({});
    expect(await countChanges(`cut ${bytes}`), String(bytes)).toEqual({ new: 1, keyed: 1, old: 2, taken: 1 });
  }
  expect(proxy.hits).toBeGreaterThan(borders.length * 0.9);
}, 120_000);

const expected = ["committed", "duplicate", "committed", "conflict", "committed", "superseded", "held", "answered"];

async function runGroup(name: string): Promise<void> {
  await prepareGroup(name);
  expect(await sendGroup(name), name).toEqual(expected);
}

/** What a group finds, written on another way. */
async function prepareGroup(name: string): Promise<void> {
  const store = toPlainStore(near.meta);
  await commitAll(store, [specimen(`old ${name}`), specimen(`taken ${name}`)]);
  await near.meta.receipts.begin(request(`k ${name}`, "t"));
}

async function sendGroup(name: string): Promise<string[]> {
  const store = toPlainStore(far.meta);
  const stale = next(next(specimen(`taken ${name}`), "update"), "update");
  const outcomes = await Promise.all([
    commit(store, specimen(`new ${name}`)),
    commit(store, specimen(`taken ${name}`, {}, { uid: `another ${name}` })),
    commit(store, next(specimen(`old ${name}`), "update")),
    commit(store, stale),
    createKeyed(store, name, "t"),
    createKeyed(store, `late ${name}`, "u"),
    far.meta.receipts.begin(request(`other ${name}`, "t")),
    far.meta.receipts.begin(request(`k ${name}`, "v")),
  ]);
  return outcomes.map(({ kind }) => kind);
}

function createKeyed(store: PlainStore, name: string, token: string): Promise<CommitOutcome> {
  return commitWith(store, { receipt: { key: `k ${name}`, token, answer: name } }, specimen(`keyed ${name}`));
}

function request(key: string, token: string): ReceiptRequest {
  return { key, token, fingerprint: "f", now: time(0), leaseUntil: time(10), expires: time(100) };
}

/** By the first word of the name. */
async function countChanges(name: string): Promise<Record<string, number>> {
  const text = "SELECT split_part(split_part(resource_id, ':', 2), ' ', 1) AS word, count(*)::int AS count FROM specstar_change WHERE resource_id LIKE '%:% ' || $1 GROUP BY 1";
  const { rows } = await client.query<{ word: string; count: number }>(text, [name]);
  return Object.fromEntries(rows.map(({ word, count }) => [word, count]));
}
