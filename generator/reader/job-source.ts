import { SPEC_MODULE } from "./spec-exports.js";
import type { Reports } from "./reports.js";
import { parseSource, type Source } from "./source.js";

/** What every job has, as `@specstar/runtime/spec` declares it: read like a class of the user's. */
export const JOB_TEXT = `import type { Index, Int, Min, ReadOnly } from "${SPEC_MODULE}";

/** Where a job is in its life. */
export type JobState = "pending" | "running" | "completed" | "failed" | "cancelled";

/** One run of a job. */
export interface JobAttempt {
  startedAt: Date;
  endedAt: Date | null;
  error: string | null;
}

/** A model that carries work: \`class Train extends Job<TrainPayload, TrainResult> {}\`. */
export class Job<Payload, Result> {
  /** What is to be done. */
  payload!: Payload;
  /** What came of it. */
  result: (Result & ReadOnly) | null = null;
  state: JobState & Index & ReadOnly = "pending";
  attempts: JobAttempt[] & ReadOnly = [];
  /** How often a failed job runs again; null takes the queue's default. */
  maxRetries: (Int & Min<0>) | null = null;
  /** Not before this time. */
  runAt: (Date & Index) | null = null;
}
`;

const sources = new WeakMap<Reports, Source>();

/** The file that declares `Job`. */
export function jobSource(reports: Reports): Source {
  const source = sources.get(reports) ?? parseSource(`${SPEC_MODULE}.ts`, JOB_TEXT, reports);
  sources.set(reports, source);
  return source;
}
