import type { Constant, Field } from "../../ir/model.js";
import type { ArrayType, FieldType, ObjectType, RecordType, StringType, TupleType, Value } from "../../ir/type.js";
import { FORMATS } from "./formats.js";
import { isOptional, type NamedTypes } from "./sides.js";
import { BIGINT_PATTERN, DECIMAL_PATTERN, referencePattern } from "./scalar-schema.js";

/** Whether JSON is a value of a type, as its schema says. */
export function fits(value: Constant, { type, nullable }: Value, types: NamedTypes): boolean {
  return value === null ? nullable || type.kind === "json" : fitsType(value, type, types);
}

function fitsType(value: Constant, type: FieldType, types: NamedTypes): boolean {
  switch (type.kind) {
    case "string":
      return typeof value === "string" && fitsText(value, type);
    case "number":
      return typeof value === "number" && (!type.integer || Number.isSafeInteger(value)) && isBetween(value, type.min, type.max);
    case "boolean":
      return typeof value === "boolean";
    case "bigint":
      return matches(value, BIGINT_PATTERN);
    case "decimal":
      return matches(value, DECIMAL_PATTERN);
    case "date":
      return matches(value, FORMATS["date-time"].pattern.source);
    case "template":
      return matches(value, type.pattern);
    case "reference":
      return matches(value, referencePattern(type));
    case "json":
      return true;
    default:
      return fitsPart(value, type, types);
  }
}

function fitsPart(value: Constant, type: FieldType, types: NamedTypes): boolean {
  switch (type.kind) {
    case "literal":
      return type.values.some((one) => one === value);
    case "enumMember":
      return type.value === value;
    case "array":
      return isList(value) && fitsArray(value, type, types);
    case "tuple":
      return isList(value) && fitsTuple(value, type, types);
    case "record":
      return isObject(value) && fitsRecord(value, type, types);
    case "binary":
      return isObject(value) && isBinary(value);
    case "union":
      return type.members.some((member) => fitsType(value, member, types));
    case "named":
      return fitsNamed(value, type.name, types);
    default:
      return false;
  }
}

function fitsNamed(value: Constant, name: string, types: NamedTypes): boolean {
  const type = types.get(name);
  switch (type?.kind) {
    case "object":
      return isObject(value) && fitsObject(value, type, types);
    case "alias":
      return fits(value, type, types);
    case "enum":
      return type.members.some((member) => member.value === value);
    case undefined:
      return false;
  }
}

function fitsText(value: string, { minLength, maxLength, pattern, format }: StringType): boolean {
  return (
    isBetween([...value].length, minLength, maxLength) &&
    (pattern === null || matches(value, pattern)) &&
    (format === null || FORMATS[format].pattern.test(value))
  );
}

function fitsArray(value: readonly Constant[], { items, minItems, maxItems, uniqueItems }: ArrayType, types: NamedTypes): boolean {
  const isUnique = !uniqueItems || new Set(value.map(canonical)).size === value.length;
  return isBetween(value.length, minItems, maxItems) && isUnique && value.every((item) => fits(item, items, types));
}

function fitsTuple(value: readonly Constant[], { items, rest }: TupleType, types: NamedTypes): boolean {
  const isLongEnough = items.every(({ optional }, at) => optional || at < value.length);
  return isLongEnough && value.every((item, at) => {
    const expected = items[at] ?? rest;
    return expected !== null && fits(item, expected, types);
  });
}

function fitsRecord(value: ConstantObject, { keys, values }: RecordType, types: NamedTypes): boolean {
  return Object.entries(value).every(([key, item]) => fitsType(key, keys, types) && fits(item, values, types));
}

/** What only one side has is no matter: a value that has it is an example of neither. */
function fitsObject(value: ConstantObject, { fields, rest }: ObjectType, types: NamedTypes): boolean {
  const known = new Map(fields.map((field) => [field.name, field]));
  const isWhole = fields.every((field) => isOptional(field, "data") || Object.hasOwn(value, field.name));
  return isWhole && Object.entries(value).every(([key, item]) => {
    const field: Field | undefined = known.get(key);
    if (field !== undefined) return field.access === null && fits(item, field, types);
    return rest !== null && fitsType(key, rest.keys, types) && fits(item, rest.values, types);
  });
}

function isBinary({ fileId, size, contentType, name = "", ...others }: ConstantObject): boolean {
  const isSize = typeof size === "number" && Number.isSafeInteger(size) && size >= 0;
  return matches(fileId ?? null, "^[0-9a-f]{64}$") && isSize && typeof contentType === "string" && typeof name === "string" && Object.keys(others).length === 0;
}

type ConstantObject = Readonly<Record<string, Constant>>;

function isList(value: Constant): value is readonly Constant[] {
  return Array.isArray(value);
}

function isObject(value: Constant): value is ConstantObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same text for values that JSON Schema takes for equal. */
export function canonical(value: Constant): string {
  return JSON.stringify(value, (_, part: Constant) => (isObject(part) ? Object.fromEntries(Object.entries(part).sort(byKey)) : part));
}

function byKey([a]: readonly [string, Constant], [b]: readonly [string, Constant]): number {
  return a < b ? -1 : 1;
}

function matches(value: Constant, pattern: string): boolean {
  return typeof value === "string" && new RegExp(pattern, "u").test(value);
}

function isBetween(value: number, min: number | null, max: number | null): boolean {
  return value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}
