import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Refusal } from "../writer/refusal.js";
import { findFromProject } from "./project-modules.js";

/**
 * What a TypeScript module of the project exports: the source through the project's tsx, or else what was compiled to `dist/`.
 *
 * @param path from the root, with its ending.
 * @throws Refusal when there is neither, and when it can't be loaded.
 */
export async function importFromProject<Exports extends object>(root: string, path: string, help: string): Promise<Exports> {
  const source = join(root, path);
  if (!path.endsWith(".ts") && existsSync(source)) return load(source, help);
  const tsx = existsSync(source) ? findFromProject(root, "tsx") : undefined;
  if (tsx !== undefined) {
    // From its import on, this process reads TypeScript, until the command ends.
    await import(tsx);
    return load(source, help);
  }
  const compiled = join("dist", path.replace(/\.ts$/, ".js"));
  if (existsSync(join(root, compiled))) return load(join(root, compiled), help);
  throw new Refusal(`there is no ${path} that can be run, and no ${compiled}`, help);
}

async function load<Exports extends object>(file: string, help: string): Promise<Exports> {
  try {
    return (await import(pathToFileURL(file).href)) as Exports;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${file} can't be loaded: ${reason}`, help, { cause: error });
  }
}
