import { findBackendConfig, loadFromProject } from "../project-modules.js";

/** What the commands need of `@specstar/runtime/config` and `/migrations`, which are the project's and not ours. */
export interface Runtime {
  openMigrations(path: string): Promise<{ readonly target: Target | null; close(): Promise<void> }>;
  readMigrations(folder: string, dialect: string): Promise<readonly Migration[]>;
  migrationStatus(target: Target, migrations: readonly Migration[]): Promise<Status>;
  applyPending(target: Target, migrations: readonly Migration[], onApplied: (migration: Migration) => void): Promise<readonly Migration[]>;
  listRevertible(target: Target, migrations: readonly Migration[], steps: number): Promise<readonly Migration[]>;
  revertApplied(
    target: Target,
    migrations: readonly Migration[],
    steps: number,
    onReverted: (migration: Migration) => void,
  ): Promise<readonly Migration[]>;
}

export interface Target {
  readonly dialect: "sqlite" | "postgres";
  readonly name: string;
}

export interface Migration {
  readonly id: string;
  /** What is lost, or may fail, when it is applied to a database with data. */
  readonly risks: readonly string[];
  readonly downRisks: readonly string[];
}

export interface Status {
  readonly applied: readonly { readonly id: string }[];
  readonly pending: readonly Migration[];
  /** Applied, and different from their files now. */
  readonly changed: readonly { readonly id: string }[];
  /** Applied, and without a file. */
  readonly unknown: readonly { readonly id: string }[];
}

/** Does some work on the database that a back end's configuration describes; null when that needs no migrations. */
export async function withDatabase<Result>(root: string, config: string, work: (runtime: Runtime, target: Target | null) => Promise<Result>): Promise<Result> {
  const runtime = await loadFromProject<Runtime>(root, ["@specstar/runtime/config", "@specstar/runtime/migrations"]);
  const { target, close } = await runtime.openMigrations(findBackendConfig(root, config));
  try {
    return await work(runtime, target);
  } finally {
    await close();
  }
}
