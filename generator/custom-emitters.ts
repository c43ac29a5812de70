import { posix } from "node:path";
import type { File } from "./ir/file.js";
import type { Project } from "./ir/model.js";
import { Refusal } from "./writer/refusal.js";

/**
 * The default export of a module that the config lists as one of its `emitters`: gets everything that is known of the
 * models, frozen, and gives files of the kind `generated` for the output folder. Equal input must give equal files.
 */
export type Emitter = (project: Project) => readonly File[];

/** An emitter, and what to call it when something is wrong with it. */
export interface NamedEmitter {
  readonly module: string;
  readonly emit: Emitter;
}

/**
 * The files of the project's own emitters.
 *
 * @param files those that are emitted already: none may be replaced.
 * @throws Refusal that names the module, when an emitter fails or gives something else than such files.
 */
export function runEmitters(project: Project, emitters: readonly NamedEmitter[], { output, files }: { output: string; files: readonly File[] }): File[] {
  const owners = new Map(files.map(({ path }) => [path.toLowerCase(), "specstar itself"]));
  return emitters.flatMap(({ module, emit }) => {
    const given = attempt(module, () => emit(project));
    if (!Array.isArray(given)) throw refusal(module, "doesn't give a list of files");
    return given.map((file: unknown) => {
      const checked = checkFile(module, file, output);
      const owner = owners.get(checked.path.toLowerCase());
      if (owner !== undefined) throw refusal(module, `gives \`${checked.path}\`, which ${owner} gives already`);
      owners.set(checked.path.toLowerCase(), module);
      return checked;
    });
  });
}

function attempt<Value>(module: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    const [, place = ""] = /\n\s+at ([^\n]+)/.exec(stack) ?? [];
    throw new Refusal(`the emitter ${module} failed: ${message}`, `it threw at ${place}`, { cause: error });
  }
}

function checkFile(module: string, file: unknown, output: string): File {
  if (!isFile(file)) throw refusal(module, "gives something that is no file");
  const { path, text } = file;
  const isPlain = !/[\\:\0]/.test(path) && posix.normalize(path) === path && !/(^|\/)\./.test(path.slice(output.length));
  if (!isPlain || !path.startsWith(`${output}/`)) throw refusal(module, `gives \`${path}\`, which is not a file in \`${output}/\``);
  return { path, text, kind: "generated" };
}

function isFile(file: unknown): file is File {
  if (typeof file !== "object" || file === null || !("path" in file && "text" in file && "kind" in file)) return false;
  return typeof file.path === "string" && typeof file.text === "string" && file.kind === "generated";
}

function refusal(module: string, problem: string): Refusal {
  const help = 'it is `(project) => File[]`, with files of the shape { path: "<output>/…", text, kind: "generated" }';
  return new Refusal(`the emitter ${module} ${problem}`, help);
}
