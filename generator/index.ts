/** Public entry of the generator: what a `specstar.config.ts` imports, and the generator as a function. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_CONFIG, type Config, type ProjectConfig } from "./config.js";
import type { Diagnostic } from "./diagnostics.js";
import { emitProject, LOCK_PATH } from "./emitters/index.js";
import { runEmitters, type NamedEmitter } from "./custom-emitters.js";
import type { File } from "./ir/file.js";
import { describeTemplateError, readOwnTemplates } from "./own-templates.js";
import { readProject } from "./reader/read-project.js";
import { TemplateError, withTemplates } from "./render/render.js";

export { defineConfig, type Config, type OpenapiConfig, type SecurityScheme } from "./config.js";
export type * from "./ir/model.js";
export type * from "./ir/type.js";
export type { Emitter, NamedEmitter } from "./custom-emitters.js";
export type { Diagnostic, Span } from "./diagnostics.js";
export type { File } from "./ir/file.js";

/** Where the generator works, and what time it is: a new migration is named after it. */
export interface Host {
  /** The project's folder, absolute. Nothing outside of it is read, and nothing is written. */
  readonly root: string;
  readonly now: () => Date;
  /** The project's own emitters, loaded: the config only names them. */
  readonly emitters?: readonly NamedEmitter[];
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
export function generate(config: Config | ProjectConfig, { root, now, emitters = [] }: Host): Generated {
  const { models, output, outputs, migrations, templates } = { ...DEFAULT_CONFIG, ...config };
  const { project, diagnostics } = readProject({ root, config: { models } });
  if (diagnostics.some(({ severity }) => severity === "error")) return { files: [], diagnostics };
  const own = readOwnTemplates(root, templates);
  const all = [...diagnostics, ...own.diagnostics];
  try {
    const files = withTemplates(own.lookup, () =>
      emitProject(project, {
        output,
        outputs,
        migrations,
        lock: attempt(() => readFileSync(join(root, LOCK_PATH), "utf8")),
        migrationIds: attempt(() => listFolders(join(root, migrations, "sqlite"))) ?? [],
        now: now(),
      }),
    );
    return { files: [...files, ...runEmitters(project, emitters, { output, files })], diagnostics: all };
  } catch (error) {
    if (error instanceof TemplateError) return { files: [], diagnostics: [...all, describeTemplateError(error, root)] };
    throw error;
  }
}

function listFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map((entry) => entry.name);
}

/** Null when there is nothing at the path. */
function attempt<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
