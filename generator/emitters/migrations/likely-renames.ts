import type { Model } from "../../ir/model.js";
import type { Finding } from "../check-versions.js";
import { fieldHistory } from "./field-history.js";
import { DIALECTS, findTable, type Lock } from "./lock-file.js";
import { holdsTheSame, planTable } from "./plan-table.js";
import { toTableState } from "./table-state.js";

/** Pairs of indexed fields, one gone and one new, that may be the same. A rename is never guessed, but it may have been forgotten. */
export function likelyRenames(model: Model, lock: Lock): Finding[] {
  for (const dialect of DIALECTS) {
    const state = toTableState(model, dialect);
    const database = lock.databases[dialect];
    const before = database && findTable(state.table, database);
    if (before === undefined) continue;
    const [change] = planTable(before, { state, history: fieldHistory(model, lock) });
    if (change === undefined) continue;
    const isGone = ({ path }: { readonly path: string }) => !state.columns.some((column) => column.path === path);
    const isNew = ({ path }: { readonly path: string }) => !before.columns.some((column) => column.path === path);
    const added = change.addColumns.map(({ column }) => column).filter(isNew);
    return change.dropColumns.filter(isGone).flatMap((old) => {
      const likely = added.find((column) => holdsTheSame(old, column));
      return likely === undefined ? [] : [perhapsRenamed(model.name, old.path, likely.path)];
    });
  }
  return [];
}

function perhapsRenamed(model: string, from: string, to: string): Finding {
  const name = from.split(".").at(-1) ?? from;
  return {
    code: "SPEC5004",
    model,
    message: `\`${to}\` of \`${model}\` is new, and \`${from}\` of the same type is gone.`,
    help: `If they are the same, write \`/** @renamedFrom ${name} */\` above \`${to}\`: its values are kept then.`,
  };
}
