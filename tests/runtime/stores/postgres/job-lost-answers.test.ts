import { taskIndex } from "@specstar/runtime/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { claim, claimNames, commitJobs, ending, idOf, job, nameOf, release } from "../../../../runtime/testing/job-table/scripted-jobs.js";
import { toPlainStore } from "../../../../runtime/testing/plain-store.js";
import { commit, time } from "../../../../runtime/testing/scripted-writes.js";
import { TcpProxy } from "../../../services/tcp-proxy.js";
import { messageBorders } from "./message-borders.js";
import { newDatabase, openStores, type OpenedStores } from "./new-place.js";
import { through } from "./test-database.js";

let proxy: TcpProxy;
let near: OpenedStores;
let far: OpenedStores;

beforeAll(async () => {
  const dsn = await newDatabase();
  proxy = await TcpProxy.start(Number(new URL(dsn).port));
  near = await openStores(dsn);
  far = await openStores(through(dsn, proxy.port));
}, 60_000);

afterAll(async () => {
  await Promise.all([near.close(), far.close()]);
  await proxy.stop();
});

it("what is done to jobs in one round trip is done once, and told right, wherever it breaks", async () => {
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
    await expectDone(`cut ${bytes}`);
  }
  expect(proxy.hits).toBeGreaterThan(borders.length * 0.9);
}, 120_000);

const expected = ["committed", "committed", "conflict", ["waits"], true, true, ["held"]];

async function runGroup(name: string): Promise<void> {
  await prepareGroup(name);
  expect(await sendGroup(name), name).toEqual(expected);
  await expectDone(name);
}

const parts = ["ended", "given", "held", "waits"];

/** What a group finds, written on another way. */
async function prepareGroup(name: string): Promise<void> {
  const store = toPlainStore(near.meta);
  await commitJobs(store, ...parts.map((part) => job(`${part} ${name}`)));
  await claim(store, "t", { only: parts.slice(0, 3).map((part) => idOf(`${part} ${name}`)) });
}

async function sendGroup(name: string): Promise<unknown[]> {
  const store = toPlainStore(far.meta);
  const outcomes = [job(`new ${name}`), ending(job(`ended ${name}`), "t"), ending(job(`held ${name}`), "other")].map((write) => commit(store, write));
  const others = [
    claimNames(store, `t ${name}`, { only: [idOf(`waits ${name}`)] }).then((names) => names.map((claimed) => claimed.split(" ")[0])),
    release(store, `given ${name}`, "t"),
    store.jobs.appendLog(idOf(`held ${name}`), "t", "line"),
    store.jobs.renew([{ resourceId: idOf(`held ${name}`), token: "t", leaseUntil: time(300), record: null }]),
  ];
  return Promise.all([...outcomes.map(async (outcome) => (await outcome).kind), ...others]);
}

async function expectDone(name: string): Promise<void> {
  const { jobs } = near.meta;
  const rows = await jobs.read(["new", ...parts].map((part) => idOf(`${part} ${name}`)));
  expect(Object.fromEntries(rows.map((row) => [nameOf(row).split(" ")[0], row.hold?.token])), name).toEqual({ new: undefined, given: undefined, held: "t", waits: `t ${name}` });
  expect(await jobs.readLog(idOf(`held ${name}`), { after: 0, limit: 9 }), name).toEqual([{ n: 1, text: "line" }]);
  expect(await near.meta.listRevisions(taskIndex, idOf(`ended ${name}`), { before: null, limit: 9 })).toHaveLength(2);
}
