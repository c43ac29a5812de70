import path from "node:path";
import type { ts } from "ts-morph";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";

/**
 * The file that a relative import names, as TypeScript finds it: `./address.js` is written, `./address.ts` is meant.
 * Null when it can't be followed, which is reported at the import.
 */
export function resolveModule(specifier: ts.StringLiteral, from: Source, reader: Reader): Source | null {
  const spot = { source: from, node: specifier };
  const { text } = specifier;
  if (!/^\.\.?(?:\/|$)/.test(text)) {
    const help = "Declare the type in a file of the project, and import that by a relative path.";
    reader.reports.add("SPEC1007", spot, `Types from "${text}" can't be read: only relative imports are followed.`, help);
    return null;
  }
  const target = path.posix.join(path.posix.dirname(from.path), text);
  if (target.startsWith("..")) {
    reader.reports.add("SPEC1007", spot, `"${text}" is outside of the project.`, "Move the file into the project.");
    return null;
  }
  const files = candidates(target);
  for (const file of files) {
    const source = reader.sources.load(file);
    if (source !== null) return source;
  }
  reader.reports.add("SPEC1006", spot, `"${text}" names no file.`, `Correct the path: there is no \`${files.join("` and no `")}\`.`);
  return null;
}

function candidates(target: string): readonly string[] {
  const extension = /\.([mc]?)[jt]s$/.exec(target);
  if (extension !== null) return [`${target.slice(0, -extension[0].length)}.${extension[1] ?? ""}ts`];
  return [`${target}.ts`, `${target}/index.ts`];
}
