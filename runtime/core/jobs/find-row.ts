import type { JobRow } from "../../stores/job-table.js";
import type { OperationContext } from "../context.js";

/** What has to be known of a stored state to find its row. */
export interface JobState {
  readonly resourceId: string;
  readonly etag: string;
  readonly isDeleted: boolean;
  readonly state: unknown;
}

const ATTEMPTS = 4;

/** Whether a stored state has a row, unless it has ended since it was read. A search says "running" of what is held. */
export function isUnended({ isDeleted, state }: Pick<JobState, "isDeleted" | "state">): boolean {
  return !isDeleted && (state === "pending" || state === "running");
}

/** A stored state and its row, undefined for a job that has ended: read again when it has ended in between. */
export async function findRow<Stored extends JobState>(
  { meta }: OperationContext,
  read: () => Promise<Stored>,
): Promise<{ readonly stored: Stored; readonly row: JobRow | undefined }> {
  for (let attempt = 1; ; attempt++) {
    const stored = await read();
    if (!isUnended(stored)) return { stored, row: undefined };
    const [row] = await meta.jobs.read([stored.resourceId]);
    if (row?.etag === stored.etag) return { stored, row };
    if (attempt === ATTEMPTS) return { stored, row: undefined };
  }
}
