import type { ProjectConfig } from "../config.js";
import type { Diagnostic } from "../diagnostics.js";
import { LockFileError } from "../emitters/index.js";
import { generate, type Generated, type Host } from "../index.js";
import { readConfig } from "../reader/read-config.js";
import { toOutputFolder } from "../writer/paths.js";
import type { Plan } from "../writer/plan.js";
import { Refusal } from "../writer/refusal.js";
import { writeFiles } from "../writer/write.js";
import { loadEmitters } from "./load-emitters.js";

/** What came of a run. */
export interface Outcome {
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when an error among the diagnostics kept anything from being written. */
  readonly plan: Plan | undefined;
}

/**
 * Reads the project in `root`, and writes what is generated from it: everything or, on any problem, nothing.
 *
 * @param forced edited files, from the root, that may be overwritten or removed.
 * @throws Refusal
 */
export async function generateProject(root: string, forced: ReadonlySet<string>, now: () => Date): Promise<Outcome> {
  const { config, diagnostics } = readConfig({ root });
  if (diagnostics.some(isError)) return { config, diagnostics, plan: undefined };
  const emitters = await loadEmitters(root, config.emitters);
  let all = diagnostics;
  const plan = await writeFiles({ root, output: toOutputFolder(config.output), forced }, async () => {
    const generated = generateOrRefuse(config, { root, now, emitters });
    all = [...diagnostics, ...generated.diagnostics];
    return all.some(isError) ? undefined : generated.files;
  });
  return { config, diagnostics: all, plan };
}

function generateOrRefuse(config: ProjectConfig, host: Host): Generated {
  try {
    return generate(config, host);
  } catch (error) {
    if (!(error instanceof LockFileError)) throw error;
    throw new Refusal(error.message, "the lock file and the migrations go together: commit both, and change neither by hand");
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
