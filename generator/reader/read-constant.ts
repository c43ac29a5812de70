import type { ts } from "ts-morph";
import type { Constant } from "../ir/model.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** An expression with the place of each of its parts, some of which may be no constants. */
export type ConstantReading =
  | { readonly kind: "scalar"; readonly node: ts.Node; readonly value: string | number | boolean | null }
  /** `10n`. At rest it is a text of digits. */
  | { readonly kind: "bigint"; readonly node: ts.Node; readonly digits: string }
  /** `now()`, `uuid()`: made by the server. */
  | { readonly kind: "made"; readonly node: ts.Node; readonly by: "now" | "uuid" }
  | { readonly kind: "array"; readonly node: ts.Node; readonly items: readonly ConstantReading[] }
  | { readonly kind: "object"; readonly node: ts.Node; readonly properties: readonly PropertyReading[] }
  | NotConstant;

/** What a name or a call in an expression comes to; null when it is not known. */
export type LookUp = (node: ts.Identifier | ts.PropertyAccessExpression | ts.CallExpression) => ConstantReading | null;

const NOTHING_KNOWN: LookUp = () => null;

export interface PropertyReading {
  readonly name: string;
  readonly nameNode: ts.Node;
  readonly value: ConstantReading;
}

/** A part that is not a constant, and what could be written in its place. */
export interface NotConstant {
  readonly kind: "not constant";
  readonly node: ts.Node;
  readonly help: string;
}

/**
 * Reads literals, negative numbers, lists and objects of these. `as` and `satisfies` are looked through. Nothing is run, and names
 * are known only as far as `lookUp` knows them.
 */
export function readConstant(expression: ts.Expression, lookUp: LookUp = NOTHING_KNOWN): ConstantReading {
  const node = unwrap(expression);
  if (syntax.isStringLiteralLike(node)) return { kind: "scalar", node, value: node.text };
  if (node.kind === syntax.SyntaxKind.TrueKeyword) return { kind: "scalar", node, value: true };
  if (node.kind === syntax.SyntaxKind.FalseKeyword) return { kind: "scalar", node, value: false };
  if (node.kind === syntax.SyntaxKind.NullKeyword) return { kind: "scalar", node, value: null };
  if (syntax.isNumericLiteral(node) || syntax.isBigIntLiteral(node) || syntax.isPrefixUnaryExpression(node)) return readNumber(node);
  if (syntax.isArrayLiteralExpression(node)) return { kind: "array", node, items: node.elements.map((each) => readConstant(each, lookUp)) };
  if (syntax.isObjectLiteralExpression(node)) return readObject(node, lookUp);
  const isName = syntax.isIdentifier(node) || syntax.isPropertyAccessExpression(node) || syntax.isCallExpression(node);
  return (isName ? lookUp(node) : null) ?? notConstant(node, helpFor(node));
}

/** The plain value of a reading in which all is constant. */
export function toConstant(reading: ConstantReading): Constant {
  switch (reading.kind) {
    case "scalar":
      return reading.value;
    case "bigint":
      return reading.digits;
    case "array":
      return reading.items.map(toConstant);
    case "object":
      return Object.fromEntries(reading.properties.map(({ name, value }) => [name, toConstant(value)]));
    case "made":
    case "not constant":
      return null;
  }
}

/** The parts of a reading that are not constants. */
export function findNotConstants(reading: ConstantReading): readonly NotConstant[] {
  switch (reading.kind) {
    case "array":
      return reading.items.flatMap(findNotConstants);
    case "object":
      return reading.properties.flatMap(({ value }) => findNotConstants(value));
    case "not constant":
      return [reading];
    default:
      return [];
  }
}

/** What is wrong with an expression that has to be a constant and isn't. */
export function notConstantMessage({ node }: NotConstant, { tree }: Source): string {
  const text = tree.text.slice(node.getStart(tree), node.end).replaceAll(/\s+/g, " ");
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `\`${shown}\` is not a constant, and can't be read without running it`;
}

/** A whole expression without the parentheses and type assertions around it. */
export function unwrap(expression: ts.Expression): ts.Expression {
  let node = expression;
  while (syntax.isParenthesizedExpression(node) || syntax.isAsExpression(node) || syntax.isSatisfiesExpression(node))
    node = node.expression;
  return node;
}

function readNumber(node: ts.NumericLiteral | ts.BigIntLiteral | ts.PrefixUnaryExpression): ConstantReading {
  const operand = syntax.isPrefixUnaryExpression(node) ? node.operand : node;
  const sign = syntax.isPrefixUnaryExpression(node) ? node.operator : null;
  const isNegative = sign === syntax.SyntaxKind.MinusToken;
  if (syntax.isBigIntLiteral(operand) && (sign === null || isNegative)) {
    const value = BigInt(operand.text.slice(0, -1).replaceAll("_", ""));
    return { kind: "bigint", node, digits: String(isNegative ? -value : value) };
  }
  if (!syntax.isNumericLiteral(operand) || (sign !== null && !isNegative && sign !== syntax.SyntaxKind.PlusToken)) {
    return notConstant(node, "Write the value itself.");
  }
  const value = Number(operand.text);
  if (!Number.isFinite(value)) return notConstant(node, "Write a number below 1.8e308.");
  // JSON has no negative zero.
  return { kind: "scalar", node, value: isNegative && value !== 0 ? -value : value };
}

function readObject(node: ts.ObjectLiteralExpression, lookUp: LookUp): ConstantReading {
  const names = new Set(["__proto__"]);
  const properties = node.properties.map((property): PropertyReading => {
    const name = syntax.isPropertyAssignment(property) ? constantName(property.name) : null;
    const nameNode = property.name ?? property;
    if (!syntax.isPropertyAssignment(property) || name === null) {
      return { name: "", nameNode, value: notConstant(property, "Write `name: value`, with a constant value.") };
    }
    const isNew = !names.has(name);
    names.add(name);
    return { name, nameNode, value: isNew ? readConstant(property.initializer, lookUp) : notConstant(property, "Write each name once.") };
  });
  return { kind: "object", node, properties };
}

/** The name of a field or a property, when it is written out. */
export function constantName(name: ts.PropertyName): string | null {
  return syntax.isIdentifier(name) || syntax.isStringLiteral(name) || syntax.isNumericLiteral(name) ? name.text : null;
}

function notConstant(node: ts.Node, help: string): NotConstant {
  return { kind: "not constant", node, help };
}

function helpFor(node: ts.Expression): string {
  if (syntax.isIdentifier(node) && node.text === "undefined") return "Leave the initialiser out, and write `?` behind the field's name.";
  if (syntax.isIdentifier(node) || syntax.isPropertyAccessExpression(node)) return "Write the value itself, or the name of a constant or of a member of an enum.";
  if (syntax.isSpreadElement(node)) return "Write the items out.";
  if (syntax.isTemplateExpression(node)) return "Write the text without `${…}`.";
  if (syntax.isNewExpression(node) || syntax.isCallExpression(node))
    return "Use a literal, [] or {}, `now()` or `uuid()`, or pass the value when you create the resource.";
  return "Use a literal, null, [] or {}.";
}
