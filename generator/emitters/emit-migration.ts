import type { File } from "../ir/file.js";
import type { Project } from "../ir/model.js";
import { render } from "../render/render.js";
import { EMPTY_LOCK, LOCK_PATH, LockFileError, parseLock, printLock, type DatabaseState } from "./migrations/lock-file.js";
import { migrationId, newestId } from "./migrations/migration-id.js";
import { hasSteps, planMigration, SYSTEM_VERSION } from "./migrations/plan.js";
import { toSqlite } from "./migrations/sqlite.js";
import { toTableState } from "./migrations/table-state.js";

export interface MigrationInput {
  /** The folder of the migrations, from the project's root. */
  readonly migrations: string;
  /** The lock file's text; null when there is none. */
  readonly lock: string | null;
  /** The ids of the migrations that there are, in any order. */
  readonly migrationIds: readonly string[];
  readonly now: Date;
}

export interface MigrationOutput {
  /** The new migration, if one is needed, and the lock file. */
  readonly files: readonly File[];
  /** The id of the migration that the emitted code needs. */
  readonly newest: string;
}

/**
 * Plans, without a database, what leads from the state in the lock file to the one that the models need.
 *
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function emitMigration(project: Project, { migrations, lock, migrationIds, now }: MigrationInput): MigrationOutput {
  const before = lock === null ? EMPTY_LOCK : parseLock(lock);
  refuseUnrelated(before.sqlite, migrationIds);
  const plan = planMigration(before.sqlite, project.models.map(toTableState));
  const isNeeded = hasSteps(plan);
  const newest = isNeeded ? migrationId(plan, migrationIds, now) : (newestId(migrationIds) ?? "");
  const sqlite = { newest: isNeeded ? newest : before.sqlite.newest, system: SYSTEM_VERSION, tables: plan.tables };
  const lockFile: File = { path: LOCK_PATH, text: printLock({ version: 1, sqlite }), kind: "generated" };
  if (!isNeeded) return { files: [lockFile], newest };
  const text = render("migration.sql", { blocks: toSqlite(plan) });
  return { files: [{ path: `${migrations}/sqlite/${newest}/migration.sql`, text, kind: "appended" }, lockFile], newest };
}

function refuseUnrelated({ newest }: DatabaseState, migrationIds: readonly string[]): void {
  const help = "Restore it from version control, or delete the migrations and the lock file to start anew with an empty database.";
  if (newest === null && migrationIds.length > 0) {
    throw new LockFileError(`There are migrations, but no ${LOCK_PATH} that says what they lead to. ${help}`);
  }
  if (newest !== null && !migrationIds.includes(newest)) {
    throw new LockFileError(`${LOCK_PATH} names the migration "${newest}", which is not there. ${help}`);
  }
}
