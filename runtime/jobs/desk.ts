import type { OperationContext } from "../core/context.js";
import type { JobData } from "../core/jobs/job-data.js";
import type { JobSettings } from "../core/spec.js";
import type { WriteOptions } from "../core/options.js";
import type { ClaimedRow } from "../stores/job-table.js";
import type { DeskOptions } from "./create-desk.js";
import type { Ending } from "./end-job.js";
import type { JobText } from "./read-job.js";

/** What the parts of a desk work with. */
export interface Desk extends DeskOptions {
  readonly context: OperationContext;
  readonly settings: JobSettings;
  /** Jobs as they were read when they were opened: nobody else writes to what is held. */
  readonly opened: WeakMap<ClaimedRow, JobText>;
}

/** A time some milliseconds after another, as text. */
export function later(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString();
}

/** How often a job may fail before it is given up. */
export function maxRetriesOf({ settings, maxRetries }: Desk, data: Pick<JobData, "maxRetries">): number {
  return data.maxRetries ?? settings.maxRetries ?? maxRetries;
}

/** Who ends a job, and why. */
export function endingOptions({ worker }: Pick<Desk, "worker">, { state }: Pick<Ending, "state">): WriteOptions {
  return { actor: worker, reason: REASONS[state] };
}

const REASONS = { completed: "The job has completed.", failed: "The job has failed.", cancelled: "The job was cancelled." } as const;
