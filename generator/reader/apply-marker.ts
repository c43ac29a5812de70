import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { ArrayType, FieldType, NumberType, StringType } from "../ir/type.js";
import { describeType } from "./describe-type.js";
import { indexedTypeOf, type NamedTypes } from "./indexed-type.js";
import type { Marker, TypeReading } from "./reader.js";

export { describeType } from "./describe-type.js";

/** Why a marker can't stand at a type. */
export interface MarkerProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
}

type TextMarker = Extract<Marker, { name: "MinLength" | "MaxLength" | "Pattern" | "Format" }>;
type ItemsMarker = Extract<Marker, { name: "MinItems" | "MaxItems" | "UniqueItems" }>;
type LimitMarker = Exclude<Marker, { name: "Index" | "Unique" | "DisplayName" | "ReadOnly" | "WriteOnly" }>;
type Result = TypeReading | MarkerProblem;

/** A type with what one more marker says, or why the marker has no place there. */
export function applyMarker(reading: TypeReading, marker: Marker, types: NamedTypes): Result {
  switch (marker.name) {
    case "Index":
    case "Unique":
      return withIndex(reading, marker.name, types);
    case "DisplayName":
      return withDisplayName(reading, types);
    case "ReadOnly":
    case "WriteOnly":
      return withAccess(reading, marker.name);
    default:
      return withLimit(reading, marker);
  }
}

export function isMarkerProblem(result: Result): result is MarkerProblem {
  return "code" in result;
}

function withLimit(reading: TypeReading, marker: LimitMarker): Result {
  const { type } = reading;
  switch (marker.name) {
    case "MinLength":
    case "MaxLength":
    case "Pattern":
    case "Format":
      return type.kind === "string" ? withText(reading, type, marker) : wrongType(marker, type, "string");
    case "Min":
    case "Max":
      return type.kind === "number" ? withBound(reading, type, marker) : wrongType(marker, type, "number");
    case "MinItems":
    case "MaxItems":
    case "UniqueItems":
      return type.kind === "array" ? withItems(reading, type, marker) : wrongType(marker, type, "array");
  }
}

function withIndex(reading: TypeReading, name: "Index" | "Unique", types: NamedTypes): Result {
  if (indexedTypeOf(reading.type, types) === null) return notIndexable(name, reading.type, types);
  const key = name === "Index" ? "index" : "unique";
  return once(reading[key], name, { ...reading, [key]: true });
}

function withDisplayName(reading: TypeReading, types: NamedTypes): Result {
  if (reading.type.kind !== "reference" && indexedTypeOf(reading.type, types) === "text") {
    return once(reading.displayName === true, "DisplayName", { ...reading, displayName: true });
  }
  const message = `\`DisplayName\` has no meaning on ${describeType(reading.type)}.`;
  return { code: "SPEC2101", message, help: "A resource is shown to people by a text: put the marker on a text field." };
}

function withAccess(reading: TypeReading, name: "ReadOnly" | "WriteOnly"): Result {
  const access = name === "ReadOnly" ? "readOnly" : "writeOnly";
  if (reading.access === undefined || reading.access === access) return once(reading.access === access, name, { ...reading, access });
  const help = "Keep one of the two; a field that HTTP has no part in is marked `@internal` in its doc comment.";
  return { code: "SPEC1221", message: "No field is both `ReadOnly` and `WriteOnly`.", help };
}

function withText(reading: TypeReading, type: StringType, marker: TextMarker): Result {
  const narrowed = narrowText(type, marker);
  const { minLength, maxLength } = narrowed;
  if (minLength !== null && maxLength !== null && minLength > maxLength) {
    return contradiction(`No text is at least ${minLength} and at most ${maxLength} characters long.`);
  }
  const key = { MinLength: "minLength", MaxLength: "maxLength", Pattern: "pattern", Format: "format" } as const;
  return once(type[key[marker.name]] !== null, marker.name, { ...reading, type: narrowed });
}

function narrowText(type: StringType, marker: TextMarker): StringType {
  switch (marker.name) {
    case "MinLength":
      return { ...type, minLength: marker.argument };
    case "MaxLength":
      return { ...type, maxLength: marker.argument };
    case "Pattern":
      return { ...type, pattern: marker.argument };
    case "Format":
      return { ...type, format: marker.argument };
  }
}

function withBound(reading: TypeReading, type: NumberType, { name, argument }: { name: "Min" | "Max"; argument: number }): Result {
  const narrowed = name === "Min" ? { ...type, min: argument } : { ...type, max: argument };
  if (isEmptyRange(narrowed)) {
    return contradiction(`No ${type.integer ? "whole number" : "number"} is at least ${narrowed.min} and at most ${narrowed.max}.`);
  }
  return once((name === "Min" ? type.min : type.max) !== null, name, { ...reading, type: narrowed });
}

/** Whether no number of the type lies between its bounds. */
export function isEmptyRange({ integer, min, max }: NumberType): boolean {
  if (min === null || max === null) return false;
  return integer ? Math.ceil(min) > Math.floor(max) : min > max;
}

function withItems(reading: TypeReading, type: ArrayType, marker: ItemsMarker): Result {
  if (marker.name === "UniqueItems") return once(type.uniqueItems, marker.name, { ...reading, type: { ...type, uniqueItems: true } });
  const isMin = marker.name === "MinItems";
  const narrowed = isMin ? { ...type, minItems: marker.argument } : { ...type, maxItems: marker.argument };
  const { minItems, maxItems } = narrowed;
  if (minItems !== null && maxItems !== null && minItems > maxItems) {
    return contradiction(`No list has at least ${minItems} and at most ${maxItems} items.`);
  }
  return once((isMin ? type.minItems : type.maxItems) !== null, marker.name, { ...reading, type: narrowed });
}

function once(isThere: boolean, name: string, applied: TypeReading): Result {
  return isThere ? { code: "SPEC2103", message: `\`${name}\` is given twice.`, help: "Keep one of the two." } : applied;
}

function contradiction(message: string): MarkerProblem {
  return { code: "SPEC2104", message, help: "Correct one of the two limits." };
}

/** The markers that narrow the types of a kind. */
const FITTING = {
  string: "MinLength, MaxLength, Pattern and Format fit `string`",
  number: "Min and Max fit `number` and `Int`",
  array: "MinItems, MaxItems and UniqueItems fit lists",
} as const;

function wrongType({ name }: Marker, type: FieldType, wanted: keyof typeof FITTING): MarkerProblem {
  const fitting = type.kind === "string" || type.kind === "number" || type.kind === "array" ? FITTING[type.kind] : FITTING[wanted];
  return { code: "SPEC2101", message: `\`${name}\` has no meaning on ${describeType(type)}.`, help: `${fitting}.` };
}

function notIndexable(name: "Index" | "Unique", type: FieldType, { objects }: NamedTypes): MarkerProblem {
  const message = `\`${name}\` can't stand on ${describeType(type)}.`;
  return { code: "SPEC2101", message, help: indexHelp(name, type, objects) };
}

function indexHelp(name: "Index" | "Unique", type: FieldType, objects: NamedTypes["objects"]): string {
  if (type.kind === "named" && objects.has(type.name)) return `Put \`${name}\` on a field of \`${type.name}\`.`;
  if (type.kind === "array" && name === "Index") return "Put it on the items: `(string & Index)[]`.";
  if (type.kind === "bigint" || type.kind === "decimal") return "Databases would sort its text, not its value: remove it, or use `Int`.";
  return `\`${name}\` fits text, numbers, booleans, dates and literals of one type: remove it.`;
}
