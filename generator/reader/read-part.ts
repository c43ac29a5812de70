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
import { FAILED, innerPlace, type Operand, type Part, type Place, type Reader } from "./reader.js";
import { syntax } from "./syntax.js";
import { unsupportedSyntax, type UnsupportedType } from "./unsupported-type.js";

/** Reads a type wherever it stands, as far as it can be understood without what is around it. */
export function readPart(node: ts.TypeNode, place: Place, reader: Reader): Part {
  const inner = innerPlace(place);
  if (syntax.isParenthesizedTypeNode(node)) return reader.readPart(node.type, place);
  if (syntax.isUnionTypeNode(node)) return joinUnion(readOperands(node, inner, reader, place.alias !== null), { ...inner, alias: place.alias }, reader, node);
  if (syntax.isIntersectionTypeNode(node)) return joinIntersection(readOperands(node, inner, reader, false), place, reader, node);
  if (syntax.isTypeLiteralNode(node)) return readLiteralObject(node, place, reader);
  if (syntax.isTypeOperatorNode(node)) return readOperator(node, inner, reader);
  if (syntax.isMappedTypeNode(node)) return readMapped(node, place, reader);
  if (syntax.isIndexedAccessTypeNode(node)) return readIndexedAccess(node, inner, reader);
  if (syntax.isTemplateLiteralTypeNode(node)) return readTemplate(node, inner, reader);
  if (syntax.isConditionalTypeNode(node)) return readConditional(node, place, reader);
  return readNamed(node, place, reader) ?? readList(node, false, inner, reader) ?? readScalar(node) ?? refuse(node, unsupportedSyntax(node), place, reader);
}

function readNamed(node: ts.TypeNode, place: Place, reader: Reader): Part | null {
  if (syntax.isTypeReferenceNode(node)) return readReference({ name: node.typeName, args: node.typeArguments ?? [], node }, place, reader);
  if (syntax.isTypeQueryNode(node)) return readTypeQuery(node, place, reader);
  return syntax.isImportTypeNode(node) ? readImportType(node, place, reader) : null;
}

function readList(node: ts.TypeNode, readonly: boolean, place: Place, reader: Reader): Part | null {
  if (syntax.isArrayTypeNode(node)) return readArray({ items: node.elementType, readonly }, place, reader);
  return syntax.isTupleTypeNode(node) ? readTuple(node, readonly, place, reader) : null;
}

/**
 * Object types without names of their own, side by side, are told apart by their tags or by number: `IssuePaymentCard`. A union that
 * has a name keeps it for itself: in `type Filter = string | { any: Filter[] }` the object is `FilterObject`.
 */
function readOperands({ types, kind }: ts.UnionTypeNode | ts.IntersectionTypeNode, place: Place, reader: Reader, isNamed: boolean): readonly Operand[] {
  const nameless = types.filter((node) => isNameless(node));
  const keepsName = isNamed && types.filter((node) => !isNothing(node)).length > 1;
  const isUnion = kind === syntax.SyntaxKind.UnionType;
  const names = nameless.map((node, at) => (isUnion ? (tagOf(node) ?? (nameless.length === 1 ? "object" : String(at + 1))) : `part${at === 0 ? "" : String(at + 1)}`));
  const isDistinct = new Set(names).size === names.length;
  return types.map((node) => {
    const at = nameless.indexOf(node);
    if (at === -1 || (isUnion && nameless.length === 1 && !keepsName)) return { node, part: reader.readPart(node, place) };
    const name = isDistinct ? (names[at] ?? "") : String(at + 1);
    return { node, part: reader.readPart(node, { ...place, path: [...place.path, name] }) };
  });
}

/** Whether a type makes an object type that is named by its place. */
function isNameless(node: ts.TypeNode): boolean {
  if (syntax.isParenthesizedTypeNode(node)) return isNameless(node.type);
  if (syntax.isTypeReferenceNode(node)) return isListedRecord(node);
  return syntax.isTypeLiteralNode(node) || syntax.isMappedTypeNode(node) || syntax.isIntersectionTypeNode(node) || syntax.isUnionTypeNode(node);
}

/** `Record<"width" | "height", number>`. */
function isListedRecord({ typeName, typeArguments }: ts.TypeReferenceNode): boolean {
  const keys = typeArguments?.[0];
  const isOpen = keys === undefined || keys.kind === syntax.SyntaxKind.StringKeyword || keys.kind === syntax.SyntaxKind.NumberKeyword;
  return syntax.isIdentifier(typeName) && typeName.text === "Record" && !isOpen;
}

function isNothing(node: ts.TypeNode): boolean {
  return node.kind === syntax.SyntaxKind.UndefinedKeyword || (syntax.isLiteralTypeNode(node) && node.literal.kind === syntax.SyntaxKind.NullKeyword);
}

/** The text of the first field that can be one text alone: `kind: "card"`. */
function tagOf(node: ts.TypeNode): string | null {
  for (const member of syntax.isTypeLiteralNode(node) ? node.members : []) {
    const type = syntax.isPropertySignature(member) ? member.type : undefined;
    if (type !== undefined && syntax.isLiteralTypeNode(type) && syntax.isStringLiteral(type.literal) && /\w/.test(type.literal.text)) return type.literal.text;
  }
  return null;
}

function readOperator(node: ts.TypeOperatorNode, place: Place, reader: Reader): Part {
  if (node.operator === syntax.SyntaxKind.KeyOfKeyword) return readKeyof(node, place, reader);
  let { type } = node;
  while (syntax.isParenthesizedTypeNode(type)) type = type.type;
  const list = node.operator === syntax.SyntaxKind.ReadonlyKeyword ? readList(type, true, place, reader) : null;
  return list ?? refuse(node, unsupportedSyntax(node), place, reader);
}

function refuse(node: ts.Node, { code, what, help }: UnsupportedType, { source }: Place, reader: Reader): Part {
  reader.reports.add(code, { source, node }, `${what} can't be the type of a field.`, help);
  return FAILED;
}
