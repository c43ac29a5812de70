import type { ts } from "ts-morph";
import type { EnumType } from "../ir/type.js";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

type Value = string | number;

/** The members of an enum with their values, computed as the compiler does; null when one is not a constant, which is reported. */
export function enumValues(declarations: readonly ts.Node[], source: Source, reader: Reader): EnumType["members"] | null {
  const values = new Map<string, Value>();
  for (const declaration of declarations.filter(syntax.isEnumDeclaration)) {
    let next: number | null = 0;
    for (const member of declaration.members) {
      const { name, initializer } = member;
      const value: Value | null = initializer === undefined ? next : computed(initializer, declaration.name.text, values);
      if (value === null || syntax.isComputedPropertyName(name) || syntax.isPrivateIdentifier(name)) {
        const help = "Give it a number or a text, written out or computed from constants.";
        reader.reports.add("SPEC2016", { source, node: member }, "The value of this member of an enum can't be read.", help);
        return null;
      }
      values.set(name.text, value);
      next = typeof value === "number" ? value + 1 : null;
    }
  }
  return [...values].map(([name, value]) => ({ name, value }));
}

function computed(node: ts.Expression, owner: string, known: ReadonlyMap<string, Value>): Value | null {
  if (syntax.isParenthesizedExpression(node)) return computed(node.expression, owner, known);
  if (syntax.isStringLiteralLike(node)) return node.text;
  if (syntax.isNumericLiteral(node)) return Number(node.text);
  if (syntax.isIdentifier(node)) return known.get(node.text) ?? null;
  if (syntax.isPropertyAccessExpression(node) && isNamed(node.expression, owner)) return known.get(node.name.text) ?? null;
  if (syntax.isPrefixUnaryExpression(node)) return unary(node.operator, computed(node.operand, owner, known));
  if (syntax.isBinaryExpression(node)) return binary(node.operatorToken.kind, computed(node.left, owner, known), computed(node.right, owner, known));
  if (!syntax.isTemplateExpression(node)) return null;
  const spans = node.templateSpans.map(({ expression, literal }) => [computed(expression, owner, known), literal.text] as const);
  return spans.some(([value]) => value === null) ? null : node.head.text + spans.map(([value, text]) => `${value}${text}`).join("");
}

function isNamed(node: ts.Expression, name: string): boolean {
  return syntax.isIdentifier(node) && node.text === name;
}

function unary(operator: ts.PrefixUnaryOperator, value: Value | null): number | null {
  if (typeof value !== "number") return null;
  switch (operator) {
    case syntax.SyntaxKind.MinusToken:
      return -value;
    case syntax.SyntaxKind.PlusToken:
      return value;
    case syntax.SyntaxKind.TildeToken:
      return ~value;
    default:
      return null;
  }
}

/** What is between two numbers; `+` joins texts as well. */
const OPERATORS: ReadonlyMap<ts.SyntaxKind, (left: number, right: number) => number> = new Map([
  [syntax.SyntaxKind.PlusToken, (left, right) => left + right],
  [syntax.SyntaxKind.MinusToken, (left, right) => left - right],
  [syntax.SyntaxKind.AsteriskToken, (left, right) => left * right],
  [syntax.SyntaxKind.SlashToken, (left, right) => left / right],
  [syntax.SyntaxKind.PercentToken, (left, right) => left % right],
  [syntax.SyntaxKind.BarToken, (left, right) => left | right],
  [syntax.SyntaxKind.AmpersandToken, (left, right) => left & right],
  [syntax.SyntaxKind.CaretToken, (left, right) => left ^ right],
  [syntax.SyntaxKind.LessThanLessThanToken, (left, right) => left << right],
  [syntax.SyntaxKind.GreaterThanGreaterThanToken, (left, right) => left >> right],
]);

function binary(operator: ts.SyntaxKind, left: Value | null, right: Value | null): Value | null {
  if (left === null || right === null) return null;
  if (typeof left === "number" && typeof right === "number") return OPERATORS.get(operator)?.(left, right) ?? null;
  return operator === syntax.SyntaxKind.PlusToken ? `${left}${right}` : null;
}
