import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../reader/read-config.js";
import { Refusal } from "../writer/refusal.js";
import { isRuntimeError } from "./describe-error.js";
import { EXIT } from "./exit-code.js";
import { resolveFromProject } from "./project-modules.js";
import { printDiagnostics } from "./report.js";
import type { World } from "./world.js";

/** What the commands need of `@specstar/runtime/config` and `/migrations`, which are the project's and not ours. */
interface Runtime {
  openBackend(path: string): Promise<{ readonly migrations: Target | null; close(): Promise<void> }>;
  readMigrations(folder: string, dialect: string): Promise<readonly Migration[]>;
  migrationStatus(target: Target, migrations: readonly Migration[]): Promise<Status>;
  applyPending(
    target: Target,
    migrations: readonly Migration[],
    onApplied: (migration: Migration) => void,
  ): Promise<readonly Migration[]>;
}

interface Target {
  readonly dialect: string;
}

interface Migration {
  readonly id: string;
}

interface Status {
  readonly applied: readonly Migration[];
  readonly pending: readonly Migration[];
  /** Applied, and different from their files now. */
  readonly changed: readonly Migration[];
  /** Applied, and without a file. */
  readonly unknown: readonly Migration[];
}

/** `specstar migrate status` and `up`. Exits with 2 when the files and the database don't belong together. */
export async function migrate(root: string, action: "status" | "up", world: World): Promise<number> {
  const { config, diagnostics } = readConfig({ root });
  printDiagnostics(diagnostics, world);
  if (diagnostics.length > 0) return EXIT.badInput;
  return await withDatabase(root, async (runtime, target) => {
    if (target === null) {
      world.stderr("This back end needs no migrations.\n");
      return EXIT.ok;
    }
    const migrations = await runtime.readMigrations(join(root, config.migrations), target.dialect);
    const run = { runtime, target, migrations, world };
    return action === "status" ? await printStatus(run) : await applyAll(run);
  });
}

interface Run {
  readonly runtime: Runtime;
  readonly target: Target;
  readonly migrations: readonly Migration[];
  readonly world: World;
}

async function withDatabase(root: string, work: (runtime: Runtime, target: Target | null) => Promise<number>): Promise<number> {
  const runtime = await loadRuntime(root);
  const path = join(root, "backend.json");
  if (!existsSync(path)) throw new Refusal(`there is no backend.json in ${root}`, "run `specstar init`, which writes one");
  const storage = await runtime.openBackend(path);
  try {
    return await work(runtime, storage.migrations);
  } finally {
    await storage.close();
  }
}

async function loadRuntime(root: string): Promise<Runtime> {
  const entries = ["@specstar/runtime/config", "@specstar/runtime/migrations"];
  const modules = await Promise.all(entries.map((entry) => import(resolveFromProject(root, entry)) as Promise<Partial<Runtime>>));
  return Object.assign({}, ...modules) as Runtime;
}

async function printStatus({ runtime, target, migrations, world }: Run): Promise<number> {
  const status = await runtime.migrationStatus(target, migrations);
  for (const state of ["applied", "changed", "unknown", "pending"] as const) {
    for (const { id } of status[state]) world.stdout(`${state.padEnd(7)} ${id}\n`);
  }
  if (status.changed.length > 0) world.stderr("A migration was changed after it was applied: restore its file.\n");
  if (status.unknown.length > 0)
    world.stderr("The database knows a migration that has no file: it belongs to another state of the project.\n");
  if (status.pending.length > 0) world.stderr(`${status.pending.length} to apply: run \`specstar migrate up\`.\n`);
  else world.stderr("Nothing to apply.\n");
  return status.changed.length + status.unknown.length === 0 ? EXIT.ok : EXIT.badInput;
}

async function applyAll(run: Run): Promise<number> {
  const { runtime, target, migrations, world } = run;
  try {
    const applied = await runtime.applyPending(target, migrations, ({ id }) => world.stdout(`applied ${id}\n`));
    world.stderr(applied.length === 0 ? "Nothing to apply: the database is up to date.\n" : `${applied.length} applied.\n`);
    return EXIT.ok;
  } catch (error) {
    throw isRuntimeError(error) ? error : await explainFailure(error, run);
  }
}

/** What the database says of SQL that it doesn't take. */
async function explainFailure(error: unknown, { runtime, target, migrations }: Run): Promise<Refusal> {
  const [failed] = (await runtime.migrationStatus(target, migrations)).pending;
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(
    `the migration ${failed?.id ?? ""} failed: ${reason}`,
    "nothing of it was applied; what stands in the database's way is in its migration.sql, or in the data",
    { cause: error },
  );
}
