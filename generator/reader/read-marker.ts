import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import { STRING_FORMATS } from "../ir/type.js";
import type { Marker, Part, Place, Reader } from "./reader.js";
import { FAILED } from "./reader.js";
import { isOneOf, NUMBER_MARKERS, PLAIN_MARKERS, type MarkerName, type NumberMarker } from "./spec-exports.js";
import { syntax } from "./syntax.js";

/** Why an argument is none of a marker's, and what to write. */
interface ArgumentProblem {
  readonly message: string;
  readonly help: string;
}

const EXAMPLES: Readonly<Record<Exclude<MarkerName, (typeof PLAIN_MARKERS)[number]>, string>> = {
  MinLength: "1",
  MaxLength: "200",
  Min: "1",
  Max: "1",
  MinItems: "1",
  MaxItems: "20",
  Pattern: '"^[a-z]+$"',
  Format: '"email"',
};

/** Reads a marker, such as `MaxLength<200>`, with its argument: a literal, or a name for one. */
export function readMarker(name: MarkerName, node: ts.TypeReferenceNode, place: Place, reader: Reader): Part {
  const [argument, ...more] = node.typeArguments ?? [];
  const refuse = (at: ts.Node, { message, help }: ArgumentProblem): Part => {
    reader.reports.add("SPEC2102", { source: place.source, node: at }, message, help);
    return FAILED;
  };
  if (isOneOf(PLAIN_MARKERS, name)) {
    if (argument === undefined) return { kind: "markers", markers: [{ name }] };
    return refuse(argument, { message: `\`${name}\` takes no argument.`, help: `Write \`${name}\`.` });
  }
  const help = `Write \`${name}<${EXAMPLES[name]}>\`.`;
  if (argument === undefined || more.length > 0) return refuse(node, { message: `\`${name}\` takes one argument.`, help });
  const value = readLiteralArgument(argument, place, reader);
  if (value === "failed") return FAILED;
  const result = toMarker(name, value, help);
  return "message" in result ? refuse(argument, result) : { kind: "markers", markers: [result] };
}

/** The value of a type argument that is one literal; null for any other type, "failed" for one that has been reported. */
export function readLiteralArgument(node: ts.TypeNode, place: Place, reader: Reader): { readonly literal: unknown } | "failed" {
  const part = reader.readPart(node, place);
  if (part.kind === "failed") return "failed";
  if (part.kind !== "value" || part.value.nullable || part.value.type.kind !== "literal") return { literal: null };
  const [literal, ...others] = part.value.type.values;
  return { literal: others.length === 0 ? literal : null };
}

function toMarker(name: keyof typeof EXAMPLES, { literal }: { readonly literal: unknown }, help: string): Marker | ArgumentProblem {
  if (isOneOf(NUMBER_MARKERS, name)) return toNumberMarker(name, literal, help);
  if (typeof literal !== "string") return { message: `The argument of \`${name}\` is not text that is written out.`, help };
  if (name === "Pattern") {
    const problem = patternProblem(literal);
    if (problem === null) return { name, argument: literal };
    return { message: `The pattern is not a regular expression: ${problem}.`, help: "Correct it; in text, a backslash is written twice: `\"^\\\\d+$\"`." };
  }
  if (isOneOf(STRING_FORMATS, literal)) return { name, argument: literal };
  const known = `The formats are ${STRING_FORMATS.join(", ")}.${didYouMean(literal, STRING_FORMATS)}`;
  return { message: `There is no format ${JSON.stringify(literal)}.`, help: known };
}

function toNumberMarker(name: NumberMarker, literal: unknown, help: string): Marker | ArgumentProblem {
  if (typeof literal !== "number") return { message: `The argument of \`${name}\` is not a number that is written out.`, help };
  const counted = name.endsWith("Length") ? "characters" : name.endsWith("Items") ? "items" : null;
  if (counted === null || (Number.isSafeInteger(literal) && literal >= 0)) return { name, argument: literal };
  return { message: `\`${name}\` counts ${counted}: ${literal} is no count.`, help };
}

/** What the engine says against a regular expression with the `u` flag; null when it compiles. */
function patternProblem(source: string): string | null {
  try {
    "".search(new RegExp(source, "u"));
    return null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message.replace(/^Invalid regular expression: \/.*\/u: /s, "").toLowerCase();
  }
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
