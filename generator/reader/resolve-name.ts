import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import { anonymousName, asTypeName } from "../ir/names.js";
import type { Reader } from "./reader.js";
import { resolveModule } from "./resolve-module.js";
import type { Declaration, Import, Scope } from "./scope.js";
import type { Source } from "./source.js";
import { SPEC_EXPORTS, SPEC_MODULE } from "./spec-exports.js";
import { syntax } from "./syntax.js";

/** A type that a file declares. */
export interface ResolvedDeclaration {
  readonly kind: "declared";
  readonly declaration: Declaration;
  /** All declarations of the name, which TypeScript merges. */
  readonly declarations: readonly Declaration[];
  /** The file, with the names that are in sight of the declaration. */
  readonly source: Source;
  /** The member that is meant, of an enum. */
  readonly member: string | null;
  /** The module that it was imported from, as the project names it; none for a relative path. */
  readonly from?: string;
}

/** A constant. */
export interface ResolvedValue {
  readonly kind: "value";
  readonly declaration: ts.VariableDeclaration;
  readonly source: Source;
}

/** What a name stands for. */
export type Resolved =
  | ResolvedDeclaration
  | ResolvedValue
  /** Exported by the module that models import from. */
  | { readonly kind: "spec"; readonly name: string }
  /** Neither declared nor imported here: a name of the language, or a mistake. */
  | { readonly kind: "unknown" }
  /** A mistake that has been reported where it was made. */
  | { readonly kind: "reported" };

const UNKNOWN: Resolved = { kind: "unknown" };
const REPORTED: Resolved = { kind: "reported" };

/** What is looked for, and the names looked for on the way, by file: exports may lead in a circle. */
interface Search {
  readonly reader: Reader;
  readonly values: boolean;
  readonly trail: Set<string>;
}

/** Follows a name through the declarations, imports and exports of the project's files. */
export function resolveName(name: ts.EntityName, source: Source, reader: Reader): Resolved {
  return resolvePath(identifiers(name), source, { reader, values: false, trail: new Set() });
}

/** The same for a name behind `typeof`. */
export function resolveValue(name: ts.EntityName, source: Source, reader: Reader): Resolved {
  return resolvePath(identifiers(name), source, { reader, values: true, trail: new Set() });
}

/** A name with dots that stands as an expression, as a name; null for any other expression. */
export function entityName(node: ts.Expression): ts.EntityName | null {
  if (syntax.isIdentifier(node)) return node;
  if (!syntax.isPropertyAccessExpression(node) || !syntax.isIdentifier(node.name)) return null;
  const left = entityName(node.expression);
  return left === null ? null : syntax.factory.createQualifiedName(left, node.name);
}

/** The name of a declared type in the project: with the namespaces around it, beginning with a capital. */
export function typePath({ declaration, source }: ResolvedDeclaration): string {
  const name = declaration.name?.text ?? "Default";
  const isForeign = source.via !== undefined;
  if (source.scope.path.length === 0 && !isForeign) return name;
  const [first = name, ...others] = [...source.scope.path, name];
  return asTypeName(anonymousName([isForeign ? first.replaceAll(/[^A-Za-z0-9]/g, "") : first, ...others]));
}

function identifiers(name: ts.EntityName): readonly [ts.Identifier, ...ts.Identifier[]] {
  return syntax.isIdentifier(name) ? [name] : [...identifiers(name.left), name.right];
}

/** A name with those behind its dots: a namespace, a module or an enum leads on. */
function resolvePath([first, ...path]: readonly [ts.Identifier, ...ts.Identifier[]], source: Source, search: Search): Resolved {
  const scope = scopeOf(first.text, source.scope, search.values || path.length > 0);
  if (scope === null) return source.broken ? REPORTED : UNKNOWN;
  return resolveIn(first.text, path, { ...source, scope }, search);
}

/** The nearest scope that has the name. */
function scopeOf(name: string, scope: Scope, isValue: boolean): Scope | null {
  for (let each: Scope | null = scope; each !== null; each = each.parent) {
    if (each.declarations.has(name) || each.imports.has(name) || each.aliases.has(name)) return each;
    if (each.values.has(name) || (isValue && each.namespaces.has(name))) return each;
  }
  return null;
}

function resolveIn(name: string, path: readonly ts.Identifier[], source: Source, search: Search): Resolved {
  const { scope } = source;
  const [next, ...others] = path;
  const namespace = scope.namespaces.get(name);
  if (next !== undefined && namespace !== undefined && hasName(namespace, next.text)) {
    return resolveIn(next.text, others, { ...source, scope: namespace }, search);
  }
  const imported = scope.imports.get(name);
  if (imported !== undefined) return follow({ ...imported, path }, source, search);
  const alias = scope.aliases.get(name);
  if (alias !== undefined) return resolvePath([...identifiers(alias), ...path], source, search);
  return resolveDeclared(name, path, source, search);
}

function hasName({ declarations, values, namespaces, imports, aliases, exports }: Scope, name: string): boolean {
  return [declarations, values, namespaces, imports, aliases, exports].some((names) => names.has(name));
}

