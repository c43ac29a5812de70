/** Public entry of the generator: what a `specstar.config.ts` imports, and the generator as a function. */
import { DEFAULT_CONFIG, type Config, type ProjectConfig } from "./config.js";
import { toDiagnostics } from "./check-versions.js";
import { sortDiagnostics, type Diagnostic } from "./diagnostics.js";
import { checkVersions, emitProject } from "./emitters/index.js";
import { readExisting } from "./existing-migrations.js";
import type { File } from "./ir/file.js";
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
}

export interface Generated {
  /** Every file that the project should have; none when a diagnostic is an error. */
  readonly files: readonly File[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the models of a project, its lock file and the names of its migrations, and gives the files that belong to them.
 * Writes nothing. Equal input gives equal files, but for the name of a new migration.
 *
 * @param config as `specstar.config.ts` says it.
 * @throws LockFileError when the lock file is damaged or does not go with the migrations; what the file system throws.
 */
export function generate(config: Config | ProjectConfig, { root, now }: Host): Generated {
  const { models, output, migrations, dialects } = { ...DEFAULT_CONFIG, ...config };
  const { project, diagnostics: found, schemaCalls } = readProject({ root, config: { models } });
  if (found.some(isError)) return { files: [], diagnostics: found };
  const past = readExisting(root, migrations, dialects);
  const diagnostics = sortDiagnostics([...found, ...toDiagnostics(checkVersions(project, past.lock), schemaCalls)]);
  if (diagnostics.some(isError)) return { files: [], diagnostics };
  return { files: emitProject(project, { output, migrations, dialects, ...past, now: now() }), diagnostics };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
