/** Public entry of the generator: what a `specstar.config.ts` imports, and the generator as a function. */
import { DEFAULT_CONFIG, type Config, type ProjectConfig } from "./config.js";
import { toDiagnostics } from "./check-versions.js";
import { sortDiagnostics, type Diagnostic } from "./diagnostics.js";
import { checkVersions, emitProject } from "./emitters/index.js";
import { readExisting } from "./existing-migrations.js";
import type { File } from "./ir/file.js";
import type { Project } from "./ir/model.js";
import { keepModels, type Memory } from "./memory.js";
import { readProject } from "./reader/read-project.js";

export { defineConfig, type Config, type OpenapiConfig, type SecurityScheme } from "./config.js";
export type * from "./ir/model.js";
export type * from "./ir/type.js";
export type { Diagnostic, Span } from "./diagnostics.js";
export type { File } from "./ir/file.js";

/** Where the generator works, and what time it is: a new migration is named after it. */
export interface Host {
  /** The project's folder, absolute. Nothing outside of it is read, and nothing is written. */
  readonly root: string;
  readonly now: () => Date;
  /** Told when the reading and the emitting begin. */
  readonly enter?: (phase: "read" | "emit") => void;
  /** What an earlier run in this process has left: what has not changed since need not be made anew. */
  readonly memory?: Memory;
}

export interface Generated {
  /** Every file that the project should have; none when a diagnostic is an error. */
  readonly files: readonly File[];
  readonly diagnostics: readonly Diagnostic[];
  /** What was read of the models. */
  readonly project: Project;
  /** Every file that was read for it, by path from the root, with its text; null for those that were looked for in vain. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/**
 * Reads the models of a project, its lock file and the names of its migrations, and gives the files that belong to them.
 * Writes nothing. Equal input gives equal files, but for the name of a new migration.
 *
 * @param config as `specstar.config.ts` says it.
 * @throws LockFileError when the lock file is damaged or does not go with the migrations; what the file system throws.
 */
export function generate(config: Config | ProjectConfig, { root, now, enter, memory }: Host): Generated {
  const { models, output, migrations, dialects, outputs, openapi } = { ...DEFAULT_CONFIG, ...config };
  enter?.("read");
  const { diagnostics: found, schemaCalls, texts, ...read } = readProject({ root, config: { models }, ...(memory && { memory: memory.sources }) });
  const project = memory === undefined ? read.project : keepModels(read.project, memory.models);
  if (found.some(isError)) return { files: [], diagnostics: found, project, texts };
  const past = readExisting(root, migrations, dialects);
  const diagnostics = sortDiagnostics([...found, ...toDiagnostics(checkVersions(project, past.lock), schemaCalls)]);
  if (diagnostics.some(isError)) return { files: [], diagnostics, project, texts };
  enter?.("emit");
  const files = emitProject(project, { output, migrations, dialects, outputs, openapi, ...past, now: now() });
  return { files, diagnostics, project, texts };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
