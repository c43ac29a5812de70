import { SpecstarError } from "../../core/errors.js";
import type { EncodedJobs } from "../../jobs/encoded-jobs.js";
import type { ServedManager } from "../served-manager.js";

/**
 * What is done with the jobs of a model alone.
 *
 * @throws CONFIG_INVALID when its resources are none.
 */
export function jobsOf({ spec, encodedJobs }: ServedManager): EncodedJobs {
  if (encodedJobs !== undefined) return encodedJobs;
  throw new SpecstarError("CONFIG_INVALID", `The model "${spec.name}" has no jobs: its manager must be a JobManager for such routes.`);
}
