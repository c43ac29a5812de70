import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Refusal } from "../../writer/refusal.js";
import { resolveFromProject } from "../project-modules.js";
import type { Spec, Storage } from "./runtime.js";

/** What the project's generated `index` exports, as far as we need it. */
interface Generated {
  openManagers(storage: Storage): Promise<Readonly<Record<string, { readonly spec: Spec }>>>;
}

/**
 * The models of a project, by its generated code: that in TypeScript through the project's tsx, or else what was compiled to `dist/`.
 *
 * @param output the folder of the generated files.
 * @throws Refusal when there is neither.
 */
export async function loadSpecs(root: string, output: string, storage: Storage): Promise<readonly Spec[]> {
  const { openManagers } = await loadGenerated(root, output);
  // A database that lacks a migration is what the doctor is to say, not a reason not to look.
  const managers = await openManagers({ ...storage, migrations: null });
  return Object.values(managers).map(({ spec }) => spec);
}

async function loadGenerated(root: string, output: string): Promise<Generated> {
  const source = join(root, output, "index.ts");
  const compiled = join(root, "dist", output, "index.js");
  if (existsSync(source) && existsSync(join(root, "node_modules/tsx"))) {
    // From its import on, this process reads TypeScript, until the command ends.
    await import(resolveFromProject(root, "tsx"));
    return load(source);
  }
  if (existsSync(compiled)) return load(compiled);
  throw new Refusal(`there is no ${output}/index.ts that can be run, and no dist/${output}/index.js`, "run `specstar generate` and `npm install`, or compile the project to dist/");
}

async function load(file: string): Promise<Generated> {
  try {
    return (await import(pathToFileURL(file).href)) as Generated;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${file} can't be loaded: ${reason}`, "run `specstar generate`, and make sure that the project compiles", { cause: error });
  }
}
