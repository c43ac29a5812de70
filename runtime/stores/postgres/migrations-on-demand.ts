import type { MigrationTarget } from "../../migrations/migration-target.js";
import { openPostgresMigrations } from "./open-migrations.js";
import type { PostgresOptions } from "./options.js";

/**
 * The database of a running server, for its migrations: connected to for each call, so that no connection is kept for what a server
 * asks once at its start.
 */
export function migrationsOnDemand(options: PostgresOptions, name: string): MigrationTarget {
  const using = async <Result>(work: (target: MigrationTarget) => Promise<Result>): Promise<Result> => {
    const { target, close } = await openPostgresMigrations(options);
    try {
      return await work(target);
    } finally {
      await close();
    }
  };
  return {
    dialect: "postgres",
    name,
    listApplied: () => using((target) => target.listApplied()),
    describe: () => using((target) => target.describe()),
    apply: (migration) => using((target) => target.apply(migration)),
    revert: (migration) => using((target) => target.revert(migration)),
  };
}
