import { didYouMean } from "../../diagnostics/did-you-mean.js";
import { readConfig } from "../../reader/read-config.js";
import { Refusal } from "../../writer/refusal.js";
import type { ProjectConfig } from "../../config.js";
import { EXIT } from "../exit-code.js";
import { importFromProject } from "../project-code.js";
import { findBackendConfig, loadFromProject } from "../project-modules.js";
import { printDiagnostics } from "../report.js";
import type { World } from "../world.js";
import type { Generated, Manager, Managers, Runtime, Storage, Worker, WorkerOptions } from "./runtime.js";

/** The jobs of a project, on its back end. */
export interface OpenedJobs {
  readonly config: ProjectConfig;
  readonly storage: Storage;
  /** Of all models, as the generated code opens them. */
  readonly allManagers: object;
  /** Of the models that are jobs. */
  readonly managers: Managers;
  startWorkers(handlers: object, options: WorkerOptions): Worker;
}

const COMPILES = "run `specstar generate` and `npm install`, and make sure that the project compiles";

/**
 * Opens the back end and the jobs of a project for a command, and closes them after it.
 *
 * @param backend the path of the back end's configuration, from the root.
 * @throws Refusal when no model is a job, and what the project can't be opened for.
 */
export async function withJobs(root: string, { backend, world }: { readonly backend: string; readonly world: World }, work: (jobs: OpenedJobs) => Promise<number>): Promise<number> {
  const { config, diagnostics } = readConfig({ root });
  printDiagnostics(diagnostics, world);
  if (diagnostics.length > 0) return EXIT.badInput;
  const { openBackend } = await loadFromProject<Runtime>(root, ["@specstar/runtime/config"]);
  const path = findBackendConfig(root, backend);
  const { openManagers, jobManagers, startWorkers } = await importFromProject<Generated>(root, `${config.output}/index.ts`, COMPILES);
  if (jobManagers === undefined || startWorkers === undefined)
    throw new Refusal("no model of this project extends Job", "add one, and run `specstar generate`; docs/jobs.md shows how");
  const storage = await openBackend(path);
  try {
    const allManagers = await openManagers(storage);
    return await work({
      config,
      storage,
      allManagers,
      managers: jobManagers(allManagers),
      startWorkers: (handlers, options) => startWorkers(allManagers, handlers, options),
    });
  } finally {
    await storage.close();
  }
}

/** @throws Refusal for a name that is no job model. */
export function checkModel(name: string, models: Iterable<string>): void {
  const names = [...models];
  if (!names.includes(name)) throw new Refusal(`\`${name}\` is no job model of this project`, `there are ${names.join(", ")}.${didYouMean(name, names)}`);
}

/**
 * The managers that a command is about: the one of a model, or all.
 *
 * @throws Refusal for a name that is no job model.
 */
export function chooseManagers(managers: Managers, model: string | undefined): readonly (readonly [string, Manager])[] {
  if (model !== undefined) checkModel(model, Object.keys(managers));
  return Object.entries(managers).filter(([name]) => model === undefined || name === model);
}

/** The manager of a job, by its id. @throws Refusal for an id that is none of a job. */
export function managerOf(managers: Managers, resourceId: string): Manager {
  const found = Object.values(managers).find(({ spec }) => resourceId.startsWith(`${spec.name}:`));
  if (found !== undefined) return found;
  const beginnings = Object.values(managers).map(({ spec }) => `${spec.name}:…`);
  throw new Refusal(`\`${resourceId}\` is no id of a job`, `ids of jobs begin with their model: ${beginnings.join(", ")}; \`specstar jobs list\` shows them`);
}
