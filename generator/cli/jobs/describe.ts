import { countOf } from "../count-of.js";
import { toLine } from "./printable.js";
import type { JobCounts, JobStatus, Progress, StoredJob } from "./runtime.js";

const BAR_WIDTH = 20;
/** Where a line has to hold much else. */
const SHORT_BAR_WIDTH = 10;
const PERCENT_WIDTH = 6;

/** `train  2 due  1 delayed  3 running  0 schedules  oldest 12 s`: the columns of all models below each other. */
export function describeCounts(name: string, { due, delayed, held, schedules, oldestDueAt }: JobCounts, { now, width }: { readonly now: Date; readonly width: number }): string {
  const oldest = oldestDueAt === null ? "" : `  oldest ${describeAge(oldestDueAt, now)}`;
  return `${name.padEnd(width)}  ${column(due, "due")}  ${column(delayed, "delayed")}  ${column(held, "running")}  ${column(schedules, schedules === 1 ? "schedule" : "schedules")}${oldest}`;
}

function column(count: number, what: string): string {
  return `${String(count).padStart(6)} ${what}`;
}

/** How long ago something was: `12 s`, `3 min`, `5 h`, `2 d`. */
export function describeAge(time: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(time)) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

/** `██████░░░░  30 %  message`, or `3  message` where the total is not known. */
export function describeProgress({ value, total, message }: Progress): string {
  return `${describeValue({ value, total }, BAR_WIDTH)}${describeMessage(message)}`;
}

function describeValue({ value, total }: Pick<Progress, "value" | "total">, width: number): string {
  if (total === null || total <= 0) return String(value);
  const part = Math.min(1, Math.max(0, value / total));
  const filled = Math.floor(part * width);
  return `${"█".repeat(filled)}${"░".repeat(width - filled)} ${String(Math.floor(part * 100)).padStart(3)} %`;
}

function describeMessage(message: string | null): string {
  return message === null ? "" : `  ${toLine(message)}`;
}

/** A job that runs, in a line: what changes comes first, where narrow terminals show it. */
export function describeRunning(resourceId: string, { attempts, progress, worker, isCancelled }: JobStatus): string {
  const value = progress === null ? "" : describeValue(progress, SHORT_BAR_WIDTH);
  const parts = [`attempt ${attempts.length}`, ...(isCancelled ? ["is being cancelled"] : []), ...(worker === null ? [] : [`on ${toLine(worker)}`])];
  return `${value.padEnd(SHORT_BAR_WIDTH + PERCENT_WIDTH)}  ${resourceId}  ${parts.join(", ")}${describeMessage(progress?.message ?? null)}`;
}

/** A job, in a line. */
export function describeJob({ data, meta }: StoredJob, status: JobStatus | undefined): string {
  const attempts = countOf(data.attempts.length, "attempt");
  return `${meta.resourceId}  ${data.state.padEnd(9)}  ${meta.createdTime}  ${attempts.padEnd(10)}  ${describeNote(data, status)}`.trimEnd();
}

function describeNote({ state, attempts, schedule, runAt }: StoredJob["data"], status: JobStatus | undefined): string {
  if (status?.progress) return describeProgress(status.progress);
  if (schedule !== null) return "schedule";
  const error = attempts.at(-1)?.error ?? null;
  if (error !== null && state !== "completed") return toLine(error);
  return runAt !== null && state === "pending" ? `from ${runAt.toISOString()}` : "";
}
