import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { SpecstarError, type Problem } from "../core/errors.js";
import type { BackendConfig } from "./backend-config.js";
import type { Bindings } from "./bindings.js";
import { problemsOf } from "./check.js";
import { expandVariables } from "./expand-variables.js";
import { locate } from "./locate.js";
import { parseConfig } from "./parse-config.js";
import { parseJson } from "./parse-json.js";

/**
 * What a configuration says: the path of a JSON file, or the same as an object. Paths are absolute, variables expanded.
 *
 * @throws CONFIG_INVALID for every mistake, with the JSON Pointer of each.
 */
export async function readBindings(config: string | BackendConfig): Promise<Bindings> {
  const isFile = typeof config === "string";
  const name = isFile ? config : "backend configuration";
  const expanded = expandVariables(isFile ? await readConfig(config) : config, process.env);
  const parsed = parseConfig(expanded.value);
  const problems = [...expanded.problems, ...withoutPathsOf(expanded.problems, problemsOf(parsed))];
  if ("problems" in parsed || problems.length > 0) throw invalid(name, problems);
  const { meta, resource, blob, mq } = parsed.value;
  const folder = isFile ? dirname(config) : ".";
  return { meta: locate(meta, folder), resource: locate(resource, folder), blob: locate(blob, folder), mq };
}

/** What a missing variable has left behind is no problem of its own. */
function withoutPathsOf(told: readonly Problem[], problems: readonly Problem[]): Problem[] {
  return problems.filter(({ path }) => !told.some((first) => first.path === path));
}

async function readConfig(file: string): Promise<unknown> {
  const parsed = parseJson(await readText(file));
  if ("value" in parsed) return parsed.value;
  const { line, column, found } = parsed.mistake;
  throw new SpecstarError("CONFIG_INVALID", `${file}:${line}:${column}: this is not JSON: ${found} can't be here.`, [
    { path: "", message: `unexpected ${found} in line ${line}, column ${column}` },
  ]);
}

async function readText(file: string): Promise<string> {
  try {
    // Some editors on Windows begin a file with a byte order mark, which JSON doesn't know.
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SpecstarError("CONFIG_INVALID", `${file} can't be read: ${reason}.`, [], { cause: error });
  }
}

function invalid(name: string, problems: readonly Problem[]): SpecstarError {
  const lines = problems.map(({ path, message }) => `  ${path || "/"} ${message}`);
  return new SpecstarError("CONFIG_INVALID", `${name} is not a valid configuration:\n${lines.join("\n")}`, problems);
}
