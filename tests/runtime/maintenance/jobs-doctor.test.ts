import type { Storage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { liveWithJobs, openMemory, ship, shipsOf } from "./jobs-world.js";
import { openRow, type Row } from "./rows.js";
import { examine, kindsOf } from "./world.js";

const now = () => new Date();

async function lose({ meta }: Storage, id: string): Promise<void> {
  await meta.jobs.drop([id]);
}

/** Puts a row where none should be. */
async function plant({ meta }: Storage, resourceId: string, etag = "e"): Promise<void> {
  const row = { resourceId, etag, priority: 0, dueAt: now().toISOString(), isSchedule: false, concurrencyKey: null, concurrency: 1, record: "{}" };
  await meta.jobs.drop([resourceId]);
  await meta.jobs.restore(ship.index, [row]);
}

const DAMAGES: readonly { readonly kind: string; readonly of: string; readonly does: (storage: Storage) => Promise<void> }[] = [
  { kind: "missing-job-row", of: "a job that waits", does: (storage) => lose(storage, "ship:waits") },
  { kind: "missing-job-row", of: "a job that runs", does: (storage) => lose(storage, "ship:running") },
  { kind: "missing-job-row", of: "a schedule", does: (storage) => lose(storage, "ship:yearly") },
  { kind: "stray-job-row", of: "a resource that is gone", does: (storage) => plant(storage, "ship:gone") },
  { kind: "stray-job-row", of: "a resource that is deleted", does: (storage) => plant(storage, "ship:deleted") },
  { kind: "stray-job-row", of: "a job that has ended", does: (storage) => plant(storage, "ship:done") },
  { kind: "stray-job-row", of: "an earlier state", does: (storage) => plant(storage, "ship:waits") },
];

describe.each<Row>(["memory", "sqlite", "postgres", "s3", "postgres-disk-s3"])("the doctor of %s", (row) => {
  it.each(DAMAGES)("finds a $kind of $of, and mends it", async ({ kind, does }) => {
    const { storage } = await openRow(row, [ship.index]);
    await liveWithJobs(storage);
    expect(await examine(storage, [ship], { clock: now })).toEqual([]);
    await does(storage);
    expect(kindsOf(await examine(storage, [ship], { clock: now }))).toContain(kind);
    const repaired = await examine(storage, [ship], { clock: now, repair: true });
    expect(repaired.filter((each) => each.kind === kind)).toMatchObject([{ repairable: true, repaired: true }]);
    expect(await examine(storage, [ship], { clock: now })).toEqual([]);
    const rows = await storage.meta.jobs.list(ship.index, { after: null, limit: 100 });
    expect(rows.map(({ resourceId }) => resourceId)).toEqual(["ship:delayed", "ship:running", "ship:tried", "ship:waits", "ship:yearly"]);
  }, 60_000);
});

it("tells of jobs that nobody takes, and says since when", async () => {
  const storage = openMemory();
  await liveWithJobs(storage);
  const found = await examine(storage, [ship], { clock: () => new Date(Date.now() + 7_200_000) });
  expect(found.map(({ kind, model, severity }) => [kind, model, severity])).toEqual([
    ["lapsed-jobs", "ship", "warning"],
    ["neglected-jobs", "ship", "warning"],
  ]);
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^1 job of the model ship has lost its worker, and nobody has taken it over: since \d{4}-/),
    expect.stringMatching(/^2 jobs of the model ship may start, and nobody takes them: the oldest since \d{4}-/),
  ]);
  expect(kindsOf(await examine(storage, [ship], { clock: () => new Date("2045-01-01T00:00:00.000Z") }))).toEqual(["lapsed-jobs", "neglected-jobs", "neglected-schedules"]);
});

it("tells of a job that loses its workers", async () => {
  const storage = openMemory();
  await shipsOf(storage).create({ payload: { port: "Kiel" } }, { id: "wreck" });
  const [row] = await storage.meta.jobs.read(["ship:wreck"]);
  if (row === undefined) throw new Error("There is no row.");
  await storage.meta.jobs.drop(["ship:wreck"]);
  await storage.meta.jobs.restore(ship.index, [{ ...row, record: JSON.stringify({ attempts: [], losses: 5, progress: null, worker: null }) }]);
  const [finding] = await examine(storage, [ship], { clock: now });
  expect(finding).toMatchObject({ kind: "losing-job", resourceId: "ship:wreck", message: "The job ship:wreck has lost 5 workers; with the next one it is given up." });
});
