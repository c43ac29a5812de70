import type { ts } from "ts-morph";
import type { FieldType, TemplateHole, TemplateType } from "../ir/type.js";
import { isUnlimited } from "./limits.js";
import { TEXT } from "./read-scalar.js";
import { FAILED, valuePart, type Part, type Place, type Reader } from "./reader.js";
import { templatePattern } from "./template-pattern.js";
import { splitPart } from "./split-part.js";

/** A template that stands for more texts than this is kept as a pattern. */
const MAX_EXPANDED = 500;

type Piece = TemplateType["parts"][number];

/** Reads a template literal type. One whose holes are all literals is the union of its texts. */
export function readTemplate(node: ts.TemplateLiteralTypeNode, place: Place, reader: Reader): Part {
  const pieces: Piece[] = [node.head.text];
  for (const { type, literal } of node.templateSpans) {
    const inner = piecesOf(reader.readPart(type, place), reader);
    if (inner === null) {
      const help = "A hole can be `string`, `number`, `bigint`, `boolean`, literals, or a template of these.";
      reader.reports.add("SPEC2003", { source: place.source, node: type }, "A template literal can't have a hole of this type.", help);
      return FAILED;
    }
    pieces.push(...inner, literal.text);
  }
  return toType(joined(pieces));
}

/** Neighbouring texts as one, and none that is empty. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece === "") continue;
    if (typeof piece === "string" && typeof last === "string") result.splice(-1, 1, last + piece);
    else result.push(piece);
  }
  return result;
}

function toType(pieces: readonly Piece[]): Part {
  const texts = expand(pieces);
  if (texts !== null) return valuePart({ kind: "literal", values: [...new Set(texts)] });
  const [only, ...others] = pieces;
  if (others.length === 0 && typeof only === "object" && only.hole === "string") return valuePart(TEXT);
  return valuePart({ kind: "template", parts: pieces, pattern: templatePattern(pieces) });
}

/** All the texts of a template; null when there are too many, or no end of them. */
function expand(pieces: readonly Piece[]): readonly string[] | null {
  let texts: readonly string[] = [""];
  for (const piece of pieces) {
    const next = typeof piece === "string" ? [piece] : typeof piece.hole === "string" ? null : piece.hole.map(String);
    if (next === null || texts.length * next.length > MAX_EXPANDED) return null;
    texts = texts.flatMap((text) => next.map((each) => text + each));
  }
  return texts;
}

/** What a hole of a type is made of; null for a type that has no texts. */
function piecesOf(part: Part, reader: Reader): readonly Piece[] | null {
  if (part.kind !== "value" || part.value.nullable) return null;
  const { type } = part.value;
  if (type.kind === "template") return type.parts;
  const hole = holeOf(type) ?? literalsOf(part, reader);
  return hole === null ? null : [{ hole }];
}

function holeOf(type: FieldType): TemplateHole["hole"] | null {
  switch (type.kind) {
    case "string":
      return isUnlimited(type) ? "string" : null;
    case "number":
      return !type.integer && isUnlimited(type) ? "number" : null;
    case "bigint":
      return "bigint";
    case "boolean":
      return [false, true];
    default:
      return null;
  }
}

function literalsOf(part: Part, reader: Reader): TemplateHole["hole"] | null {
  const values = splitPart(part, reader).map((each) => (each.kind === "value" ? literalOf(each.value.type) : null));
  return values.every((value) => value !== null) ? values : null;
}

function literalOf(type: FieldType): string | number | boolean | null {
  if (type.kind === "enumMember") return type.value;
  return type.kind === "literal" ? (type.values[0] ?? null) : null;
}
