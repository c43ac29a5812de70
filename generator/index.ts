/** Public entry of the generator: what a `specstar.config.ts` imports, and the generator as a function. */
import { DEFAULT_CONFIG, type Config, type ProjectConfig } from "./config.js";
import { toDiagnostics } from "./check-versions.js";
import { runEmitters, type NamedEmitter } from "./custom-emitters.js";
import { sortDiagnostics, type Diagnostic } from "./diagnostics.js";
import { checkVersions, emitOwnFiles, emitProject, withEarlyFiles, type BegunFiles, type EarlyFiles, type EmitInput } from "./emitters/index.js";
import { readExisting } from "./existing-migrations.js";
import type { File } from "./ir/file.js";
import type { Project } from "./ir/model.js";
import { forget, keepModels, type Memory } from "./memory.js";
import { describeTemplateError, readOwnTemplates } from "./own-templates.js";
import { findModelFiles } from "./reader/model-files.js";
import { readProject, type ProjectReading } from "./reader/read-project.js";
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
  /** Told when the reading and the emitting begin. */
  readonly enter?: (phase: "read" | "emit") => void;
  /** What an earlier run in this process has left: what has not changed since need not be made anew. */
  readonly memory?: Memory;
  /** Given the models' own files before the rest is made, where neither templates nor emitters of the project can still refuse. */
  readonly tell?: (ownFiles: readonly File[]) => void;
  /** The project's own emitters, loaded: the config only names them. */
  readonly emitters?: readonly NamedEmitter[];
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
export function generate(config: Config | ProjectConfig, host: Host): Generated {
  const settings: ProjectConfig = { ...DEFAULT_CONFIG, ...config };
  // Neither files that are kept from the last run nor the project's own templates are known to a thread.
  if (host.memory !== undefined || settings.templates !== null) return readAndEmit(settings, host);
  const count = findModelFiles(host.root, settings.models)?.length ?? 0;
  return withEarlyFiles(count, { output: settings.output, openapi: settings.openapi }, (early) => readAndEmit(settings, host, early));
}

/** @param early begins with files while models are still being read. */
function readAndEmit(settings: ProjectConfig, host: Host, early?: EarlyFiles): Generated {
  const { root, now, enter } = host;
  enter?.("read");
  const { project, diagnostics: found, schemaCalls, texts } = readModels(settings, host, early);
  if (found.some(isError)) return { files: [], diagnostics: found, project, texts };
  const past = readExisting(root, settings.migrations, settings.dialects);
  const diagnostics = sortDiagnostics([...found, ...toDiagnostics(checkVersions(project, past.lock), schemaCalls)]);
  if (diagnostics.some(isError)) return { files: [], diagnostics, project, texts };
  enter?.("emit");
  const input = { ...settings, ...past, now: now() };
  const emitted = emitWithTemplates(project, input, host, early?.beginRest(project, input));
  return { files: emitted.files, diagnostics: [...diagnostics, ...emitted.diagnostics], project, texts };
}

/** Models that have not changed stay the same objects, for what was made of them to be used again: but not by templates that may have changed. */
function readModels({ models, templates }: ProjectConfig, { root, memory }: Host, early?: EarlyFiles): ProjectReading {
  const config = { models };
  if (memory === undefined) return readProject({ root, config, tell: early?.begin });
  if (templates !== null) forget(memory);
  const reading = readProject({ root, config, memory: memory.reading });
  return { ...reading, project: keepModels(reading.project, memory.models) };
}

interface WholeInput extends EmitInput {
  readonly templates: string | null;
}

/** The files of the templates, the project's own among them, and of the project's own emitters. */
function emitWithTemplates(project: Project, input: WholeInput, host: Host, begun?: BegunFiles): Pick<Generated, "files" | "diagnostics"> {
  const { root, emitters = [] } = host;
  const own = readOwnTemplates(root, input.templates);
  try {
    const files = withTemplates(own.lookup, () => emitProject(project, input, begun ?? tellAhead(project, input, host)));
    return { files: [...files, ...runEmitters(project, emitters, { output: input.output, files })], diagnostics: own.diagnostics };
  } catch (error) {
    if (error instanceof TemplateError) return { files: [], diagnostics: [...own.diagnostics, describeTemplateError(error, root)] };
    throw error;
  }
}

/** In runs that follow each other, the models' own files are told of before the rest is made. */
function tellAhead({ models }: Project, { output, templates }: WholeInput, { memory, emitters = [], tell }: Host): Partial<BegunFiles> {
  if (memory === undefined || templates !== null || emitters.length > 0) return {};
  const files = emitOwnFiles(models, output);
  tell?.(files);
  return { ownFiles: () => files };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
