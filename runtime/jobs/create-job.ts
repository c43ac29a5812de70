import type { EncodedResources } from "../core/encoded-resources.js";
import { isSpecstarError } from "../core/errors.js";
import { isRecord } from "../core/is-record.js";
import type { CreateOptions } from "../core/options.js";
import type { EncodedFacts } from "../core/resource.js";
import type { RevisionResult } from "../core/revision-result.js";

export interface CreateJobOptions extends CreateOptions {
  /**
   * What happens when a job that has not ended has the same `dedupeKey`: UNIQUE_VIOLATION, unless given; that job is the answer; or it gets
   * the new data, as long as it waits.
   */
  readonly onDuplicate?: "refuse" | "ignore" | "replace" | undefined;
}

/** A job that was made, or the one that was there already, replaced perhaps. */
export interface CreatedJob extends RevisionResult {
  readonly isDuplicate?: true;
}

/** The other job can end, and the next one take its key, between two looks. */
const ATTEMPTS = 5;

/**
 * Makes a job, or answers with the one that has its key already.
 *
 * @throws what a create throws; JOB_RUNNING when the other one is to be replaced and runs
 */
export async function createJob(jobs: EncodedResources, input: unknown, options: CreateJobOptions): Promise<CreatedJob> {
  const { onDuplicate = "refuse", ...rest } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await jobs.create(input, rest);
    } catch (error) {
      if (onDuplicate === "refuse" || attempt === ATTEMPTS || !isDuplicate(error)) throw error;
    }
    const other = await findByKey(jobs, input);
    const answer = other && (onDuplicate === "ignore" ? other : await replaceJob(jobs, other, input, rest));
    if (answer !== undefined) return { ...answer, isDuplicate: true };
  }
}

function isDuplicate(error: unknown): boolean {
  return isSpecstarError(error, "UNIQUE_VIOLATION") && error.problems.some(({ path }) => path === "/dedupeKey");
}

async function findByKey(jobs: EncodedResources, input: unknown): Promise<EncodedFacts | undefined> {
  const dedupeKey = isRecord(input) && typeof input["dedupeKey"] === "string" ? input["dedupeKey"] : null;
  const where = { kind: "compare", field: "dedupeKey", op: "eq", value: dedupeKey } as const;
  const { items } = await jobs.searchFacts({ where, orderBy: [], limit: 1 });
  return items[0];
}

/** Undefined when the other one has changed or ended since it was found: an update would run it again. */
async function replaceJob(jobs: EncodedResources, other: EncodedFacts, input: unknown, options: CreateOptions): Promise<RevisionResult | undefined> {
  const { id: _, ...rest } = options;
  try {
    return await jobs.update(other.meta.value.resourceId, input, { ...rest, ifMatch: other.etag });
  } catch (error) {
    const isGone = isSpecstarError(error, "REVISION_CONFLICT") || isSpecstarError(error, "RESOURCE_NOT_FOUND") || isSpecstarError(error, "RESOURCE_DELETED");
    if (isGone) return undefined;
    throw error;
  }
}
