import type { ProjectConfig } from "../config.js";
import type { Diagnostic } from "../diagnostics.js";
import { LockFileError } from "../emitters/index.js";
import { generate, type Generated, type Host } from "../index.js";
import { createMemory, type Memory } from "../memory.js";
import { readConfig } from "../reader/read-config.js";
import { lookAround, lookAtConfig, remember } from "../record/remember.js";
import { toOutputFolder } from "../writer/paths.js";
import { findEdits, type Plan } from "../writer/plan.js";
import type { DiskMemory } from "../writer/read-disk.js";
import { Refusal } from "../writer/refusal.js";
import { writeFiles } from "../writer/write.js";
import { loadEmitters } from "./load-emitters.js";
import type { Phase } from "./stopwatch.js";

export interface Run {
  readonly now: () => Date;
  /** Edited files, from the root, that may be overwritten or removed. None unless given. */
  readonly forced?: ReadonlySet<string>;
  /** Change nothing: the plan says what would be done. */
  readonly dry?: boolean;
  /** Told when a phase begins. */
  readonly enter?: (phase: Phase) => void;
  /** What the last run in this process has left. */
  readonly session?: Session;
}

/** What runs hand on that follow each other in one process. */
export interface Session {
  readonly memory: Memory;
  readonly disk: DiskMemory;
}

export function createSession(): Session {
  return { memory: createMemory(), disk: new Map() };
}

/** What came of a run. */
export interface Outcome {
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when an error among the diagnostics kept anything from being written. */
  readonly plan: Pick<Plan, "steps"> | undefined;
  /** How many models and fields were read. */
  readonly models: number;
  readonly fields: number;
}

/**
 * Reads the project in `root`, and writes what is generated from it: everything or, on any problem, nothing.
 *
 * @throws Refusal
 */
export async function generateProject(root: string, { now, forced = new Set(), dry = false, enter = () => {}, session }: Run): Promise<Outcome> {
  enter("config");
  const start = lookAtConfig(root);
  const { config, diagnostics } = readConfig({ root });
  if (diagnostics.some(isError)) return { config, diagnostics, plan: undefined, models: 0, fields: 0 };
  const emitters = await loadEmitters(root, config.emitters);
  // Rounds that follow each other have a better memory than a record.
  const before = session === undefined && !dry && emitters.length === 0 && config.templates === null ? lookAround(root, config, start) : undefined;
  let generated: Generated | undefined;
  const plan = await writeFiles({ root, output: toOutputFolder(config.output), forced, dry, enter, ...(session && { memory: session.disk }) }, async (writeAhead) => {
    // Who watches has asked for every change to be written as soon as it can be.
    const watched = session && { memory: session.memory, tell: writeAhead };
    generated = generateOrRefuse(config, { root, now, enter, emitters, ...watched });
    return generated.diagnostics.some(isError) ? undefined : generated.files;
  });
  const outcome = { config, ...tell(diagnostics, generated) };
  if (before !== undefined && generated !== undefined && plan !== undefined && findEdits(plan.steps).length === 0) {
    remember(before, { ...outcome, root, plan, texts: generated.texts });
  }
  return { ...outcome, plan };
}

function tell(diagnostics: readonly Diagnostic[], generated: Generated | undefined): Pick<Outcome, "diagnostics" | "models" | "fields"> {
  const models = generated?.project.models ?? [];
  return {
    diagnostics: [...diagnostics, ...(generated?.diagnostics ?? [])],
    models: models.length,
    fields: models.reduce((total, { fields }) => total + fields.length, 0),
  };
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
