import type { ts } from "ts-morph";
import { constantName, readConstant, type ConstantReading, type LookUp } from "./read-constant.js";
import type { Reader } from "./reader.js";
import { resolveName } from "./resolve-name.js";
import type { Source } from "./source.js";
import { SPEC_MODULE } from "./spec-exports.js";
import { syntax } from "./syntax.js";

/** Knows `now()` and `uuid()` of `@specstar/runtime/spec`, members of enums, and the file's own constants. */
export function createLookUp(source: Source, reader: Reader): LookUp {
  // A constant that is being read leads to itself if it is met again.
  const open = new Set<ts.Node>();
  // Whoever asks tells that the value is no constant: that its name is not that of a type either is no news.
  const quiet: Reader = { ...reader, reports: { ...reader.reports, add: () => undefined } };
  const lookUp: LookUp = (node) => {
    if (syntax.isCallExpression(node)) return readCall(node, source);
    if (syntax.isPropertyAccessExpression(node)) return readMember(node, source, quiet);
    const initialiser = constantOf(node.text, source);
    if (initialiser === null || open.has(initialiser)) return null;
    open.add(initialiser);
    const reading = readConstant(initialiser, lookUp);
    open.delete(initialiser);
    // What a constant is is told where it is used.
    return reading.kind === "not constant" ? null : { ...reading, node };
  };
  return lookUp;
}

/** `now()`, or `spec.now()` after `import * as spec`. */
function readCall(node: ts.CallExpression, { scope }: Source): ConstantReading | null {
  const { expression: callee } = node;
  const local = syntax.isPropertyAccessExpression(callee) ? callee.expression : callee;
  const imported = syntax.isIdentifier(local) ? scope.imports.get(local.text) : undefined;
  if (imported?.specifier.text !== SPEC_MODULE || node.arguments.length > 0) return null;
  const name = syntax.isPropertyAccessExpression(callee) ? (imported.name === "*" ? callee.name.text : "") : imported.name;
  return name === "now" || name === "uuid" ? { kind: "made", node, by: name } : null;
}

/** `Tier.Free`. */
function readMember(node: ts.PropertyAccessExpression, source: Source, reader: Reader): ConstantReading | null {
  const name = entityName(node.expression);
  const resolved = name === null ? null : resolveName(name, source, reader);
  if (resolved?.kind !== "declared" || !syntax.isEnumDeclaration(resolved.declaration)) return null;
  const value = memberValue(resolved.declaration, node.name.text);
  return value === null ? null : { kind: "scalar", node, value };
}

/** The value of a member of an enum: written out, or one more than that of the member before. */
function memberValue({ members }: ts.EnumDeclaration, name: string): string | number | null {
  let next: number | null = 0;
  for (const member of members) {
    const reading: ConstantReading | null = member.initializer === undefined ? null : readConstant(member.initializer);
    const given = reading?.kind === "scalar" ? reading.value : null;
    const value: string | number | null = reading === null ? next : typeof given === "string" || typeof given === "number" ? given : null;
    if (constantName(member.name) === name) return value;
    next = typeof value === "number" ? value + 1 : null;
  }
  return null;
}

/** The initialiser of `const name = …` at the top level of the file. */
function constantOf(name: string, { tree }: Source): ts.Expression | null {
  for (const statement of tree.statements) {
    if (!syntax.isVariableStatement(statement) || (statement.declarationList.flags & syntax.NodeFlags.Const) === 0) continue;
    const found = statement.declarationList.declarations.find((each) => syntax.isIdentifier(each.name) && each.name.text === name);
    if (found !== undefined) return found.initializer ?? null;
  }
  return null;
}

function entityName(node: ts.Expression): ts.EntityName | null {
  if (syntax.isIdentifier(node)) return node;
  if (!syntax.isPropertyAccessExpression(node) || !syntax.isIdentifier(node.name)) return null;
  const left = entityName(node.expression);
  return left === null ? null : syntax.factory.createQualifiedName(left, node.name);
}
