import { EXIT } from "../exit-code.js";
import type { World } from "../world.js";
import { describeJob } from "./describe.js";
import { chooseManagers, type OpenedJobs } from "./open-jobs.js";
import { toJson } from "./printable.js";
import type { JobState, JobStatus, Manager, StoredJob, Where } from "./runtime.js";

export interface ListFlags {
  readonly model?: string;
  readonly state?: JobState;
  readonly limit: number;
  readonly json?: boolean;
}

interface ListedJob {
  readonly job: StoredJob;
  /** Of one that runs. */
  readonly status: JobStatus | undefined;
}

/** `specstar jobs list`: a line per job, the newest first. */
export async function list({ managers }: OpenedJobs, flags: ListFlags, world: World): Promise<number> {
  const pages = await Promise.all(chooseManagers(managers, flags.model).map(([, manager]) => readNewest(manager, flags)));
  const all = pages.flatMap(({ jobs }) => jobs).sort((a, b) => (a.job.meta.createdTime < b.job.meta.createdTime ? 1 : -1));
  const jobs = all.slice(0, flags.limit);
  if (flags.json === true) world.stdout(`${toJson(jobs.map(toPlain))}\n`);
  else world.stdout(jobs.map(({ job, status }) => `${describeJob(job, status)}\n`).join(""));
  if (all.length > jobs.length || pages.some(({ isCut }) => isCut)) world.stderr("There are more: --limit shows them.\n");
  else if (jobs.length === 0) world.stderr("There are no such jobs.\n");
  return EXIT.ok;
}

async function readNewest(manager: Manager, { state, limit }: ListFlags): Promise<{ readonly jobs: readonly ListedJob[]; readonly isCut: boolean }> {
  const { items, nextCursor } = await manager.search({ where: whereState(state), limit });
  const jobs = items.map(async (job) => ({ job, status: job.data.state === "running" ? await manager.status(job.meta.resourceId) : undefined }));
  return { jobs: await Promise.all(jobs), isCut: nextCursor !== null };
}

export function whereState(state: JobState): Where;
export function whereState(state: JobState | undefined): Where | undefined;
export function whereState(state: JobState | undefined): Where | undefined {
  return state && ((q: { readonly state: { eq(state: JobState): object } }) => q.state.eq(state));
}

function toPlain({ job: { data, meta }, status }: ListedJob): object {
  const { payload, result, state, attempts, runAt } = data;
  return { resourceId: meta.resourceId, state, createdTime: meta.createdTime, createdBy: meta.createdBy, payload, result, attempts, runAt, progress: status?.progress ?? null };
}
