import path from "node:path";
import type { ts } from "ts-morph";
import { DEFAULT_CONFIG, type ProjectConfig } from "../config.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Diagnostic } from "../diagnostics.js";
import { findNotConstants, notConstantMessage, readConstant, unwrap, type PropertyReading } from "./read-constant.js";
import { createReports, type Reports } from "./reports.js";
import { createSources, type Source } from "./source.js";
import { syntax } from "./syntax.js";

/** The file's name, in the project's folder. */
export const CONFIG_FILE = "specstar.config.ts";

export interface ConfigReading {
  /** Whole and usable when no diagnostic is an error. */
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
}

const KEYS = ["models", "output", "migrations"] as const;

type Key = (typeof KEYS)[number];

/** Reads `specstar.config.ts` without running it. A project without one has the default folders. */
export function readConfig({ root }: { readonly root: string }): ConfigReading {
  const reports = createReports();
  const source = createSources(root, reports).load(CONFIG_FILE);
  const given = source === null || source.broken ? new Map<Key, Folder>() : readFolders(source, reports);
  const folder = (key: Key): string => given.get(key)?.path ?? DEFAULT_CONFIG[key];
  const config = { ...DEFAULT_CONFIG, models: folder("models"), output: folder("output"), migrations: folder("migrations") };
  if (source !== null) checkOverlaps(config, given, source, reports);
  return { config, diagnostics: reports.sorted() };
}

interface Folder {
  readonly path: string;
  readonly node: ts.Node;
}

function readFolders(source: Source, reports: Reports): ReadonlyMap<Key, Folder> {
  const folders = new Map<Key, Folder>();
  for (const { name, nameNode, value } of readProperties(source, reports)) {
    const key = KEYS.find((each) => each === name);
    if (key === undefined) {
      const help = `The keys are ${KEYS.join(", ")}.${didYouMean(name, KEYS)}`;
      reports.add("SPEC4002", { source, node: nameNode }, `\`${CONFIG_FILE}\` has no key \`${name}\`.`, help);
    } else if (value.kind !== "scalar" || typeof value.value !== "string" || value.value === "") {
      reports.add(
        "SPEC4003",
        { source, node: value.node },
        `\`${key}\` is not the path of a folder.`,
        `Write it as text: \`${key}: "${DEFAULT_CONFIG[key]}"\`.`,
      );
    } else {
      const folder = toFolder(value.value);
      if (folder === null) reportOutside(key, { source, node: value.node }, reports);
      else folders.set(key, { path: folder, node: value.node });
    }
  }
  return folders;
}

function reportOutside(key: Key, spot: { source: Source; node: ts.Node }, reports: Reports): void {
  const help = `Name a folder inside of the project, with forward slashes, such as "${DEFAULT_CONFIG[key]}".`;
  reports.add("SPEC4004", spot, `\`${key}\` is not a folder inside of the project.`, help);
}

/** A path from the root in its shortest form; null when it leaves the root, is the root, or is not written with forward slashes. */
function toFolder(text: string): string | null {
  if (path.posix.isAbsolute(text) || /[\\:\0]/.test(text)) return null;
  const folder = path.posix.normalize(text).replace(/\/$/, "");
  return folder === "." || folder === ".." || folder.startsWith("../") ? null : folder;
}

function checkOverlaps(config: ProjectConfig, given: ReadonlyMap<Key, Folder>, source: Source, reports: Reports): void {
  const pairs: readonly (readonly [Key, Key])[] = [
    ["output", "models"],
    ["models", "output"],
    ["output", "migrations"],
    ["models", "migrations"],
  ];
  for (const [outer, inner] of pairs) {
    if (!isWithin(config[inner], config[outer])) continue;
    const node = (given.get(inner) ?? given.get(outer))?.node;
    if (node === undefined) continue;
    const message = `The folder \`${inner}\` (\`${config[inner]}\`) is inside of \`${outer}\` (\`${config[outer]}\`).`;
    reports.add(
      "SPEC4005",
      { source, node },
      message,
      "Give each a folder of its own: files in one of them may be written or removed on every run.",
    );
  }
}

/** Without regard to case, as some file systems have none. */
function isWithin(inner: string, outer: string): boolean {
  return `${inner.toLowerCase()}/`.startsWith(`${outer.toLowerCase()}/`);
}

function readProperties(source: Source, reports: Reports): readonly PropertyReading[] {
  const exported = source.tree.statements.find((statement) => syntax.isExportAssignment(statement) && statement.isExportEquals !== true);
  const expression = exported !== undefined && syntax.isExportAssignment(exported) ? configObject(exported.expression, source) : null;
  if (expression === null) {
    const node = exported ?? { pos: 0, end: 0 };
    const help = 'Write `export default defineConfig({ models: "models" });`, with `defineConfig` imported from "specstar".';
    reports.add("SPEC4001", { source, node }, `\`${CONFIG_FILE}\` doesn't export a plain object as its default.`, help);
    return [];
  }
  const reading = readConstant(expression);
  for (const part of findNotConstants(reading)) {
    reports.add("SPEC4001", { source, node: part.node }, `${notConstantMessage(part, source)}.`, part.help);
  }
  return reading.kind === "object" ? reading.properties.filter(({ value }) => findNotConstants(value).length === 0) : [];
}

/** The object in `defineConfig({…})`, or the object alone. */
function configObject(exported: ts.Expression, { scope }: Source): ts.Expression | null {
  const expression = unwrap(exported);
  if (syntax.isObjectLiteralExpression(expression)) return expression;
  if (!syntax.isCallExpression(expression) || !syntax.isIdentifier(expression.expression) || expression.arguments.length !== 1) return null;
  const imported = scope.imports.get(expression.expression.text);
  if (imported?.specifier.text !== "specstar" || imported.name !== "defineConfig") return null;
  const [argument] = expression.arguments;
  return argument !== undefined && syntax.isObjectLiteralExpression(unwrap(argument)) ? argument : null;
}
