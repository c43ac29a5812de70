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

/** The names of a file, or of a namespace in it. */
export interface Scope {
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>;
  /** Constants, whose types can be asked for. */
  readonly values: ReadonlyMap<string, ts.VariableDeclaration>;
  readonly namespaces: ReadonlyMap<string, Scope>;
  /** `declare module "specifier"`. */
  readonly modules: ReadonlyMap<string, Scope>;
  readonly imports: ReadonlyMap<string, Import>;
  /** `import local = Shapes.Circle`. */
  readonly aliases: ReadonlyMap<string, ts.EntityName>;
  readonly exports: ReadonlyMap<string, Export>;
  /** `export * from "specifier"`. */
  readonly exportsAll: readonly ts.StringLiteral[];
  /** `export = name`. */
  readonly exportEquals: ts.EntityName | null;
  /** What a namespace stands in. */
  readonly parent: Scope | null;
  /** The names of the namespaces around it. */
  readonly path: readonly string[];
}

interface ScopeDraft extends Scope {
  readonly declarations: Map<string, Declaration[]>;
  readonly values: Map<string, ts.VariableDeclaration>;
  readonly namespaces: Map<string, ScopeDraft>;
  readonly modules: Map<string, ScopeDraft>;
  readonly imports: Map<string, Import>;
  readonly aliases: Map<string, ts.EntityName>;
  readonly exports: Map<string, Export>;
  readonly exportsAll: ts.StringLiteral[];
  exportEquals: ts.EntityName | null;
}

export function readScope(statements: readonly ts.Statement[]): Scope {
  const scope = emptyScope(null, []);
  addStatements(scope, statements);
  return scope;
}

function emptyScope(parent: Scope | null, path: readonly string[]): ScopeDraft {
  return {
    declarations: new Map(),
    values: new Map(),
    namespaces: new Map(),
    modules: new Map(),
    imports: new Map(),
    aliases: new Map(),
    exports: new Map(),
    exportsAll: [],
    exportEquals: null,
    parent,
    path,
  };
}

function addStatements(scope: ScopeDraft, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (syntax.isImportDeclaration(statement)) addImports(scope, statement);
    else if (syntax.isImportEqualsDeclaration(statement)) addImportEquals(scope, statement);
    else if (syntax.isExportDeclaration(statement)) addExports(scope, statement);
    else if (syntax.isExportAssignment(statement)) addExportAssignment(scope, statement);
    else if (syntax.isVariableStatement(statement)) addValues(scope, statement);
    else if (syntax.isModuleDeclaration(statement)) addNamespace(scope, statement);
    else if (isDeclaration(statement)) addDeclaration(scope, statement);
  }
}

export function isExported(node: Declaration | ts.VariableStatement | ts.ModuleDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.ExportKeyword) ?? false;
}

function isDefaultExport(node: Declaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.DefaultKeyword) ?? false;
}

function isDeclaration(node: ts.Node): node is Declaration {
  return syntax.isClassDeclaration(node) || syntax.isInterfaceDeclaration(node) || syntax.isTypeAliasDeclaration(node) || syntax.isEnumDeclaration(node);
}

function addDeclaration(scope: ScopeDraft, node: Declaration): void {
  const isDefault = isDefaultExport(node);
  const name = node.name?.text ?? (isDefault ? "default" : undefined);
  if (name === undefined) return;
  scope.declarations.set(name, [...(scope.declarations.get(name) ?? []), node]);
  if (isExported(node)) scope.exports.set(isDefault ? "default" : name, { name, specifier: null, node });
}

function addValues(scope: ScopeDraft, statement: ts.VariableStatement): void {
  for (const node of statement.declarationList.declarations) {
    if (!syntax.isIdentifier(node.name)) continue;
    scope.values.set(node.name.text, node);
    const { text } = node.name;
    if (isExported(statement) && !scope.exports.has(text)) scope.exports.set(text, { name: text, specifier: null, node });
  }
}

/** Blocks of one name are one namespace. `declare global` adds to the file's own names. */
function addNamespace(scope: ScopeDraft, node: ts.ModuleDeclaration): void {
  const { body, name } = node;
  if (body === undefined) return;
  if (syntax.isStringLiteral(name)) {
    if (syntax.isModuleBlock(body)) addStatements(blockOf(scope.modules, name.text, scope, []), body.statements);
  } else if ((node.flags & syntax.NodeFlags.GlobalAugmentation) !== 0) {
    if (syntax.isModuleBlock(body)) addStatements(scope, body.statements);
  } else if (syntax.isIdentifier(name)) {
    const inner = blockOf(scope.namespaces, name.text, scope, [...scope.path, name.text]);
    if (syntax.isModuleBlock(body)) addStatements(inner, body.statements);
    else if (syntax.isModuleDeclaration(body)) addNamespace(inner, body);
    if (isExported(node) && !scope.exports.has(name.text)) scope.exports.set(name.text, { name: name.text, specifier: null, node });
  }
}

function blockOf(blocks: Map<string, ScopeDraft>, name: string, parent: Scope, path: readonly string[]): ScopeDraft {
  const block = blocks.get(name) ?? emptyScope(parent, path);
  blocks.set(name, block);
  return block;
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

/** `import x = require("./x")` and `import Circle = Shapes.Circle`. */
function addImportEquals(scope: ScopeDraft, node: ts.ImportEqualsDeclaration): void {
  const { moduleReference: reference, name } = node;
  if (!syntax.isExternalModuleReference(reference)) scope.aliases.set(name.text, reference);
  else if (syntax.isStringLiteral(reference.expression)) scope.imports.set(name.text, { name: "=", specifier: reference.expression, node: name });
  const exported = node.modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.ExportKeyword) ?? false;
  if (exported) scope.exports.set(name.text, { name: name.text, specifier: null, node });
}

function addExports(scope: ScopeDraft, { exportClause, moduleSpecifier }: ts.ExportDeclaration): void {
  const specifier = moduleSpecifier !== undefined && syntax.isStringLiteral(moduleSpecifier) ? moduleSpecifier : null;
  if (exportClause === undefined) {
    if (specifier !== null) scope.exportsAll.push(specifier);
  } else if (syntax.isNamedExports(exportClause)) {
    for (const node of exportClause.elements) scope.exports.set(node.name.text, { name: (node.propertyName ?? node.name).text, specifier, node });
  } else {
    scope.exports.set(exportClause.name.text, { name: "*", specifier, node: exportClause });
  }
}

/** `export default Address` and `export = Address`. */
function addExportAssignment(scope: ScopeDraft, { expression, isExportEquals }: ts.ExportAssignment): void {
  if (isExportEquals === true) scope.exportEquals = syntax.isIdentifier(expression) ? expression : null;
  else if (syntax.isIdentifier(expression)) scope.exports.set("default", { name: expression.text, specifier: null, node: expression });
}
