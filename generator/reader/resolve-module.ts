import path from "node:path";
import type { ts } from "ts-morph";
import type { Reader } from "./reader.js";
import { findPackageFiles } from "./resolve-package.js";
import type { Source } from "./source.js";

/**
 * The file that an import names, as TypeScript finds it: `./address.js` is written, `./address.ts` is meant; a package says itself
 * where its types are. Null when it can't be followed, which is reported at the import.
 */
export function resolveModule(specifier: ts.StringLiteral, from: Source, reader: Reader): Source | null {
  const { text } = specifier;
  const found = /^\.\.?(?:\/|$)/.test(text) ? resolveRelative(specifier, from, reader) : resolvePackage(specifier, from, reader);
  if (found === null) return null;
  const via = from.via ?? (isOfPackage(found.path) ? { source: from, node: specifier } : undefined);
  const scope = found.scope.modules.get(text) ?? found.scope;
  return via === undefined ? found : { ...found, scope, via };
}

function isOfPackage(file: string): boolean {
  return file.split("/").includes("node_modules");
}

function resolveRelative(specifier: ts.StringLiteral, from: Source, reader: Reader): Source | null {
  const spot = { source: from, node: specifier };
  const target = path.posix.join(path.posix.dirname(from.path), specifier.text);
  if (target.startsWith("..") && from.via === undefined) {
    reader.reports.add("SPEC1007", spot, `"${specifier.text}" is outside of the project.`, "Move the file into the project.");
    return null;
  }
  const files = candidates(target);
  const source = firstSource(files, reader);
  if (source === null) {
    const tried = files.filter((file) => !file.includes(".d."));
    reader.reports.add("SPEC1006", spot, `"${specifier.text}" names no file.`, `Correct the path: there is no \`${tried.join("` and no `")}\`.`);
  }
  return source;
}

function resolvePackage(specifier: ts.StringLiteral, from: Source, reader: Reader): Source | null {
  const ambient = from.scope.modules.has(specifier.text) ? from : null;
  const source = ambient ?? firstSource(findPackageFiles(specifier.text, from.path, reader.root).flatMap(candidates), reader);
  if (source !== null) return source;
  const help = "Install the package, or declare the type in a file of the project and import that by a relative path: path aliases are not followed.";
  reader.reports.add("SPEC1007", { source: from, node: specifier }, `Types from "${specifier.text}" can't be read: no package in \`node_modules\` has them.`, help);
  return null;
}

function firstSource(files: readonly string[], reader: Reader): Source | null {
  for (const file of files) {
    const source = reader.sources.load(file);
    if (source !== null) return source;
  }
  return null;
}

/** The files that may hold the types of a module, in the order in which TypeScript looks for them. */
function candidates(target: string): readonly string[] {
  if (/\.d\.[cm]?ts$/.test(target)) return [target];
  const extension = /\.([mc]?)[jt]sx?$/.exec(target);
  if (extension === null) return [`${target}.ts`, `${target}.d.ts`, `${target}/index.ts`, `${target}/index.d.ts`];
  const [base, kind] = [target.slice(0, -extension[0].length), extension[1] ?? ""];
  return [`${base}.${kind}ts`, `${base}.d.${kind}ts`];
}
