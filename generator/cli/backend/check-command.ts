import { join } from "node:path";
import { readConfig } from "../../reader/read-config.js";
import { EXIT } from "../exit-code.js";
import { withProgress } from "../migrate/run.js";
import { findBackendConfig, loadFromProject } from "../project-modules.js";
import { printDiagnostics } from "../report.js";
import type { BackendFlags } from "../tool-commands.js";
import type { World } from "../world.js";

/** What the command needs of `@specstar/runtime/config`, `/migrations` and `/maintenance`, which are the project's and not ours. */
interface Runtime<Plan, Migrations> {
  planBackend(path: string): Promise<Plan>;
  readMigrations(folder: string, dialect: string): Promise<Migrations>;
  checkBackend(plan: Plan, options: { readMigrations(dialect: string): Promise<Migrations> }): Promise<Report>;
}

interface Report {
  readonly works: boolean;
  readonly isPending: boolean;
  readonly parts: readonly { readonly part: string; readonly description: string; readonly steps: readonly StepReport[] }[];
}

interface StepReport {
  readonly step: string;
  readonly state: string;
  readonly milliseconds: number;
  readonly note: string | null;
}

const ENTRIES = ["@specstar/runtime/config", "@specstar/runtime/migrations", "@specstar/runtime/maintenance"];

/** `specstar backend check`: tries every part of the back end. Exits with 2 when one doesn't work. */
export async function checkBackendCommand(root: string, flags: BackendFlags, world: World): Promise<number> {
  const { config, diagnostics } = readConfig({ root });
  printDiagnostics(diagnostics, world);
  if (diagnostics.length > 0) return EXIT.badInput;
  const runtime = await loadFromProject<Runtime<unknown, unknown>>(root, ENTRIES);
  const plan = await runtime.planBackend(findBackendConfig(root, flags.config));
  const readMigrations = (dialect: string): Promise<unknown> => runtime.readMigrations(join(root, config.migrations), dialect);
  const report = await withProgress(world, () => "trying the back end", () => runtime.checkBackend(plan, { readMigrations }));
  world.stdout(flags.json === true ? `${JSON.stringify(report, null, 2)}\n` : report.parts.map(describePart).join(""));
  world.stderr(`${conclude(report)}\n`);
  return report.works ? EXIT.ok : EXIT.badInput;
}

function describePart({ part, description, steps }: Report["parts"][number]): string {
  return `${part}: ${description}\n${steps.map(describeStep).join("")}`;
}

function describeStep({ step, state, milliseconds, note }: StepReport): string {
  const time = state === "works" || state === "fails" ? `${milliseconds.toFixed(1)} ms` : "";
  return `  ${state.padEnd(8)} ${step.padEnd(12)} ${time.padStart(10)}${note === null ? "" : `  ${note}`}`.trimEnd() + "\n";
}

function conclude({ works, isPending, parts }: Report): string {
  const broken = parts.filter(({ steps }) => steps.some(({ state }) => state === "fails")).map(({ part }) => part);
  if (!works) return `The back end does not work: ${broken.join(", ")}.`;
  return isPending ? "What could be tried works. The rest waits for the migrations." : "The back end works.";
}
