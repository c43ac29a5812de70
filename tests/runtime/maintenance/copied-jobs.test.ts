import type { Storage } from "@specstar/runtime";
import { parseRecord } from "@specstar/runtime/jobs";
import { copyStorage, rebuildMeta } from "@specstar/runtime/maintenance";
import { describe, expect, it } from "vitest";
import { liveWithJobs, openMemory, ship, shipsOf } from "./jobs-world.js";
import { openRow, type Row } from "./rows.js";
import { examine, kindsOf } from "./world.js";

const UNENDED = ["ship:delayed", "ship:running", "ship:tried", "ship:waits", "ship:yearly"];

const now = () => new Date();

async function rowsOf({ meta }: Storage) {
  const rows = await meta.jobs.list(ship.index, { after: null, limit: 100 });
  // What a store keeps beside it is its own.
  return rows.map(({ resourceId, etag, priority, dueAt, isSchedule, concurrencyKey, concurrency, hold, isCancelled, record }) => {
    return { resourceId, etag, priority, dueAt, isSchedule, concurrencyKey, concurrency, hold, isCancelled, record };
  });
}

const PAIRS: readonly (readonly [Row, Row])[] = [
  ["memory", "sqlite"],
  ["sqlite", "postgres"],
  ["postgres", "s3"],
  ["s3", "postgres-disk-s3"],
  ["postgres-disk-s3", "memory"],
];

describe("a copy", () => {
  it.each(PAIRS)("from %s to %s brings the jobs that have not ended, and all of them wait", async (first, second) => {
    const [from, to] = [(await openRow(first, [ship.index])).storage, (await openRow(second, [ship.index])).storage];
    await liveWithJobs(from);
    const { jobs, verified } = await copyStorage(from, to, [ship]);
    expect([jobs, verified.differences]).toEqual([5, []]);
    const rows = await rowsOf(to);
    expect(rows.map(({ resourceId }) => resourceId)).toEqual(UNENDED);
    expect(rows.filter(({ hold, isCancelled }) => hold !== null || isCancelled)).toEqual([]);
    const before = new Map((await rowsOf(from)).map((row) => [row.resourceId, row]));
    expect(rows.filter(({ resourceId }) => resourceId !== "ship:running")).toEqual(UNENDED.filter((id) => id !== "ship:running").map((id) => before.get(id)));
    expect(await shipsOf(to).status("ship:running")).toMatchObject({ state: "pending", attempts: [] });
    expect((await shipsOf(to).status("ship:tried")).attempts).toHaveLength(1);
    expect(kindsOf(await examine(to, [ship], { clock: now }))).toEqual([]);
    expect(await copyStorage(from, to, [ship])).toMatchObject({ jobs: 0, resources: { copied: 0 }, verified: { differences: [] } });
    const [row] = await shipsOf(to).desk.claim(1, ["ship:running"]);
    expect(parseRecord(row?.record ?? "").attempts).toHaveLength(1);
  }, 120_000);

  it("that is made again takes the place of what has ended meanwhile", async () => {
    const [from, to] = [openMemory(), openMemory()];
    await liveWithJobs(from);
    await copyStorage(from, to, [ship]);
    await shipsOf(from).cancel("ship:waits");
    await to.meta.jobs.drop(["ship:tried"]);
    expect(await copyStorage(from, to, [ship])).toMatchObject({ jobs: 1, verified: { differences: [] } });
    expect((await rowsOf(to)).map(({ resourceId }) => resourceId)).toEqual(UNENDED.filter((id) => id !== "ship:waits"));
  });
});

it("a meta that is made anew from its envelopes has the jobs that have not ended", async () => {
  const from = openMemory();
  await liveWithJobs(from);
  const { meta } = openMemory();
  const lost: Storage = { ...from, meta };
  await rebuildMeta(lost, [ship]);
  expect((await rowsOf(lost)).map(({ resourceId }) => resourceId)).toEqual(UNENDED);
  expect(kindsOf(await examine(lost, [ship], { clock: now }))).toEqual([]);
  expect(await shipsOf(lost).cancel("ship:running")).toBe("cancelled");
});
