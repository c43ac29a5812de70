import type { FieldType, NumberType, StringType } from "../ir/type.js";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import { indexedTypeOf } from "./indexed-type.js";
import type { Marker, TypeReading } from "./reader.js";

/** Why a marker can't stand at a type. */
export interface MarkerProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
}

/** A type with what one more marker says, or why the marker has no place there. */
export function applyMarker(reading: TypeReading, marker: Marker): TypeReading | MarkerProblem {
  const { type } = reading;
  switch (marker.name) {
    case "Index":
      return indexedTypeOf(type) === null ? notIndexable(marker, type) : once(reading.index, marker, { ...reading, index: true });
    case "Unique":
      return indexedTypeOf(type) === null ? notIndexable(marker, type) : once(reading.unique, marker, { ...reading, unique: true });
    case "MinLength":
    case "MaxLength":
      return type.kind === "string" ? withLength(reading, type, marker) : wrongType(marker, type, "string");
    case "Min":
    case "Max":
      return type.kind === "number" ? withBound(reading, type, marker) : wrongType(marker, type, "number");
  }
}

export function isMarkerProblem(result: TypeReading | MarkerProblem): result is MarkerProblem {
  return "code" in result;
}

function withLength(
  reading: TypeReading,
  type: StringType,
  { name, argument }: Marker & { argument: number },
): TypeReading | MarkerProblem {
  const isMin = name === "MinLength";
  const narrowed = isMin ? { ...type, minLength: argument } : { ...type, maxLength: argument };
  const { minLength, maxLength } = narrowed;
  if (minLength !== null && maxLength !== null && minLength > maxLength) {
    return contradiction(`No text is at least ${minLength} and at most ${maxLength} characters long.`);
  }
  return once((isMin ? type.minLength : type.maxLength) !== null, { name }, { ...reading, type: narrowed });
}

function withBound(reading: TypeReading, type: NumberType, { name, argument }: Marker & { argument: number }): TypeReading | MarkerProblem {
  const isMin = name === "Min";
  const narrowed = isMin ? { ...type, min: argument } : { ...type, max: argument };
  if (isEmptyRange(narrowed)) {
    return contradiction(`No ${type.integer ? "whole number" : "number"} is at least ${narrowed.min} and at most ${narrowed.max}.`);
  }
  return once((isMin ? type.min : type.max) !== null, { name }, { ...reading, type: narrowed });
}

/** Whether no number of the type lies between its bounds. */
export function isEmptyRange({ integer, min, max }: NumberType): boolean {
  if (min === null || max === null) return false;
  return integer ? Math.ceil(min) > Math.floor(max) : min > max;
}

/** What a type is called in a message. */
export function describeType(type: FieldType): string {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
      return `\`${type.kind}\``;
    case "date":
      return "`Date`";
    case "literal":
      return new Set(type.values.map((value) => typeof value)).size > 1 ? "a union of values of several types" : "a union of literals";
    case "array":
      return "a list";
    case "named":
      return `the object type \`${type.name}\``;
    default:
      throw new Error(`Internal error: the reader does not know types of the kind ${type.kind} yet.`);
  }
}

function once(isThere: boolean, { name }: { name: string }, applied: TypeReading): TypeReading | MarkerProblem {
  return isThere ? { code: "SPEC2103", message: `\`${name}\` is given twice.`, help: "Keep one of the two." } : applied;
}

function contradiction(message: string): MarkerProblem {
  return { code: "SPEC2104", message, help: "Correct one of the two limits." };
}

function wrongType({ name }: Marker, type: FieldType, wanted: string): MarkerProblem {
  const fitting = { string: "MinLength and MaxLength fit `string`", number: "Min and Max fit `number` and `Int`" };
  const help =
    type.kind === "string" || type.kind === "number" ? `${fitting[type.kind]}.` : `\`${name}\` fits \`${wanted}\` alone: remove it.`;
  return { code: "SPEC2101", message: `\`${name}\` has no meaning on ${describeType(type)}.`, help };
}

function notIndexable({ name }: Marker, type: FieldType): MarkerProblem {
  const help =
    type.kind === "named"
      ? `Put \`${name}\` on a field of \`${type.name}\`.`
      : `\`${name}\` fits text, numbers, booleans, dates and literals of one type: remove it.`;
  return { code: "SPEC2101", message: `\`${name}\` can't stand on ${describeType(type)}.`, help };
}
