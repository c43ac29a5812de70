import { Refusal } from "../../writer/refusal.js";

type Json = Record<string, unknown>;

/** What `init` puts into a package.json where it is missing. */
export interface Wanted {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** Whether npm may run the install scripts of a package, without asking. */
  readonly allowScripts: Readonly<Record<string, boolean>>;
  /** Whether no file of the project would change its meaning if the package became an ES module. */
  readonly mayBecomeModule: boolean;
}

export interface MergedPackage {
  readonly text: string;
  /** What was added, in words. */
  readonly added: readonly string[];
  /** What keeps the project from working and is the user's to decide, in words. */
  readonly warnings: readonly string[];
}

const NPM_PLACEHOLDER = /no test specified/;

/**
 * Adds to the text of a package.json what it lacks. Nothing that is there is changed, but for what `npm init` puts there
 * to be replaced: its test script that fails, and `"type": "commonjs"` as long as there is no code.
 *
 * @throws Refusal when the text isn't a JSON object.
 */
export function mergePackageJson(found: string | undefined, wanted: Wanted): MergedPackage {
  const before = found === undefined ? { name: wanted.name, version: "0.0.0", private: true } : parse(found);
  const after: Json = { ...before };
  const added: string[] = [];
  const warnings = setModuleType(after, wanted, added);
  addEntries(after, "scripts", wanted.scripts, added);
  const isThere = (name: string): boolean => DEPENDENCY_KEYS.some((key) => name in toRecord(before[key]));
  for (const key of ["dependencies", "devDependencies"] as const) {
    const missing = Object.entries(wanted[key]).filter(([name]) => !isThere(name));
    addEntries(after, key, Object.fromEntries(missing), added);
  }
  addEntries(after, "allowScripts", wanted.allowScripts, added);
  const text = added.length === 0 && found !== undefined ? found : format(after, found);
  return { text, added, warnings };
}

const DEPENDENCY_KEYS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

function parse(text: string): Json {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (isRecord(value)) return value;
  } catch (error) {
    throw new Refusal(
      `package.json isn't JSON: ${error instanceof Error ? error.message : error}`,
      "mend it and run `specstar init` again",
    );
  }
  throw new Refusal("package.json isn't a JSON object", "mend it and run `specstar init` again");
}

/** @returns warnings */
function setModuleType(target: Json, wanted: Wanted, added: string[]): string[] {
  if (target["type"] === "module") return [];
  if (!wanted.mayBecomeModule) {
    return ['generated code is ES modules: package.json needs "type": "module", which changes how your .js files are read'];
  }
  target["type"] = "module";
  added.push('"type": "module"');
  return [];
}

function addEntries(target: Json, key: string, entries: Readonly<Record<string, unknown>>, added: string[]): void {
  const current = toRecord(target[key]);
  const missing = Object.entries(entries).filter(([name]) => !(name in current) || NPM_PLACEHOLDER.test(String(current[name])));
  if (missing.length === 0) return;
  target[key] = { ...current, ...Object.fromEntries(missing) };
  added.push(`${key} ${missing.map(([name]) => name).join(", ")}`);
}

/** In the style of what was there: its indent, its line ends, its end of file. */
function format(value: Json, found = "\n"): string {
  const indent = /^\{\r?\n([ \t]+)"/.exec(found)?.[1] ?? "  ";
  const text = JSON.stringify(value, null, indent) + (found.endsWith("\n") ? "\n" : "");
  return found.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
}

function toRecord(value: unknown): Json {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
