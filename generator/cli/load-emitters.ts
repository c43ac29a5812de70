import { statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Emitter, NamedEmitter } from "../custom-emitters.js";
import { Refusal } from "../writer/refusal.js";

/**
 * Loads the modules that the config lists as emitters, from the project's root. They are run: the one place where code of
 * the project is.
 *
 * @throws Refusal that names the module.
 */
export async function loadEmitters(root: string, modules: readonly string[]): Promise<readonly NamedEmitter[]> {
  const emitters: NamedEmitter[] = [];
  for (const module of modules) emitters.push({ module, emit: await loadEmitter(root, module) });
  return emitters;
}

async function loadEmitter(root: string, module: string): Promise<Emitter> {
  const path = resolve(root, module);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Refusal(`there is no emitter ${module}`, "name a JavaScript module by its path from the project's root");
  try {
    // A module is kept once it is loaded; one that has changed is another.
    const loaded = (await import(`${pathToFileURL(path).href}?changed=${found.mtimeMs}`)) as { readonly default?: Emitter };
    if (typeof loaded.default === "function") return loaded.default;
  } catch (error) {
    throw new Refusal(`the emitter ${module} can't be loaded: ${error instanceof Error ? error.message : String(error)}`, "it is loaded as Node.js loads any module", { cause: error });
  }
  throw new Refusal(`the emitter ${module} has no default export that is a function`, "write `export default (project) => [ … ]`");
}
