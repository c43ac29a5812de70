import type { AppliedMigration, Migration, MigrationTarget } from "./migration-target.js";

/** Every migration that the project or the database knows, each in one of four places. */
export interface MigrationStatus {
  /** Applied, and still as they were then. */
  readonly applied: readonly AppliedMigration[];
  /** Not applied yet, in the order in which they will be. */
  readonly pending: readonly Migration[];
  /** Applied, and edited since. */
  readonly changed: readonly Migration[];
  /** Applied, and not in the project: of a newer checkout, or deleted. */
  readonly unknown: readonly AppliedMigration[];
}

/**
 * Compares a project's migrations with what a database has seen. Changes nothing.
 *
 * @throws the driver's error when the database fails.
 */
export async function migrationStatus(target: MigrationTarget, migrations: readonly Migration[]): Promise<MigrationStatus> {
  const seen = new Map((await target.listApplied()).map((applied) => [applied.id, applied]));
  const files = new Map(migrations.map((migration) => [migration.id, migration]));
  return {
    applied: [...seen.values()].filter(({ id, checksum }) => files.get(id)?.checksum === checksum),
    pending: migrations.filter(({ id }) => !seen.has(id)),
    changed: migrations.filter(({ id, checksum }) => (seen.get(id)?.checksum ?? checksum) !== checksum),
    unknown: [...seen.values()].filter(({ id }) => !files.has(id)),
  };
}
