import { randomUUID } from "node:crypto";
import { checkFilter } from "../../query/check-search.js";
import { matches } from "../../query/matches.js";
import type { Condition } from "../../query/query.js";
import { toFieldValues } from "../../query/searchable-fields.js";
import type { OperationContext } from "../context.js";
import { invalidQuery } from "../../query/invalid-query.js";
import { runUnit } from "../run-unit.js";
import { selectIds, type Selection } from "../select-ids.js";
import type { Scope, Unit } from "../unit.js";
import { planDelete } from "./delete.js";
import { planPatch, type PatchOptions } from "./patch.js";
import { planRestore } from "./restore.js";

/** What happens to every resource that meets a condition. */
export type BulkAction = { readonly op: "update"; readonly patch: unknown } | { readonly op: "delete" | "restore" };

export interface BulkOptions extends Omit<PatchOptions, "ifMatch" | "mode"> {
  /** How many resources may be touched: 1000 unless given, 10,000 at most. */
  readonly most?: number | undefined;
}

/** What a bulk operation did. */
export interface BulkResult {
  readonly changesetId: string;
  /** How many resources met the condition. */
  readonly count: number;
}

const MOST = 1000;
const HIGHEST_MOST = 10_000;

/**
 * Changes, deletes or restores all resources that meet a condition, all or none. A restore looks among those that are deleted.
 *
 * @throws INVALID_QUERY; TOO_MANY_MATCHES with the count when more meet it than may be touched; what the operation on one of them throws
 */
export async function bulkWrite(context: OperationContext, where: Condition | null, action: BulkAction, options: BulkOptions): Promise<BulkResult> {
  const most = checkMost(options.most);
  const isRestore = action.op === "restore";
  const selection = { where: checkFilter(context.index, { where }).where, isDeleted: isRestore, most };
  const changesetId = randomUUID();
  const plan = async (unit: Unit): Promise<BulkResult> => {
    let count = 0;
    const scope = { unit, context };
    for (const id of await selectIds(context, selection)) {
      if (!(await isStillSelected(scope, id, selection))) continue;
      await planAction(scope, id, action, options);
      count++;
    }
    return { changesetId, count };
  };
  return runUnit(context.storage, plan, { ...options, changesetId });
}

async function planAction(scope: Scope, id: string, action: BulkAction, options: BulkOptions): Promise<void> {
  switch (action.op) {
    case "update":
      await planPatch(scope, id, { kind: "merge", patch: action.patch }, options);
      return;
    case "delete":
      await planDelete(scope, id, options);
      return;
    case "restore":
      await planRestore(scope, id, options);
  }
}

/** Somebody else may have changed it since the search, and the unit may have deleted it along with another. */
async function isStillSelected(scope: Scope, id: string, { where, isDeleted }: Selection): Promise<boolean> {
  const { unit, context } = scope;
  const current = await unit.readCurrent(context, id, false);
  if (current === undefined || current.isDeleted !== isDeleted) return false;
  return where === null || matches(where, toFieldValues(current.meta.value));
}

/** @throws INVALID_QUERY */
function checkMost(most: number = MOST): number {
  if (Number.isSafeInteger(most) && most > 0 && most <= HIGHEST_MOST) return most;
  throw invalidQuery([{ path: "most", message: `Must be a whole number from 1 to ${HIGHEST_MOST}.` }]);
}
