import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ProjectConfig } from "../../config.js";
import { LockFileError } from "../../emitters/index.js";
import { generate, type Generated } from "../../index.js";
import { Refusal } from "../../writer/refusal.js";
import { EXIT } from "../exit-code.js";
import type { MigrateFlags } from "../program.js";
import { printDiagnostics } from "../report.js";
import type { World } from "../world.js";
import { withDatabase } from "./runtime.js";

/** What a database lacks of the migrations that there are. */
interface Lack {
  readonly database: string;
  readonly dialect: string;
  readonly pending: readonly string[];
}

/** Shows the migrations that the next `generate` would write, and those that the database lacks. Changes nothing. */
export async function printNext(root: string, config: ProjectConfig, world: World, flags: MigrateFlags): Promise<number> {
  const dialects = config.dialects.filter((dialect) => flags.dialect === undefined || flags.dialect === dialect);
  const { files, diagnostics } = generateOrRefuse({ ...config, dialects }, root, world);
  printDiagnostics(diagnostics, world);
  if (diagnostics.some(({ severity }) => severity === "error")) return EXIT.badInput;
  const next = files.filter(({ kind, path }) => kind === "appended" && path.endsWith("/migration.sql")).map(({ path, text }) => ({ path, sql: text }));
  const lack = await findLack(root, config, flags);
  if (flags.json === true) {
    world.stdout(`${JSON.stringify({ next, database: lack }, null, 2)}\n`);
    return EXIT.ok;
  }
  for (const { path, sql } of next) world.stdout(`${path}\n\n${sql}\n`);
  world.stderr(next.length === 0 ? "The migrations are up to date with the models.\n" : "`specstar generate` writes this.\n");
  if (lack !== null) world.stderr(lack.pending.length === 0 ? `${lack.database} lacks nothing.\n` : `${lack.database} lacks:\n`);
  for (const id of lack?.pending ?? []) world.stdout(`pending ${id}\n`);
  return EXIT.ok;
}

function generateOrRefuse(config: ProjectConfig, root: string, world: World): Generated {
  try {
    return generate(config, { root, now: world.now });
  } catch (error) {
    if (!(error instanceof LockFileError)) throw error;
    throw new Refusal(error.message, "the lock file and the migrations go together: commit both, and change neither by hand");
  }
}

/** Null without a back end to ask. Planning itself needs none. */
async function findLack(root: string, config: ProjectConfig, flags: MigrateFlags): Promise<Lack | null> {
  if (!existsSync(resolve(root, flags.config))) return null;
  return withDatabase(root, flags.config, async (runtime, target) => {
    if (target === null || (flags.dialect !== undefined && flags.dialect !== target.dialect)) return null;
    const migrations = await runtime.readMigrations(join(root, config.migrations), target.dialect);
    const { pending } = await runtime.migrationStatus(target, migrations);
    return { database: target.name, dialect: target.dialect, pending: pending.map(({ id }) => id) };
  });
}
