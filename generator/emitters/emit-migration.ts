import type { File } from "../ir/file.js";
import type { Project } from "../ir/model.js";
import { checkChain, type ExistingMigration } from "./migrations/check-chain.js";
import { fieldHistory, withPresent } from "./migrations/field-history.js";
import { EMPTY_DATABASE, EMPTY_LOCK, LOCK_PATH, type DatabaseState, type Dialect, type Lock } from "./migrations/lock-file.js";
import { migrationId, newestId } from "./migrations/migration-id.js";
import { toMigrationText } from "./migrations/migration-text.js";
import { parseLock } from "./migrations/parse-lock.js";
import { hasSteps, planMigration, tablesAfter } from "./migrations/plan.js";
import { printLock } from "./migrations/print-lock.js";
import { POSTGRES } from "./migrations/postgres.js";
import { shapeKey, toShape } from "./migrations/shape.js";
import { SQLITE } from "./migrations/sqlite.js";
import { SYSTEM_VERSIONS } from "./migrations/system-tables.js";
import { toTableState } from "./migrations/table-state.js";

export interface MigrationInput {
  /** The folder of the migrations, from the project's root. */
  readonly migrations: string;
  /** The databases that migrations are wanted for. */
  readonly dialects: readonly Dialect[];
  /** The lock file's text; null when there is none. */
  readonly lock: string | null;
  /** The migrations that there are, in any order. */
  readonly existing: Readonly<Partial<Record<Dialect, readonly ExistingMigration[]>>>;
  readonly now: Date;
}

/** The id of the migration that the emitted code needs, by dialect. */
export type NewestMigrations = Readonly<Partial<Record<Dialect, string>>>;

export interface MigrationOutput {
  /** The new migrations, where they are needed, and the lock file. */
  readonly files: readonly File[];
  readonly newest: NewestMigrations;
}

const SQL = { sqlite: SQLITE, postgres: POSTGRES } as const;

/**
 * Plans, without a database, what leads from the state in the lock file to the one that the models need.
 *
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function emitMigration(project: Project, input: MigrationInput): MigrationOutput {
  const before = input.lock === null ? EMPTY_LOCK : parseLock(input.lock);
  const emitted = input.dialects.map((dialect) => ({ dialect, ...emitDialect(project, before, dialect, input) }));
  const databases: Partial<Record<Dialect, DatabaseState>> = { ...before.databases };
  for (const { dialect, state } of emitted) databases[dialect] = state;
  const lock: File = { path: LOCK_PATH, text: printLock({ version: 2, databases, ...recordShapes(project, before) }), kind: "generated" };
  return {
    files: [...emitted.flatMap(({ files }) => files), lock],
    newest: Object.fromEntries(emitted.map(({ dialect, newest }) => [dialect, newest])),
  };
}

interface Emitted {
  readonly files: readonly File[];
  readonly state: DatabaseState;
  readonly newest: string;
}

function emitDialect(project: Project, lock: Lock, dialect: Dialect, { migrations, existing, now }: MigrationInput): Emitted {
  const before = lock.databases[dialect] ?? EMPTY_DATABASE;
  const all = existing[dialect] ?? [];
  checkChain(dialect, before.newest, all);
  const ids = all.map(({ id }) => id);
  const wanted = project.models.map((model) => ({ state: toTableState(model, dialect), history: fieldHistory(model, lock) }));
  const plan = planMigration(before, SYSTEM_VERSIONS[dialect], wanted);
  const state = { newest: before.newest, system: SYSTEM_VERSIONS[dialect], tables: tablesAfter(before, wanted) };
  if (!hasSteps(plan)) return { files: [], state, newest: newestId(ids) ?? "" };
  const id = migrationId(plan, ids, now);
  const text = toMigrationText(plan, SQL[dialect], newestId(ids));
  const file = (name: string, sql: string): File => ({ path: `${migrations}/${dialect}/${id}/${name}.sql`, text: sql, kind: "appended" });
  return { files: [file("migration", text.up), file("down", text.down)], state: { ...state, newest: id }, newest: id };
}

/** The shapes of the models now beside those of their older versions. */
function recordShapes(project: Project, before: Lock): Pick<Lock, "models" | "shapes"> {
  const known = new Map(before.models.map((history) => [history.model, history]));
  const shapes = new Map(Object.entries(before.shapes));
  for (const model of project.models) {
    const shape = toShape(model);
    shapes.set(shapeKey(shape), shape);
    const versions = withPresent(known.get(model.name)?.versions ?? [], model.schemaVersion, shapeKey(shape));
    known.set(model.name, { model: model.name, versions });
  }
  const models = [...known.values()].sort((a, b) => (a.model < b.model ? -1 : 1));
  const used = new Set(models.flatMap(({ versions }) => versions.map(({ shape }) => shape)));
  const kept = [...shapes].filter(([key]) => used.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  return { models, shapes: Object.fromEntries(kept) };
}
