import { atStep } from "./at-step.js";
import { referenced } from "./refusals.js";
import type { Restriction, Unit } from "./unit.js";

/**
 * Looks, once a unit is planned, whether those who restrict a deletion still stand in its way.
 *
 * @throws REFERENCED naming all of them for the first resource that can't be deleted.
 */
export function checkRestrictions(unit: Unit): void {
  const inTheWay = unit.restrictions.filter((restriction) => stillRefers(unit, restriction));
  const [first] = inTheWay;
  if (first === undefined) return;
  const referrers = inTheWay.filter(({ resourceId }) => resourceId === first.resourceId).map(({ referrer }) => referrer);
  throw atStep(referenced(first.resourceId, referrers), unit.step);
}

function stillRefers(unit: Unit, { resourceId, referrer }: Restriction): boolean {
  const write = unit.lastWriteTo(referrer.resourceId);
  if (write === undefined) return true;
  if (write.kind === "purge" || write.meta.isDeleted) return false;
  if (write.references === undefined) return true;
  return write.references.some(({ path, target }) => path === referrer.path && target.resourceId === resourceId);
}
