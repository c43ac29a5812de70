import type { ProjectConfig } from "../config.js";
import type { Project } from "../ir/model.js";
import { readConfig } from "../reader/read-config.js";
import { readProject } from "../reader/read-project.js";
import { printDiagnostics } from "./report.js";
import type { World } from "./world.js";

/** A project as it is read, and how it is set up. */
export interface ReadModels {
  readonly config: ProjectConfig;
  readonly project: Project;
}

/** Reads the models in `root` for a command that writes nothing. Null when they have errors; those are printed. */
export function readModels(root: string, world: World): ReadModels | null {
  const { config, diagnostics } = readConfig({ root });
  const isBroken = diagnostics.some(({ severity }) => severity === "error");
  const reading = isBroken ? { project: { models: [] }, diagnostics: [] } : readProject({ root, config });
  const errors = [...diagnostics, ...reading.diagnostics].filter(({ severity }) => severity === "error");
  printDiagnostics(errors, world);
  return errors.length === 0 ? { config, project: reading.project } : null;
}
