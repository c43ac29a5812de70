import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { FieldType } from "../ir/type.js";
import { readMarker } from "./read-marker.js";
import { readReferenceType } from "./read-reference-type.js";
import { FAILED, type Part, type Place, type Reader } from "./reader.js";
import { isMarkerName, MARKER_NAMES, SPEC_TYPES } from "./spec-exports.js";

const SCALARS: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ["Int", { kind: "number", integer: true, min: null, max: null }],
  ["Decimal", { kind: "decimal" }],
  ["Uuid", { kind: "string", minLength: null, maxLength: null, pattern: null, format: "uuid", open: false }],
  ["Binary", { kind: "binary" }],
]);

/** Reads what a model file imports from SpecStar and uses as a type: a marker, a scalar or a reference. */
export function readSpecType(name: string, node: ts.TypeReferenceNode, place: Place, reader: Reader): Part {
  if (isMarkerName(name)) return readMarker(name, node, place, reader);
  if (name === "Ref" || name === "RevisionRef") return readReferenceType(name, node, place, reader);
  const spot = { source: place.source, node };
  const type = SCALARS.get(name);
  if (type === undefined) {
    const known = [...SPEC_TYPES, ...MARKER_NAMES];
    const help = `Field types are string, number, boolean, Date, ${known.join(", ")}, and your own.${didYouMean(name, known)}`;
    reader.reports.add("SPEC2003", spot, `\`${name}\` can't be the type of a field.`, help);
    return FAILED;
  }
  if (node.typeArguments === undefined) return { kind: "value", value: { type, nullable: false, index: false, unique: false } };
  reader.reports.add("SPEC2010", spot, `\`${name}\` takes no arguments.`, "Remove what is between `<` and `>`.");
  return FAILED;
}
