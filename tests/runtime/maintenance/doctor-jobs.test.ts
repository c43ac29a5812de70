import { defineResource, memoryStorage, object, ResourceManager, text, withDefault } from "@specstar/runtime";
import { expect, it, onTestFinished } from "vitest";
import { JOB_SETTINGS } from "../../../runtime/core/spec.js";
import { examine, kindsOf } from "./world.js";

type Data = Readonly<Record<string, unknown>>;

const plain = defineResource({
  name: "work",
  schemaVersion: "v1",
  schema: object({ state: withDefault(text(), "pending") }),
  table: "work",
  indexes: [{ path: "state", column: "data_state", type: "text" }],
  unique: [],
});

const job = { ...plain, job: JOB_SETTINGS };

it("lets the state of a job be what its holder makes of it, until it has ended", async () => {
  const storage = memoryStorage();
  onTestFinished(() => storage.close());
  const { resourceId } = await new ResourceManager<Data, Data, Data>(plain, storage).create({});
  const [dueAt, now, leaseUntil] = ["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:01.000Z", "2026-01-01T00:00:02.000Z"];
  const { jobs } = storage.meta;
  const [dump] = await storage.meta.archive.dump(job.index, { after: null, limit: 1, payload: false });
  await jobs.restore(job.index, [{ resourceId, etag: dump?.etag ?? "", priority: 0, dueAt, isSchedule: false, concurrencyKey: null, concurrency: 1, record: "{}" }]);
  expect(await jobs.claim(job.index, { token: "t", now, leaseUntil, limit: 1, schedules: false })).toHaveLength(1);
  expect(await storage.meta.count(job.index, { kind: "compare", field: "state", op: "eq", value: "running" }, false)).toBe(1);
  expect(kindsOf(await examine(storage, [job]))).toEqual(["lapsed-jobs"]);
  await jobs.drop([resourceId]);
  expect(kindsOf(await examine(storage, [job]))).toEqual(["wrong-meta", "missing-job-row"]);
  await examine(storage, [job], { repair: true });
  expect(await examine(storage, [job], { clock: () => new Date() })).toEqual([]);
});
