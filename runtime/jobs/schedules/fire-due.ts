import type { JobMessage } from "../../queues/message-queue.js";
import type { ClaimedRow } from "../../stores/job-table.js";
import type { KeeperDesk } from "../keeper-desk.js";
import type { OnTrouble } from "../trouble.js";
import { planFiring } from "./plan-firing.js";

/** Schedules that are fired side by side. */
const BATCH = 20;
/** Of batches in one go, so that other models have their turn. */
const ROUNDS = 50;

/** Fires the schedules of a model whose time has come; returns the jobs that made. Schedules that fail are told of, and come again. */
export async function fireDue(desk: KeeperDesk, now: Date, onTrouble: OnTrouble): Promise<readonly JobMessage[]> {
  const made: JobMessage[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const rows = await desk.claimSchedules(now, BATCH);
    if (rows.length === 0) return made;
    const fired = await Promise.allSettled(rows.map((row) => fire(desk, row, now)));
    for (const one of fired) {
      if (one.status === "fulfilled") made.push(...one.value);
      else onTrouble(one.reason);
    }
  }
  return made;
}

/** What was made before a failure is made again afterwards, under the same ids: so it is there once. */
async function fire(desk: KeeperDesk, row: ClaimedRow, now: Date): Promise<readonly JobMessage[]> {
  const opened = await desk.openSchedule(row);
  const { times, next } = planFiring(opened.schedule, opened.start, new Date(row.dueAt), now);
  const made: JobMessage[] = [];
  for (const time of times) made.push(await desk.fire(row, opened, time));
  await desk.close(row, next === null ? { kind: "completed", result: null } : { kind: "snoozed", until: next });
  return made;
}
