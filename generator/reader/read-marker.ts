import type { ts } from "ts-morph";
import type { Marker, Part, Place, Reader } from "./reader.js";
import { FAILED } from "./reader.js";
import type { MarkerName } from "./spec-exports.js";
import { syntax } from "./syntax.js";

/** Reads a marker, such as `MaxLength<200>`, with its argument. */
export function readMarker(name: MarkerName, node: ts.TypeReferenceNode, { source }: Place, reader: Reader): Part {
  const wanted = name === "Index" || name === "Unique" ? 0 : 1;
  const [argument, ...more] = node.typeArguments ?? [];
  const problem = (message: string, at: ts.Node = node): Part => {
    reader.reports.add(
      "SPEC2102",
      { source, node: at },
      message,
      wanted === 0 ? `Write \`${name}\`.` : `Write a number: \`${name}<${exampleOf(name)}>\`.`,
    );
    return FAILED;
  };
  if (name === "Index" || name === "Unique") {
    return argument === undefined ? { kind: "markers", markers: [{ name }] } : problem(`\`${name}\` takes no argument.`, argument);
  }
  if (argument === undefined || more.length > 0) return problem(`\`${name}\` takes one argument.`);
  const value = literalNumber(argument);
  if (value === null) return problem(`The argument of \`${name}\` is not a number written out.`, argument);
  if (name.endsWith("Length") && !(Number.isSafeInteger(value) && value >= 0))
    return problem(`\`${name}\` counts characters: ${value} is not a length.`, argument);
  return { kind: "markers", markers: [{ name, argument: value } satisfies Marker] };
}

function literalNumber(node: ts.TypeNode): number | null {
  if (!syntax.isLiteralTypeNode(node)) return null;
  return numberOf(node.literal);
}

/** The value of `5` or `-5`; null for anything else, and for what a double can't hold. */
export function numberOf(node: ts.Node): number | null {
  const isNegative = syntax.isPrefixUnaryExpression(node) && node.operator === syntax.SyntaxKind.MinusToken;
  const digits = isNegative ? node.operand : node;
  if (!syntax.isNumericLiteral(digits)) return null;
  const value = Number(digits.text);
  if (!Number.isFinite(value)) return null;
  return isNegative && value !== 0 ? -value : value;
}

function exampleOf(name: MarkerName): number {
  return name === "MaxLength" ? 200 : 1;
}
