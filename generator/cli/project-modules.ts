import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Refusal } from "../writer/refusal.js";

/**
 * What entries of packages of the project export, all in one. The caller knows what that is.
 *
 * @throws Refusal when the project doesn't have a package.
 */
export async function loadFromProject<Exports extends object>(root: string, entries: readonly string[]): Promise<Exports> {
  const modules = await Promise.all(entries.map((entry) => import(resolveFromProject(root, entry)) as Promise<Partial<Exports>>));
  return Object.assign({}, ...modules) as Exports;
}

/**
 * The path of the back end's configuration.
 *
 * @throws Refusal when there is no such file.
 */
export function findBackendConfig(root: string, config: string): string {
  const path = resolve(root, config);
  if (!existsSync(path)) throw new Refusal(`there is no ${config} in ${root}`, "run `specstar init`, which writes one");
  return path;
}

/**
 * Where a package's entry lies, as the code of the project in `root` would find it.
 *
 * @throws Refusal when the project doesn't have the package.
 */
export function resolveFromProject(root: string, specifier: string): string {
  try {
    return locate(root, specifier);
  } catch (error) {
    const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
    throw new Refusal(`${name} isn't installed in ${root}`, "run `npm install`; `specstar init` adds what package.json lacks", {
      cause: error,
    });
  }
}

/** The same for a package that can be missing. */
export function findFromProject(root: string, specifier: string): string | undefined {
  try {
    return locate(root, specifier);
  } catch {
    return undefined;
  }
}

function locate(root: string, specifier: string): string {
  return pathToFileURL(createRequire(join(root, "package.json")).resolve(specifier)).href;
}
