import type { ts } from "ts-morph";
import type { TupleItem } from "../ir/type.js";
import { joinParts } from "./join-union.js";
import { constantName } from "./read-constant.js";
import { readDeclared } from "./read-declared.js";
import { arrayPart } from "./read-list.js";
import { defineAnonymous, placeName } from "./read-object.js";
import { literalValue, TEXT } from "./read-scalar.js";
import { toReading } from "./read-type.js";
import { FAILED, valuePart, type Part, type Place, type Reader } from "./reader.js";
import { entityName, resolveName, resolveValue } from "./resolve-name.js";
import { draftOf, once, type Shape, type ShapeMember } from "./shape.js";
import { syntax } from "./syntax.js";

/** How a constant stands: behind `as const` it keeps its literals, and as the whole of a `const` its own. */
interface Mode {
  readonly isConst: boolean;
  readonly isTop: boolean;
}

/** The type of a constant, as the compiler infers it. */
export function readConstantType(node: ts.Expression, mode: Mode, place: Place, reader: Reader): Part {
  if (syntax.isParenthesizedExpression(node) || syntax.isSatisfiesExpression(node)) return readConstantType(node.expression, mode, place, reader);
  if (syntax.isAsExpression(node)) return readAsserted(node, place, reader);
  if (node.kind === syntax.SyntaxKind.NullKeyword) return { kind: "null" };
  if (syntax.isArrayLiteralExpression(node)) return readArrayType(node, mode, place, reader);
  if (syntax.isObjectLiteralExpression(node)) return readObjectType(node, { ...mode, isTop: false }, place, reader);
  const value = literalValue(node);
  if (value !== null) return mode.isConst || mode.isTop ? valuePart({ kind: "literal", values: [value] }) : widened(value);
  return syntax.isIdentifier(node) ? readOtherConstant(node, mode, place, reader) : refuse(node, place, reader);
}

function readAsserted(node: ts.AsExpression, place: Place, reader: Reader): Part {
  if (!isConstAssertion(node)) return reader.readPart(node.type, place);
  return readConstantType(node.expression, { isConst: true, isTop: false }, place, reader);
}

/** The type of another constant, which this one holds. */
function readOtherConstant(node: ts.Identifier, mode: Mode, place: Place, reader: Reader): Part {
  const named = resolveValue(node, place.source, reader);
  if (named.kind !== "value") return refuse(node, place, reader);
  const { initializer, type } = named.declaration;
  if (initializer === undefined || type !== undefined) return refuse(node, place, reader);
  const inner = { ...place, source: named.source };
  return reader.deeper({ source: place.source, node }, () => readConstantType(initializer, mode, inner, reader)) ?? FAILED;
}

function refuse(node: ts.Node, place: Place, reader: Reader): Part {
  const help = "Write the constant out: literals, lists and objects of these, `as const`.";
  reader.reports.add("SPEC2017", { source: place.source, node }, "The type of this expression can't be known without running it.", help);
  return FAILED;
}

/**
 * The type of a field that is declared by its value alone, as the compiler infers it: a literal for one that is `readonly` or behind
 * `as const`, or else all values of its kind. Null for anything but a literal or a member of an enum.
 */
export function inferType(node: ts.Expression, isReadonly: boolean, place: Place, reader: Reader): Part | null {
  if (syntax.isParenthesizedExpression(node)) return inferType(node.expression, isReadonly, place, reader);
  if (syntax.isAsExpression(node)) return isConstAssertion(node) ? inferType(node.expression, true, place, reader) : null;
  const value = literalValue(node);
  if (value !== null) return isReadonly ? valuePart({ kind: "literal", values: [value] }) : widened(value);
  const name = syntax.isPropertyAccessExpression(node) ? entityName(node) : null;
  const resolved = name === null ? null : resolveName(name, place.source, reader);
  if (resolved?.kind !== "declared" || resolved.member === null) return null;
  return readDeclared({ ...resolved, member: isReadonly ? resolved.member : null }, { node, args: [], place }, reader);
}

function isConstAssertion({ type }: ts.AsExpression): boolean {
  return syntax.isTypeReferenceNode(type) && syntax.isIdentifier(type.typeName) && type.typeName.text === "const";
}

function widened(value: string | number | boolean): Part {
  if (typeof value === "string") return valuePart(TEXT);
  return valuePart(typeof value === "number" ? { kind: "number", integer: false, min: null, max: null } : { kind: "boolean" });
}

function readArrayType(node: ts.ArrayLiteralExpression, mode: Mode, place: Place, reader: Reader): Part {
  const inner = { ...mode, isTop: false };
  const items: TupleItem[] = [];
  for (const [at, element] of node.elements.entries()) {
    const itemPlace: Place = { ...place, alias: null, path: [...place.path, String(at + 1)] };
    const part = readConstantType(syntax.isSpreadElement(element) ? element.expression : element, inner, itemPlace, reader);
    const reading = toReading(part, element, place, reader);
    if (reading === null) return FAILED;
    if (syntax.isSpreadElement(element) && reading.type.kind === "tuple") items.push(...reading.type.items);
    else items.push({ type: reading.type, nullable: reading.nullable, optional: false, label: null });
  }
  if (mode.isConst) return valuePart({ kind: "tuple", items, rest: null, readonly: true });
  const joined = toReading(joinParts(items.map((item) => valuePart(item.type, item.nullable)), node, place, reader), node, place, reader);
  return joined === null ? FAILED : arrayPart(joined, false);
}

function readObjectType(node: ts.ObjectLiteralExpression, mode: Mode, place: Place, reader: Reader): Part {
  const { source } = place;
  const name = placeName(place);
  const shape = once((): Shape => {
    const members = new Map<string, ShapeMember>();
    let broken = false;
    for (const property of node.properties) {
      const key = syntax.isPropertyAssignment(property) ? constantName(property.name) : null;
      if (key === null || !syntax.isPropertyAssignment(property)) {
        reader.reports.add("SPEC2017", { source, node: property }, "This part of the constant can't be read.", "Write `name: value`.");
        broken = true;
        continue;
      }
      const at = { source, node: property.name };
      const read = once(() => {
        const part = readConstantType(property.initializer, mode, { ...place, alias: null, path: [name, key] }, reader);
        const reading = toReading(part, property, place, reader);
        if (reading === null) return null;
        const draft = draftOf(key, reading, at);
        return { ...draft, field: { ...draft.field, readonly: mode.isConst } };
      });
      members.set(key, { name: key, ...at, read });
    }
    return { members, rest: () => null, broken };
  });
  return defineAnonymous({ shape, node, joins: [], name }, place, reader);
}
