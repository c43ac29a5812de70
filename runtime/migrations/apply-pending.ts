import { SpecstarError } from "../core/errors.js";
import type { Migration, MigrationTarget } from "./migration-target.js";
import { migrationStatus, type MigrationStatus } from "./migration-status.js";

/**
 * Applies what is pending, in order, and returns it. Each migration is one transaction: when one fails, those before it
 * stay applied. Several processes may do this at once.
 *
 * @param onApplied told of each migration as soon as it is applied.
 * @throws MIGRATION_CHANGED, before anything is applied, when an applied migration was edited, or when a pending one is
 * older than one that is applied; the driver's error when a migration fails.
 */
export async function applyPending(
  target: MigrationTarget,
  migrations: readonly Migration[],
  onApplied: (migration: Migration) => void = () => {},
): Promise<readonly Migration[]> {
  const status = await migrationStatus(target, migrations);
  refuseChanged(target, status);
  refuseLate(target, status);
  for (const migration of status.pending) {
    await target.apply(migration);
    onApplied(migration);
  }
  return status.pending;
}

function refuseChanged(target: MigrationTarget, { changed }: MigrationStatus): void {
  if (changed.length === 0) return;
  const ids = changed.map(({ id }) => id);
  const problems = ids.map((id) => ({ path: id, message: "was edited after it was applied" }));
  const message = `The database ${target.name} has applied ${ids.join(", ")} with another text. Restore the file: a migration is never edited once applied.`;
  throw new SpecstarError("MIGRATION_CHANGED", message, problems);
}

/** A migration that comes in late, mostly from another branch, was written against tables that are no longer like that. */
function refuseLate(target: MigrationTarget, { applied, unknown, pending }: MigrationStatus): void {
  const newest = [...applied, ...unknown].map(({ id }) => id).sort().at(-1);
  if (newest === undefined) return;
  const late = pending.filter(({ id }) => id < newest).map(({ id }) => id);
  if (late.length === 0) return;
  const problems = late.map((id) => ({ path: id, message: `is older than ${newest}, which is applied` }));
  const message = `${late.join(", ")} can't be applied to the database ${target.name}, which is already at ${newest}. Give the folder a newer stamp if it fits behind that one.`;
  throw new SpecstarError("MIGRATION_CHANGED", message, problems);
}
