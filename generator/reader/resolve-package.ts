import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";

/** The conditions of `exports` that TypeScript takes, in NodeNext and Bundler alike. */
const CONDITIONS: ReadonlySet<string> = new Set(["types", "import", "node", "default", "require"]);

/** Where the types of a package may be, from the project's root, with forward slashes: looked for in every `node_modules` upwards. */
export function findPackageFiles(specifier: string, from: string, root: string): readonly string[] {
  const [name, subpath] = splitSpecifier(specifier);
  const types = `@types/${name.replace(/^@([^/]+)\//, "$1__")}`;
  let folder = path.dirname(path.resolve(root, from));
  for (;;) {
    for (const each of [name, types]) {
      const files = filesOf(path.join(folder, "node_modules", each), subpath);
      if (files.length > 0) return files.map((file) => path.relative(root, file).split(path.sep).join("/"));
    }
    const parent = path.dirname(folder);
    if (parent === folder) return [];
    folder = parent;
  }
}

/** `@scope/name/sub/path` is the package `@scope/name` and `./sub/path` in it. */
function splitSpecifier(specifier: string): readonly [string, string] {
  const parts = specifier.split("/");
  const length = specifier.startsWith("@") ? 2 : 1;
  const rest = parts.slice(length);
  return [parts.slice(0, length).join("/"), rest.length === 0 ? "." : `./${rest.join("/")}`];
}

/** The files of a package that may have the types of one of its entries. */
function filesOf(folder: string, subpath: string): readonly string[] {
  const manifest = readManifest(folder);
  if (manifest === null) return [];
  const real = realpathSync(folder);
  const within = targetsOf(manifest, subpath);
  // A package without types of its own has none here: `@types` may.
  return within.map((file) => path.join(real, file)).filter(hasTypes);
}

function hasTypes(file: string): boolean {
  const declared = /\.d\.[cm]?ts$/.test(file) ? [file] : [file.replace(/\.([cm]?)[jt]sx?$/, ".d.$1ts"), `${file}.d.ts`, path.join(file, "index.d.ts"), file.replace(/\.([cm]?)js$/, ".$1ts"), `${file}.ts`];
  return declared.some((each) => /\.[cm]?ts$/.test(each) && isFile(each));
}

function isFile(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

type Manifest = Readonly<Record<string, unknown>>;

function readManifest(folder: string): Manifest | null {
  try {
    return toRecord(JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")));
  } catch {
    return null;
  }
}

function toRecord(value: unknown): Manifest | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : null;
}

function targetsOf(manifest: Manifest, subpath: string): readonly string[] {
  const { exports } = manifest;
  if (exports !== undefined && exports !== null) return matchExports(exports, subpath);
  if (subpath !== ".") return [versioned(manifest, subpath), subpath];
  const entries = [manifest["types"], manifest["typings"], manifest["main"]].filter((entry) => typeof entry === "string");
  return [...entries.flatMap((entry) => [versioned(manifest, entry), entry]), versioned(manifest, "index.d.ts"), "index.d.ts"];
}

/** Where `typesVersions` has the files for today's compiler. */
function versioned(manifest: Manifest, file: string): string {
  const ranges = Object.entries(toRecord(manifest["typesVersions"]) ?? {});
  const current = ranges.find(([range]) => !/<=?\s*[1-5]/.test(range))?.[1];
  const plain = file.replace(/^\.\//, "");
  for (const [pattern, targets] of Object.entries(toRecord(current) ?? {})) {
    const matched = matchPattern(pattern, plain);
    const target: unknown = Array.isArray(targets) ? targets[0] : undefined;
    if (matched !== null && typeof target === "string") return target.replaceAll("*", matched);
  }
  return file;
}

/** The target of a subpath in `exports`: itself, or the most exact pattern. */
function matchExports(exports: unknown, subpath: string): readonly string[] {
  const record = toRecord(exports);
  const isMap = record !== null && Object.keys(record).some((key) => key.startsWith("."));
  if (!isMap) return subpath === "." ? fromConditions(exports) : [];
  const exact = record[subpath];
  if (exact !== undefined) return fromConditions(exact);
  const patterns = Object.keys(record).filter((key) => key.includes("*")).sort((a, b) => b.indexOf("*") - a.indexOf("*"));
  for (const pattern of patterns) {
    const matched = matchPattern(pattern, subpath);
    if (matched !== null) return fromConditions(record[pattern]).map((target) => target.replaceAll("*", matched));
  }
  return [];
}

/** What stands for the star of a pattern; null when it doesn't match. */
function matchPattern(pattern: string, text: string): string | null {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return pattern === text ? "" : null;
  return text.startsWith(before) && text.endsWith(after) && text.length >= before.length + after.length ? text.slice(before.length, text.length - after.length) : null;
}

/** The targets under the conditions that TypeScript takes, in their order. */
function fromConditions(target: unknown): readonly string[] {
  if (typeof target === "string") return [target];
  if (Array.isArray(target)) return target.flatMap(fromConditions);
  const record = toRecord(target);
  if (record === null) return [];
  return Object.entries(record)
    .filter(([condition]) => CONDITIONS.has(condition) || condition.startsWith("types@"))
    .flatMap(([, each]) => fromConditions(each));
}
