import { atStep } from "../at-step.js";
import { isSpecstarError } from "../errors.js";
import type { Unit } from "../unit.js";

/** One operation, ready to be planned: it reads through the unit what the operations before it will have done. */
export type PlannedOperation<Result> = (unit: Unit) => Promise<Result>;

/**
 * Plans operations one after the other, and their results in this order.
 *
 * @throws what the first operation that fails throws, with the place of the operation in its message and its problems
 */
export async function planAll<Result>(unit: Unit, operations: readonly PlannedOperation<Result>[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [step, operation] of operations.entries()) {
    unit.step = step;
    results.push(await planStep(unit, operation, step));
  }
  unit.step = undefined;
  return results;
}

async function planStep<Result>(unit: Unit, operation: PlannedOperation<Result>, step: number): Promise<Result> {
  try {
    return await operation(unit);
  } catch (error) {
    throw isSpecstarError(error) ? atStep(error, step) : error;
  }
}
