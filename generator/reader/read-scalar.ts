import type { ts } from "ts-morph";
import type { StringType } from "../ir/type.js";
import { numberOf } from "./read-marker.js";
import { NEVER, valuePart, type Part } from "./reader.js";
import { syntax } from "./syntax.js";

/** Any text. */
export const TEXT: StringType = { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false };

/** Reads a type that is one word of the language, or a literal; null for anything else. */
export function readScalar(node: ts.TypeNode): Part | null {
  switch (node.kind) {
    case syntax.SyntaxKind.StringKeyword:
      return valuePart(TEXT);
    case syntax.SyntaxKind.NumberKeyword:
      return valuePart({ kind: "number", integer: false, min: null, max: null });
    case syntax.SyntaxKind.BooleanKeyword:
      return valuePart({ kind: "boolean" });
    case syntax.SyntaxKind.BigIntKeyword:
      return valuePart({ kind: "bigint" });
    case syntax.SyntaxKind.UnknownKeyword:
      return valuePart({ kind: "json" });
    case syntax.SyntaxKind.UndefinedKeyword:
      return { kind: "undefined" };
    case syntax.SyntaxKind.NeverKeyword:
      return NEVER;
    default:
      return syntax.isLiteralTypeNode(node) ? readLiteral(node.literal) : null;
  }
}

function readLiteral(node: ts.LiteralTypeNode["literal"]): Part | null {
  if (node.kind === syntax.SyntaxKind.NullKeyword) return { kind: "null" };
  const value = literalValue(node);
  return value === null ? null : valuePart({ kind: "literal", values: [value] });
}

/** The value of a literal; null for anything else. */
export function literalValue(node: ts.Node): string | number | boolean | null {
  if (syntax.isStringLiteralLike(node)) return node.text;
  if (node.kind === syntax.SyntaxKind.TrueKeyword) return true;
  if (node.kind === syntax.SyntaxKind.FalseKeyword) return false;
  return numberOf(node);
}
