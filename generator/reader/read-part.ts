import type { ts } from "ts-morph";
import type { FieldType } from "../ir/type.js";
import { joinIntersection } from "./join-intersection.js";
import { joinUnion } from "./join-union.js";
import { readObjectType } from "./read-object.js";
import { readReference } from "./read-reference.js";
import { numberOf } from "./read-marker.js";
import { readType } from "./read-type.js";
import { FAILED, type Operand, type Part, type Place, type Reader } from "./reader.js";
import { unsupportedSyntax, type UnsupportedType } from "./unsupported-type.js";
import { syntax } from "./syntax.js";

/** Deeper types are refused, so that no file can exhaust the stack. */
const MAX_DEPTH = 200;

/** Reads a type wherever it stands, as far as it can be understood without what is around it. */
export function readPart(node: ts.TypeNode, place: Place, reader: Reader): Part {
  if (place.depth > MAX_DEPTH)
    return refuse(node, { code: "SPEC2003", what: "A type nested this deeply", help: "Take it apart." }, place, reader);
  const inner = { ...place, depth: place.depth + 1 };
  const readAll = (nodes: readonly ts.TypeNode[]): readonly Operand[] =>
    nodes.map((each) => ({ node: each, part: reader.readPart(each, inner) }));
  if (syntax.isParenthesizedTypeNode(node)) return reader.readPart(node.type, inner);
  if (syntax.isUnionTypeNode(node)) return joinUnion(readAll(node.types), place, reader);
  if (syntax.isIntersectionTypeNode(node)) return joinIntersection(readAll(node.types), place, reader);
  if (syntax.isArrayTypeNode(node)) return readArray({ items: node.elementType, readonly: false }, inner, reader);
  if (syntax.isTypeReferenceNode(node)) return readArrayReference(node, inner, reader) ?? readReference(node, inner, reader);
  if (syntax.isTypeLiteralNode(node)) return readObjectType(node, inner, reader);
  if (isReadonlyArray(node)) return readArray({ items: node.type.elementType, readonly: true }, inner, reader);
  return readSimple(node) ?? refuse(node, unsupportedSyntax(node), place, reader);
}

function readSimple(node: ts.TypeNode): Part | null {
  switch (node.kind) {
    case syntax.SyntaxKind.StringKeyword:
      return value({ kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false });
    case syntax.SyntaxKind.NumberKeyword:
      return value({ kind: "number", integer: false, min: null, max: null });
    case syntax.SyntaxKind.BooleanKeyword:
      return value({ kind: "boolean" });
    default:
      return syntax.isLiteralTypeNode(node) ? readLiteral(node.literal) : null;
  }
}

function readLiteral(node: ts.LiteralTypeNode["literal"]): Part | null {
  if (node.kind === syntax.SyntaxKind.NullKeyword) return { kind: "null" };
  const literal = literalValue(node);
  return literal === null ? null : value({ kind: "literal", values: [literal] });
}

function literalValue(node: ts.LiteralTypeNode["literal"]): string | number | boolean | null {
  if (syntax.isStringLiteralLike(node)) return node.text;
  if (node.kind === syntax.SyntaxKind.TrueKeyword) return true;
  if (node.kind === syntax.SyntaxKind.FalseKeyword) return false;
  return numberOf(node);
}

interface ArrayNode {
  readonly items: ts.TypeNode;
  readonly readonly: boolean;
}

function readArray({ items, readonly }: ArrayNode, place: Place, reader: Reader): Part {
  const item = readType(items, { ...place, path: [...place.path, "item"] }, reader);
  if (item === null) return FAILED;
  const type: FieldType = {
    kind: "array",
    items: { type: item.type, nullable: item.nullable },
    minItems: null,
    maxItems: null,
    uniqueItems: false,
    readonly,
  };
  return { kind: "value", value: { type, nullable: false, index: false, unique: false, inside: [item] } };
}

/** `Array<T>` and `ReadonlyArray<T>`, unless the file has a type of that name itself. */
function readArrayReference(node: ts.TypeReferenceNode, place: Place, reader: Reader): Part | null {
  const name = syntax.isIdentifier(node.typeName) ? node.typeName.text : "";
  const { declarations, imports } = place.source.scope;
  if ((name !== "Array" && name !== "ReadonlyArray") || declarations.has(name) || imports.has(name)) return null;
  const [items, ...more] = node.typeArguments ?? [];
  if (items !== undefined && more.length === 0) return readArray({ items, readonly: name === "ReadonlyArray" }, place, reader);
  return refuse(
    node,
    { code: "SPEC2002", what: `\`${name}\` without the type of its items`, help: `Write \`${name}<string>\`.` },
    place,
    reader,
  );
}

function isReadonlyArray(node: ts.TypeNode): node is ts.TypeOperatorNode & { readonly type: ts.ArrayTypeNode } {
  return syntax.isTypeOperatorNode(node) && node.operator === syntax.SyntaxKind.ReadonlyKeyword && syntax.isArrayTypeNode(node.type);
}

function refuse(node: ts.TypeNode, { code, what, help }: UnsupportedType, { source }: Place, reader: Reader): Part {
  reader.reports.add(code, { source, node }, `${what} can't be the type of a field.`, help);
  return FAILED;
}

function value(type: FieldType): Part {
  return { kind: "value", value: { type, nullable: false, index: false, unique: false } };
}
