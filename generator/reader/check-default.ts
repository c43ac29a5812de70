import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Field } from "../ir/model.js";
import type { ArrayType, FieldType, LiteralType, NumberType, StringType } from "../ir/type.js";
import type { ConstantReading } from "./read-constant.js";
import type { ObjectDraft } from "./reader.js";

/** Why a constant is not a value of a type, and at which of its parts. */
export interface Misfit {
  readonly at: ConstantReading;
  readonly problem: string;
  readonly help: string;
}

/** Finds the object type of a name, with the names of all its fields, also of those that couldn't be read. */
export type FindObject = (name: string) => Pick<ObjectDraft, "object" | "names"> | null;

type Expected = Pick<Field, "type" | "nullable">;

/** Every way in which a constant is not a value of a type. */
export function checkDefault(reading: ConstantReading, expected: Expected, find: FindObject): readonly Misfit[] {
  if (reading.kind === "scalar" && reading.value === null) {
    return expected.nullable ? [] : [misfit(reading, "is null", "Add `| null` to the type, or give another default.")];
  }
  // What is not a constant has been reported as such.
  if (reading.kind === "not constant") return [];
  const { type } = expected;
  switch (type.kind) {
    case "string":
      return checkString(reading, type);
    case "number":
      return checkNumber(reading, type);
    case "boolean":
      return typeof scalar(reading) === "boolean" ? [] : [wrongType(reading, "true or false")];
    case "date":
      return [misfit(reading, "is not a date", "A date's default can only be null: pass the date when you create the resource.")];
    case "literal":
      return checkLiteral(reading, type);
    case "array":
      return checkArray(reading, type, find);
    case "named":
      return checkObject(reading, type, find);
    default:
      throw new Error(`Internal error: the reader does not know types of the kind ${type.kind} yet.`);
  }
}

function checkString(reading: ConstantReading, { minLength, maxLength }: StringType): readonly Misfit[] {
  const value = scalar(reading);
  if (typeof value !== "string") return [wrongType(reading, "text")];
  const length = [...value].length;
  if (maxLength !== null && length > maxLength) return [misfit(reading, `has ${length} characters`, `At most ${maxLength} are allowed.`)];
  if (minLength !== null && length < minLength) return [misfit(reading, `has ${length} characters`, `At least ${minLength} are needed.`)];
  return [];
}

function checkNumber(reading: ConstantReading, { integer, min, max }: NumberType): readonly Misfit[] {
  const value = scalar(reading);
  if (typeof value !== "number") return [wrongType(reading, "a number")];
  if (integer && !Number.isSafeInteger(value))
    return [misfit(reading, `is ${value}`, "An Int is a whole number that a double holds exactly.")];
  if (min !== null && value < min) return [misfit(reading, `is ${value}`, `At least ${min} is needed.`)];
  if (max !== null && value > max) return [misfit(reading, `is ${value}`, `At most ${max} is allowed.`)];
  return [];
}

function checkLiteral(reading: ConstantReading, { values }: LiteralType): readonly Misfit[] {
  const value = scalar(reading);
  if (value !== null && values.includes(value)) return [];
  const texts = values.filter((each) => typeof each === "string");
  const hint = typeof value === "string" ? didYouMean(value, texts) : "";
  const help = `They are ${values.map((each) => JSON.stringify(each)).join(", ")}.${hint}`;
  return [misfit(reading, "is none of the type's values", help)];
}

function checkArray(reading: ConstantReading, { items }: ArrayType, find: FindObject): readonly Misfit[] {
  if (reading.kind !== "array") return [wrongType(reading, "a list")];
  return reading.items.flatMap((item) => checkDefault(item, items, find));
}

function checkObject(reading: ConstantReading, { name }: FieldType & { kind: "named" }, find: FindObject): readonly Misfit[] {
  if (reading.kind !== "object") return [wrongType(reading, `a \`${name}\``)];
  // An object type that couldn't be read has been reported.
  const found = find(name);
  if (found === null) return [];
  const { fields } = found.object;
  const given = new Map(reading.properties.map((property) => [property.name, property.value]));
  const isWhole = reading.properties.every(({ value }) => value.kind !== "not constant");
  const unknown = [...given].filter(([key, value]) => value.kind !== "not constant" && !found.names.has(key));
  const missing = fields.filter((field) => isWhole && !field.optional && !given.has(field.name)).map((field) => `\`${field.name}\``);
  const lacks = misfit(reading, `lacks ${missing.join(", ")}`, `Give every field of \`${name}\` that is not optional.`);
  return [
    ...unknown.map(([key, value]) => misfit(value, `has no place: \`${name}\` has no field \`${key}\``, fieldsHelp(key, found.names))),
    ...(missing.length === 0 ? [] : [lacks]),
    ...fields.flatMap((field) => {
      const value = given.get(field.name);
      return value === undefined ? [] : checkDefault(value, field, find);
    }),
  ];
}

function fieldsHelp(name: string, names: ReadonlySet<string>): string {
  return `It has ${[...names].join(", ")}.${didYouMean(name, names)}`;
}

function scalar(reading: ConstantReading): string | number | boolean | null {
  return reading.kind === "scalar" ? reading.value : null;
}

function wrongType(at: ConstantReading, wanted: string): Misfit {
  return misfit(at, `is not ${wanted}`, `Write ${wanted}, or correct the field's type.`);
}

function misfit(at: ConstantReading, problem: string, help: string): Misfit {
  return { at, problem, help };
}
