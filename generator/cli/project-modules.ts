import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Refusal } from "../writer/refusal.js";

/**
 * Where a package's entry lies, as the code of the project in `root` would find it.
 *
 * @throws Refusal when the project doesn't have the package.
 */
export function resolveFromProject(root: string, specifier: string): string {
  try {
    return pathToFileURL(createRequire(join(root, "package.json")).resolve(specifier)).href;
  } catch (error) {
    const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
    throw new Refusal(`${name} isn't installed in ${root}`, "run `npm install`; `specstar init` adds what package.json lacks", {
      cause: error,
    });
  }
}
