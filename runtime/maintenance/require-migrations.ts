import { migrationStatus } from "../migrations/migration-status.js";
import type { MigrationTarget } from "../migrations/migration-target.js";
import type { CheckOptions } from "./check-backend.js";
import { Waits, type Step } from "./run-steps.js";

/** The step that sees whether a database has the tables of the project; null where none are needed. */
export function requireMigrations(target: MigrationTarget | null, { readMigrations }: CheckOptions): Step | null {
  if (target === null) return null;
  return { name: "migrations", work: async () => checkMigrations(target, (await readMigrations?.(target.dialect)) ?? null) };
}

async function checkMigrations(target: MigrationTarget, migrations: Awaited<ReturnType<NonNullable<CheckOptions["readMigrations"]>>> | null): Promise<string> {
  if (migrations?.length === 0) throw new Waits(`the project has none for ${target.dialect}: run \`specstar generate\``);
  const { applied, pending, changed, unknown } = await migrationStatus(target, migrations ?? []);
  const count = applied.length + changed.length + (migrations === null ? unknown.length : 0);
  if (pending.length > 0) throw new Waits(`${pending.length} of ${pending.length + count} wait: run \`specstar migrate up\``);
  if (count === 0) throw new Waits("none is applied: run `specstar migrate up`");
  if (changed.length > 0) throw new Error(`${changed.map(({ id }) => id).join(", ")} was changed after it was applied: run \`specstar migrate status\``);
  return migrations !== null && unknown.length > 0 ? `${count} applied, and ${unknown.length} that the project does not know` : `${count} applied`;
}
