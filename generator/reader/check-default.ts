import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Field } from "../ir/model.js";
import type { ArrayType, FieldType, LiteralType, NumberType, ObjectType, StringType } from "../ir/type.js";
import type { ConstantReading } from "./read-constant.js";

/** Why a constant is not a value of a type, and at which of its parts. */
export interface Misfit {
  readonly at: ConstantReading;
  readonly problem: string;
  readonly help: string;
}

/** Finds the object type of a name. */
export type FindObject = (name: string) => ObjectType | null;

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
    case "object":
      return checkObject(reading, type, find);
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
  const listed = values.map((each) => JSON.stringify(each)).join(", ");
  const hint =
    typeof value === "string"
      ? didYouMean(
          value,
          values.filter((each) => typeof each === "string"),
        )
      : "";
  return [misfit(reading, "is none of the type's values", `They are ${listed}.${hint}`)];
}

function checkArray(reading: ConstantReading, { items, itemsNullable }: ArrayType, find: FindObject): readonly Misfit[] {
  if (reading.kind !== "array") return [wrongType(reading, "a list")];
  return reading.items.flatMap((item) => checkDefault(item, { type: items, nullable: itemsNullable }, find));
}

function checkObject(reading: ConstantReading, { name }: FieldType & { kind: "object" }, find: FindObject): readonly Misfit[] {
  if (reading.kind !== "object") return [wrongType(reading, `a \`${name}\``)];
  // An object type that couldn't be read has been reported.
  const object = find(name);
  if (object === null) return [];
  const given = new Map(reading.properties.map((property) => [property.name, property.value]));
  const unknown = [...given].filter(([key]) => !object.fields.some((field) => field.name === key));
  const missing = object.fields.filter((field) => !field.optional && !given.has(field.name)).map((field) => `\`${field.name}\``);
  return [
    ...unknown.map(([key, value]) => misfit(value, `has no place: \`${name}\` has no field \`${key}\``, fieldsHelp(key, object))),
    ...(missing.length === 0
      ? []
      : [misfit(reading, `lacks ${missing.join(", ")}`, `Give every field of \`${name}\` that is not optional.`)]),
    ...object.fields.flatMap((field) => {
      const value = given.get(field.name);
      return value === undefined ? [] : checkDefault(value, field, find);
    }),
  ];
}

function fieldsHelp(name: string, { fields }: ObjectType): string {
  const names = fields.map((field) => field.name);
  return `It has ${names.join(", ")}.${didYouMean(name, names)}`;
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
