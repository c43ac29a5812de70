import type { ts } from "ts-morph";
import { enumValues } from "./enum-values.js";
import { readConstant, type ConstantReading, type LookUp } from "./read-constant.js";
import type { Reader } from "./reader.js";
import { entityName, resolveName, resolveValue } from "./resolve-name.js";
import type { Source } from "./source.js";
import { SPEC_MODULE } from "./spec-exports.js";
import { syntax } from "./syntax.js";

/** Knows `now()` and `uuid()` of `@specstar/runtime/spec`, members of enums, and constants, wherever they are declared. */
export function createLookUp(source: Source, reader: Reader): LookUp {
  // Whoever asks tells that the value is no constant: that its name can't be followed either is no news.
  const quiet: Reader = { ...reader, reports: { ...reader.reports, add: () => undefined } };
  return lookUpIn(source, quiet, new Set());
}

/** A constant that is open is being read, and leads to itself if it is met again. */
function lookUpIn(source: Source, reader: Reader, open: Set<ts.Node>): LookUp {
  return (node) => {
    if (syntax.isCallExpression(node)) return readCall(node, source);
    if (syntax.isPropertyAccessExpression(node)) return readMember(node, source, reader);
    const resolved = resolveValue(node, source, reader);
    const declaration = resolved.kind === "value" ? resolved.declaration : null;
    if (resolved.kind !== "value" || declaration?.initializer === undefined || open.has(declaration)) return null;
    if (!isConst(declaration, resolved.source)) return null;
    open.add(declaration);
    const reading = readConstant(declaration.initializer, lookUpIn(resolved.source, reader, open));
    open.delete(declaration);
    return placedAt(node, reading);
  };
}

function isConst(declaration: ts.VariableDeclaration, { tree }: Source): boolean {
  return tree.statements.some(
    (statement) =>
      syntax.isVariableStatement(statement) &&
      (statement.declarationList.flags & syntax.NodeFlags.Const) !== 0 &&
      statement.declarationList.declarations.includes(declaration),
  );
}

/** A constant where its name is used; null when a part of it is none. What is wrong with it is told at its use. */
function placedAt(node: ts.Node, reading: ConstantReading): ConstantReading | null {
  switch (reading.kind) {
    case "not constant":
      return null;
    case "array": {
      const items = reading.items.map((item) => placedAt(node, item));
      return items.includes(null) ? null : { ...reading, node, items: items.filter((item) => item !== null) };
    }
    case "object": {
      const properties = reading.properties.flatMap(({ name, value }) => {
        const placed = placedAt(node, value);
        return placed === null ? [] : [{ name, nameNode: node, value: placed }];
      });
      return properties.length < reading.properties.length ? null : { ...reading, node, properties };
    }
    default:
      return { ...reading, node };
  }
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
  if (resolved?.kind !== "declared") return null;
  const member = enumValues(resolved.declarations, resolved.source, reader)?.find((each) => each.name === node.name.text);
  return member === undefined ? null : { kind: "scalar", node, value: member.value };
}
