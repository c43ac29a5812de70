import { SpecstarError } from "../core/errors.js";
import type { Migration } from "./migration-target.js";

/**
 * Makes sure that each migration is planned behind one that is there, and no two behind the same one. Those that don't say
 * what they follow may stand anywhere.
 *
 * @throws MIGRATION_CHANGED
 */
export function checkChain(root: string, migrations: readonly Migration[]): void {
  const ids = new Set(migrations.map(({ id }) => id));
  const followers = new Map<string | null, string>();
  for (const { id, parent } of migrations) {
    if (parent === undefined) continue;
    const other = followers.get(parent);
    if (other !== undefined) {
      throw broken(id, `${other} and ${id} in ${root} both follow ${parent ?? "no other migration"}: they come from two branches. Keep one, with the lock file of its branch, delete the folder of the other and run \`specstar generate\`: its changes are then planned anew.`);
    }
    followers.set(parent, id);
    if (parent !== null && !ids.has(parent)) throw broken(id, `${id} in ${root} follows ${parent}, which is not there: its folder was renamed or deleted. Restore it from version control.`);
  }
}

function broken(id: string, message: string): SpecstarError {
  return new SpecstarError("MIGRATION_CHANGED", message, [{ path: id, message: "is not part of one chain" }]);
}
