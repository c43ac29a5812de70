import { SpecstarError } from "../core/errors.js";
import { addReadinessCheck } from "../core/readiness-checks.js";
import type { Storage } from "../stores/storage.js";
import type { MigrationTarget } from "./migration-target.js";

/** The id of a project's newest migration for each dialect that it has migrations for. */
export type NewestMigrations = { readonly [Dialect in MigrationTarget["dialect"]]?: string };

/**
 * Makes sure that a storage has the tables that the generated code expects. A storage that needs no migrations passes, and
 * so does a database that is further on. A server of the storage asks again whenever it is asked whether it is ready.
 *
 * @throws MIGRATION_PENDING when the newest migration is not applied, or the project has none for this kind of database;
 * the driver's error when the database fails.
 */
export async function requireMigration(storage: Storage, newest: NewestMigrations): Promise<void> {
  const target = storage.migrations;
  if (target === null) return;
  const id = newest[target.dialect];
  if (id === undefined) throw pending(`This project has no migrations for ${target.dialect}, which the database ${target.name} needs. Run \`specstar generate\`.`);
  const check = (): Promise<void> => requireApplied(target, id);
  await check();
  addReadinessCheck(storage, { name: "migrations", check });
}

async function requireApplied(target: MigrationTarget, id: string): Promise<void> {
  const applied = await target.listApplied();
  if (applied.some((migration) => migration.id === id)) return;
  throw pending(`The database ${target.name} lacks the migration ${id}. Run \`specstar migrate up\`.`);
}

function pending(message: string): SpecstarError {
  return new SpecstarError("MIGRATION_PENDING", message);
}
