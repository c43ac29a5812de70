import type { OperationContext } from "../../core/context.js";
import { parseRecord } from "../../core/jobs/job-record.js";
import type { JobSettings } from "../../core/spec.js";
import type { JobRow } from "../../stores/job-table.js";
import type { Examination } from "./examination.js";
import type { Finding } from "./finding.js";
import { listRowPages } from "./list-rows.js";

/** Jobs that nobody takes, and since when the oldest of them waits. */
interface Neglected {
  readonly kind: Finding["kind"];
  /** Since when a row is neglected; undefined when it isn't of this kind. */
  readonly since: (row: JobRow) => string | undefined;
  /** Of one of them, and of several. */
  readonly says: readonly [one: string, several: string];
  readonly advice: string;
}

const START = "See that a process runs that has a worker for them: `specstar worker`.";

const KINDS: readonly Neglected[] = [
  {
    kind: "lapsed-jobs",
    since: ({ hold }) => hold?.leaseUntil,
    says: ["has lost its worker, and nobody has taken it over", "have lost their workers, and nobody has taken them over"],
    advice: START,
  },
  {
    kind: "neglected-jobs",
    since: ({ hold, isSchedule, dueAt }) => (hold === null && !isSchedule ? dueAt : undefined),
    says: ["may start, and nobody takes it", "may start, and nobody takes them"],
    advice: `${START} Or there are more jobs than workers can do, or more of one concurrency key than may run.`,
  },
  {
    kind: "neglected-schedules",
    since: ({ hold, isSchedule, dueAt }) => (hold === null && isSchedule ? dueAt : undefined),
    says: ["had a time that has passed, and nobody has made its job", "had a time that has passed, and nobody has made their jobs"],
    advice: `${START} Whoever runs workers keeps the schedules, too.`,
  },
];

interface Tally {
  readonly neglected: Neglected;
  count: number;
  oldest: string;
}

/** Looks for jobs that have been anybody's for long, and for those that lose their workers again and again. */
export async function* examineNeglect(examination: Examination, { model, meta, index }: OperationContext, { maxLosses }: JobSettings): AsyncIterable<Finding> {
  const found: Tally[] = KINDS.map((neglected) => ({ neglected, count: 0, oldest: examination.youngest }));
  for await (const rows of listRowPages(meta.jobs, index)) {
    for (const row of rows) {
      for (const tally of found) addRow(tally, row, examination.youngest);
      const { losses } = parseRecord(row.record);
      if (losses > 0 && losses >= maxLosses) yield losing(model, row.resourceId, losses);
    }
  }
  for (const tally of found) if (tally.count > 0) yield neglect(model, tally);
}

function neglect(model: string, { neglected: { kind, says: [one, several], advice }, count, oldest }: Tally): Finding {
  const message = count === 1 ? `1 job of the model ${model} ${one}: since ${oldest}.` : `${count} jobs of the model ${model} ${several}: the oldest since ${oldest}.`;
  return { kind, severity: "warning", model, message, advice, repairable: false };
}

function addRow(tally: Tally, row: JobRow, youngest: string): void {
  const since = tally.neglected.since(row);
  if (since === undefined || since >= youngest) return;
  tally.count++;
  if (since < tally.oldest) tally.oldest = since;
}

function losing(model: string, resourceId: string, losses: number): Finding {
  const message = `The job ${resourceId} has lost ${losses} workers; with the next one it is given up.`;
  const advice = "See what its handler does to its process: too much memory, or a loop that leaves no time for the sign of life.";
  return { kind: "losing-job", severity: "warning", model, resourceId, message, advice, repairable: false };
}