function resolveDeclared(name: string, [member, ...more]: readonly ts.Identifier[], source: Source, { reader, values }: Search): Resolved {
  const { scope } = source;
  const value = scope.values.get(name);
  const declarations = scope.declarations.get(name) ?? [];
  const [declaration, again] = declarations;
  if (value !== undefined && member === undefined && (values || declaration === undefined)) return { kind: "value", declaration: value, source };
  if (declaration === undefined || more.length > 0) return source.broken ? REPORTED : UNKNOWN;
  if (again !== undefined && !canMerge(declarations)) {
    const help = "Give each its own name, or put all into one declaration.";
    const related = [{ spot: { source, node: declaration.name ?? declaration }, message: `\`${name}\` is declared here first.` }];
    reader.reports.add("SPEC2012", { source, node: again.name ?? again, related }, `\`${name}\` is declared more than once.`, help);
    return REPORTED;
  }
  if (member === undefined) return { kind: "declared", declaration, declarations, source, member: null };
  return syntax.isEnumDeclaration(declaration) ? { kind: "declared", declaration, declarations, source, member: member.text } : UNKNOWN;
}

/** Interfaces, and one class with them, are one type; so are the blocks of an enum. */
function canMerge(declarations: readonly Declaration[]): boolean {
  const classes = declarations.filter(syntax.isClassDeclaration).length;
  const isObject = classes < 2 && declarations.every((node) => syntax.isInterfaceDeclaration(node) || syntax.isClassDeclaration(node));
  return isObject || declarations.every(syntax.isEnumDeclaration);
}

interface PathImport extends Import {
  /** The names behind the dots. */
  readonly path?: readonly ts.Identifier[];
}

/** What an imported name stands for; a name that the module doesn't export is reported at `node`. */
export function resolveImport(imported: PathImport, source: Source, reader: Reader): Resolved {
  return follow(imported, source, { reader, values: false, trail: new Set() });
}

function follow({ name, specifier, node, path = [] }: PathImport, source: Source, search: Search): Resolved {
  const { reader } = search;
  if (name === "*" || name === "=") {
    const [next, ...others] = path;
    if (next !== undefined) return follow({ name: next.text, specifier, node: next, path: others }, source, search);
    if (name === "*") return UNKNOWN;
  }
  if (specifier.text === SPEC_MODULE) return resolveSpecImport(name, source, node, reader);
  if (isEntryOfOurs(specifier.text)) {
    const help = `Import from "${SPEC_MODULE}".`;
    reader.reports.add("SPEC1009", { source, node: specifier }, `Model files can't import \`${name}\` from "${specifier.text}".`, help);
    return REPORTED;
  }
  const target = resolveModule(specifier, source, reader);
  if (target === null) return REPORTED;
  const found = resolveExport(name, path, target, search);
  if (found !== null || target.broken) return withOrigin(found ?? REPORTED, specifier.text, source);
  const help = `Export it there, or correct the name.${didYouMean(name, target.scope.exports.keys())}`;
  reader.reports.add("SPEC1008", { source, node }, `\`${target.path}\` exports no type \`${name}\`.`, help);
  return REPORTED;
}

function withOrigin(resolved: Resolved, specifier: string, { via }: Source): Resolved {
  return resolved.kind === "declared" && via === undefined && !specifier.startsWith(".") ? { ...resolved, from: specifier } : resolved;
}

function resolveSpecImport(name: string, source: Source, node: ts.Node, reader: Reader): Resolved {
  if (SPEC_EXPORTS.includes(name)) return { kind: "spec", name };
  const help = `It exports ${SPEC_EXPORTS.join(", ")}.${didYouMean(name, SPEC_EXPORTS)}`;
  reader.reports.add("SPEC1008", { source, node }, `"${SPEC_MODULE}" exports no \`${name}\`.`, help);
  return REPORTED;
}

function isEntryOfOurs(specifier: string): boolean {
  return specifier === "specstar" || specifier.startsWith("@specstar/runtime");
}

function resolveExport(name: string, path: readonly ts.Identifier[], source: Source, search: Search): Resolved | null {
  const step = `${name} ${source.path} ${source.scope.path.join(".")}`;
  if (search.trail.has(step)) return null;
  search.trail.add(step);
  const { exportEquals } = source.scope;
  if (exportEquals !== null) return unlessUnknown(resolvePath([...identifiers(exportEquals), ...insideOfExport(name, path)], source, search));
  const direct = source.scope.exports.get(name);
  if (direct === undefined) return resolveAmbient(name, path, source, search) ?? resolveStarExport(name, path, source, search);
  const { specifier, node } = direct;
  if (specifier !== null) return follow({ name: direct.name, specifier, node, path }, source, search);
  return unlessUnknown(resolveIn(direct.name, path, source, search));
}

/** `export = Shapes`: its own name for `=` and `default`, any other is looked for inside of it. */
function insideOfExport(name: string, path: readonly ts.Identifier[]): readonly ts.Identifier[] {
  return name === "=" || name === "default" ? path : [syntax.factory.createIdentifier(name), ...path];
}

function unlessUnknown(resolved: Resolved): Resolved | null {
  return resolved.kind === "unknown" ? null : resolved;
}

/** In declaration files everything is exported, unless something says what is. */
function resolveAmbient(name: string, path: readonly ts.Identifier[], source: Source, search: Search): Resolved | null {
  if (!/\.d\.[cm]?ts$/.test(source.path) || !hasName(source.scope, name)) return null;
  return unlessUnknown(resolveIn(name, path, source, search));
}

function resolveStarExport(name: string, path: readonly ts.Identifier[], source: Source, search: Search): Resolved | null {
  for (const specifier of source.scope.exportsAll) {
    const target = resolveModule(specifier, source, search.reader);
    const found = target === null ? null : resolveExport(name, path, target, search);
    if (found !== null) return found;
  }
  return null;
}
