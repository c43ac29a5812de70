import type { ts } from "ts-morph";
import { joinIntersection } from "./join-intersection.js";
import { joinUnion } from "./join-union.js";
import { readArray, readTuple } from "./read-list.js";
import { readConditional } from "./read-conditional.js";
import { readIndexedAccess } from "./read-indexed-access.js";
import { readKeyof } from "./read-keys.js";
import { readMapped } from "./read-mapped.js";
import { readLiteralObject } from "./read-object.js";
import { readImportType, readReference } from "./read-reference.js";
import { readScalar } from "./read-scalar.js";
import { readTemplate } from "./read-template.js";
import { readTypeQuery } from "./read-type-query.js";
import { FAILED, type Operand, type Part, type Place, type Reader } from "./reader.js";
import { syntax } from "./syntax.js";
import { unsupportedSyntax, type UnsupportedType } from "./unsupported-type.js";

/** Reads a type wherever it stands, as far as it can be understood without what is around it. */
export function readPart(node: ts.TypeNode, place: Place, reader: Reader): Part {
  const inner = innerPlace(place);
  if (syntax.isParenthesizedTypeNode(node)) return reader.readPart(node.type, place);
  if (syntax.isUnionTypeNode(node)) return joinUnion(readOperands(node, inner, reader), { ...inner, alias: place.alias }, reader, node);
  if (syntax.isIntersectionTypeNode(node)) return joinIntersection(readOperands(node, inner, reader), place, reader, node);
  if (syntax.isArrayTypeNode(node)) return readArray({ items: node.elementType, readonly: false }, inner, reader);
  if (syntax.isTupleTypeNode(node)) return readTuple(node, false, inner, reader);
  if (syntax.isTypeReferenceNode(node)) return readReference({ name: node.typeName, args: node.typeArguments, node }, place, reader);
  if (syntax.isTypeLiteralNode(node)) return readLiteralObject(node, place, reader);
  if (syntax.isTypeOperatorNode(node)) return readOperator(node, inner, reader);
  if (syntax.isMappedTypeNode(node)) return readMapped(node, place, reader);
  if (syntax.isIndexedAccessTypeNode(node)) return readIndexedAccess(node, inner, reader);
  if (syntax.isTemplateLiteralTypeNode(node)) return readTemplate(node, inner, reader);
  if (syntax.isTypeQueryNode(node)) return readTypeQuery(node, place, reader);
  if (syntax.isConditionalTypeNode(node)) return readConditional(node, place, reader);
  if (syntax.isImportTypeNode(node)) return readImportType(node, place, reader);
  return readScalar(node) ?? refuse(node, unsupportedSyntax(node), place, reader);
}

/** The place of a type inside of another: no longer all that an alias stands for, nor all that a field holds. */
export function innerPlace(place: Place): Place {
  return { ...place, alias: null, optional: false };
}

/** Object types without names of their own, side by side, are told apart by their tags or by number: `IssuePaymentCard`. */
function readOperands({ types, kind }: ts.UnionTypeNode | ts.IntersectionTypeNode, place: Place, reader: Reader): readonly Operand[] {
  const literals = types.filter(syntax.isTypeLiteralNode);
  const isUnion = kind === syntax.SyntaxKind.UnionType;
  const names = isUnion && literals.length > 1 ? literals.map((node, at) => tagOf(node) ?? String(at + 1)) : literals.map((_, at) => (isUnion ? "" : `part${at === 0 ? "" : String(at + 1)}`));
  const isDistinct = new Set(names).size === names.length;
  return types.map((node) => {
    const at = literals.findIndex((literal) => literal === node);
    const name = isDistinct ? (names[at] ?? "") : String(at + 1);
    const path: Place["path"] = at === -1 || name === "" ? place.path : [...place.path, name];
    return { node, part: reader.readPart(node, { ...place, path }) };
  });
}

/** The text of the first field that can be one text alone: `kind: "card"`. */
function tagOf({ members }: ts.TypeLiteralNode): string | null {
  for (const member of members) {
    const type = syntax.isPropertySignature(member) ? member.type : undefined;
    if (type !== undefined && syntax.isLiteralTypeNode(type) && syntax.isStringLiteral(type.literal) && /\w/.test(type.literal.text)) return type.literal.text;
  }
  return null;
}

function readOperator(node: ts.TypeOperatorNode, place: Place, reader: Reader): Part {
  if (node.operator === syntax.SyntaxKind.KeyOfKeyword) return readKeyof(node, place, reader);
  let { type } = node;
  while (syntax.isParenthesizedTypeNode(type)) type = type.type;
  if (node.operator === syntax.SyntaxKind.ReadonlyKeyword) {
    if (syntax.isArrayTypeNode(type)) return readArray({ items: type.elementType, readonly: true }, place, reader);
    if (syntax.isTupleTypeNode(type)) return readTuple(type, true, place, reader);
  }
  return refuse(node, unsupportedSyntax(node), place, reader);
}

export function refuse(node: ts.Node, { code, what, help }: UnsupportedType, { source }: Place, reader: Reader): Part {
  reader.reports.add(code, { source, node }, `${what} can't be the type of a field.`, help);
  return FAILED;
}
