import { SpecstarError } from "../core/errors.js";
import type { Migration, MigrationTarget } from "./migration-target.js";
import { migrationStatus } from "./migration-status.js";

/**
 * The migrations that `steps` steps back would take back, the newest first.
 *
 * @throws MIGRATION_CHANGED when one of them is not in the project, was edited, or has no `down.sql`.
 */
export async function listRevertible(target: MigrationTarget, migrations: readonly Migration[], steps: number): Promise<readonly Migration[]> {
  const { applied, changed, unknown } = await migrationStatus(target, migrations);
  const newest = [...applied, ...changed, ...unknown].map(({ id }) => id).sort().toReversed().slice(0, steps);
  return newest.map((id) => {
    if (unknown.some((other) => other.id === id)) throw stuck(id, `The database ${target.name} has applied ${id}, which this project doesn't have: take it back from the checkout that does.`);
    if (changed.some((other) => other.id === id)) throw stuck(id, `The database ${target.name} has applied ${id} with another text. Restore the file first.`);
    const migration = migrations.find((other) => other.id === id);
    if (migration === undefined || migration.down === null) throw stuck(id, `${id} can't be taken back: it has no down.sql.`);
    return migration;
  });
}

/**
 * Takes the newest migrations back, each in one transaction: when one fails, those before it stay taken back.
 *
 * @param onReverted told of each migration as soon as it is taken back.
 * @throws MIGRATION_CHANGED, before anything is done, when one can't be taken back; the driver's error when one fails.
 */
export async function revertApplied(target: MigrationTarget, migrations: readonly Migration[], steps: number, onReverted: (migration: Migration) => void = () => {}): Promise<readonly Migration[]> {
  const revertible = await listRevertible(target, migrations, steps);
  for (const migration of revertible) {
    await target.revert(migration);
    onReverted(migration);
  }
  return revertible;
}

function stuck(id: string, message: string): SpecstarError {
  return new SpecstarError("MIGRATION_CHANGED", message, [{ path: id, message: "can't be taken back" }]);
}
