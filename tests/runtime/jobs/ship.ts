import { dateTime, defineResource, discriminated, int, list, nullable, number, object, oneOf, optional, binary, text, withDefault, memoryStorage, type JobSettings, type ResourceSpec, type Storage } from "@specstar/runtime";
import { JobManager, type JobManagerOptions } from "@specstar/runtime/jobs";
import { JOB_SETTINGS } from "@specstar/runtime";
import type { Binary, CronSchedule, IntervalSchedule, JobAttempt, JobState } from "@specstar/runtime/spec";
import type { z } from "zod";

export interface Ship {
  payload: { port: string };
  result: { crates: number } | null;
  state: JobState;
  attempts: JobAttempt[];
  maxRetries: number | null;
  runAt: Date | null;
  priority: number;
  timeout: number | null;
  dedupeKey: string | null;
  concurrencyKey: string | null;
  schedule: CronSchedule | IntervalSchedule | null;
  firedBy: string | null;
  log: Binary | null;
}

export type ShipInput = Pick<Ship, "payload"> & Partial<Ship>;

export interface ShipIndexed {
  state: JobState;
  runAt: Date | null;
  dedupeKey: string | null;
  firedBy: string | null;
}

const missed = optional(oneOf("skip", "once", "all"));
const cron = object({ kind: oneOf("cron"), cron: text(), timeZone: optional(text()), missed, until: optional(dateTime()) });
const interval = object({ kind: oneOf("interval"), every: int({ min: 1 }), missed, until: optional(dateTime()) });

const schema: z.ZodType = object({
  payload: object({ port: text() }),
  result: withDefault(nullable(object({ crates: int({ min: 0 }) })), null),
  state: withDefault(oneOf("pending", "running", "completed", "failed", "cancelled"), "pending"),
  attempts: withDefault(list(object({ startedAt: dateTime(), endedAt: nullable(dateTime()), error: nullable(text()) })), []),
  maxRetries: withDefault(nullable(int({ min: 0 })), null),
  runAt: withDefault(nullable(dateTime()), null),
  priority: withDefault(int({ min: -100, max: 100 }), 0),
  timeout: withDefault(nullable(number({ min: 0.001 })), null),
  dedupeKey: withDefault(nullable(text({ minLength: 1, maxLength: 200 })), null),
  concurrencyKey: withDefault(nullable(text({ minLength: 1, maxLength: 200 })), null),
  schedule: withDefault(nullable(discriminated("kind", cron, interval)), null),
  firedBy: withDefault(nullable(text()), null),
  log: withDefault(nullable(binary()), null),
});

/** A job as a generated model has it. */
export function shipSpec(job: Partial<JobSettings> = {}): ResourceSpec<Ship, ShipInput, ShipIndexed> {
  return defineResource({
    name: "ship",
    schemaVersion: "v1",
    schema,
    table: "ship",
    indexes: [
      { path: "state", column: "data_state", type: "text" },
      { path: "runAt", column: "data_run_at", type: "date" },
      { path: "dedupeKey", column: "data_dedupe_key", type: "text" },
      { path: "firedBy", column: "data_fired_by", type: "text" },
    ],
    unique: [["dedupeKey"]],
    job: { ...JOB_SETTINGS, ...job },
  });
}

export type ShipManager = JobManager<Ship, ShipInput, ShipIndexed>;

/** A clock that stands still until it is moved. */
export class Clock {
  #time = Date.parse("2030-01-01T00:00:00.000Z");

  readonly now = (): Date => new Date(this.#time);

  /** In seconds. */
  move(seconds: number): void {
    this.#time += seconds * 1000;
  }
}

export interface Harbour {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly ships: ShipManager;
}

/** Jobs on a storage of their own, whose time stands still and whose chance is nought. */
export function openHarbour(job: Partial<JobSettings> = {}, options: JobManagerOptions & { readonly storage?: Storage } = {}): Harbour {
  const clock = new Clock();
  const { storage = memoryStorage(), ...rest } = options;
  return { clock, storage, ships: new JobManager(shipSpec(job), storage, { clock: clock.now, random: () => 0, worker: "tug", ...rest }) };
}
