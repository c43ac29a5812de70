import { atStep } from "./at-step.js";
import { referenced } from "./refusals.js";
import type { Unit } from "./unit.js";

/**
 * Looks, once a unit is planned, whether those who restrict a deletion still stand in its way.
 *
 * @throws REFERENCED naming all of them for the first resource that can't be deleted.
 */
export function checkRestrictions({ restrictions }: Unit): void {
  const [first] = restrictions;
  if (first === undefined) return;
  const referrers = restrictions.filter(({ resourceId }) => resourceId === first.resourceId).map(({ referrer }) => referrer);
  throw atStep(referenced(first.resourceId, referrers), first.step);
}
