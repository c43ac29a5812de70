import type { ts } from "ts-morph";
import { syntax } from "./syntax.js";

/** A declaration that can stand as a type. */
export type Declaration = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration;

/** `import { name as local } from "specifier"`. The name is `default` or `*` for the other two forms. */
export interface Import {
  readonly name: string;
  readonly specifier: ts.StringLiteral;
  readonly node: ts.Node;
}

/** What an exported name stands for: a name of this file, or one of another file. */
export type Export = { readonly name: string; readonly specifier: ts.StringLiteral | null; readonly node: ts.Node };

/** The names at the top level of a file. */
export interface Scope {
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>;
  readonly imports: ReadonlyMap<string, Import>;
  readonly exports: ReadonlyMap<string, Export>;
  /** `export * from "specifier"`. */
  readonly exportsAll: readonly ts.StringLiteral[];
}

interface ScopeDraft {
  readonly declarations: Map<string, Declaration[]>;
  readonly imports: Map<string, Import>;
  readonly exports: Map<string, Export>;
  readonly exportsAll: ts.StringLiteral[];
}

export function readScope(tree: ts.SourceFile): Scope {
  const scope: ScopeDraft = { declarations: new Map(), imports: new Map(), exports: new Map(), exportsAll: [] };
  for (const statement of tree.statements) {
    if (syntax.isImportDeclaration(statement)) addImports(scope, statement);
    else if (syntax.isExportDeclaration(statement)) addExports(scope, statement);
    else if (isDeclaration(statement)) addDeclaration(scope, statement);
  }
  return scope;
}

export function isExported(node: Declaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.ExportKeyword) ?? false;
}

export function isDefaultExport(node: Declaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.DefaultKeyword) ?? false;
}

function isDeclaration(node: ts.Node): node is Declaration {
  return (
    syntax.isClassDeclaration(node) ||
    syntax.isInterfaceDeclaration(node) ||
    syntax.isTypeAliasDeclaration(node) ||
    syntax.isEnumDeclaration(node)
  );
}

function addDeclaration(scope: ScopeDraft, node: Declaration): void {
  const name = node.name?.text;
  if (name === undefined) return;
  scope.declarations.set(name, [...(scope.declarations.get(name) ?? []), node]);
  if (!isExported(node)) return;
  scope.exports.set(isDefaultExport(node) ? "default" : name, { name, specifier: null, node });
}

function addImports(scope: ScopeDraft, { importClause, moduleSpecifier: specifier }: ts.ImportDeclaration): void {
  if (importClause === undefined || !syntax.isStringLiteral(specifier)) return;
  if (importClause.name !== undefined) scope.imports.set(importClause.name.text, { name: "default", specifier, node: importClause.name });
  const bindings = importClause.namedBindings;
  if (bindings === undefined) return;
  if (syntax.isNamespaceImport(bindings)) {
    scope.imports.set(bindings.name.text, { name: "*", specifier, node: bindings });
    return;
  }
  for (const { name, propertyName } of bindings.elements) {
    const node = propertyName ?? name;
    scope.imports.set(name.text, { name: node.text, specifier, node });
  }
}

function addExports(scope: ScopeDraft, { exportClause, moduleSpecifier }: ts.ExportDeclaration): void {
  const specifier = moduleSpecifier !== undefined && syntax.isStringLiteral(moduleSpecifier) ? moduleSpecifier : null;
  if (exportClause === undefined) {
    if (specifier !== null) scope.exportsAll.push(specifier);
  } else if (syntax.isNamedExports(exportClause)) {
    for (const node of exportClause.elements)
      scope.exports.set(node.name.text, { name: (node.propertyName ?? node.name).text, specifier, node });
  }
}
