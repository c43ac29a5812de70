import type { CommitOutcome } from "../../stores/meta-store.js";
import type { Storage } from "../../stores/storage.js";
import { atStep } from "../at-step.js";
import type { SpecstarError } from "../errors.js";
import { holdLost, jobRunning } from "../refusals.js";
import type { Unit } from "../unit.js";

/**
 * Why a write that met a conflict can't happen by trying again: somebody holds the job that it is about. Undefined when it can. A schedule is
 * held for a moment only.
 */
export async function heldAgainst({ meta }: Storage, unit: Unit, outcome: CommitOutcome): Promise<SpecstarError | undefined> {
  if (outcome.kind !== "conflict") return undefined;
  const write = unit.writes[outcome.write];
  if (write?.job === undefined) return undefined;
  const { resourceId } = write.change;
  const [row] = await meta.jobs.read([resourceId]);
  const token = write.job.kind === "end" ? write.job.token : null;
  if (token === null) return row === undefined || row.hold === null || row.isSchedule ? undefined : atStep(jobRunning(resourceId), unit.stepOf(outcome.write));
  return row?.hold?.token === token ? undefined : holdLost(resourceId);
}
