import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Field } from "../ir/model.js";
import { modelLabel } from "../ir/names.js";
import type { FieldType, LiteralType, NumberType, ReferenceType } from "../ir/type.js";
import { checkArray, checkObject, checkRecord, checkTuple } from "./check-default-parts.js";
import { checkUnion } from "./check-default-union.js";
import { checkText } from "./check-text.js";
import { misfit, scalar, wrongType, type Checks, type FindNamed, type Misfit } from "./misfit.js";
import type { ConstantReading } from "./read-constant.js";

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Every way in which a constant is not a value of a type. */
export function checkDefault(reading: ConstantReading, expected: Pick<Field, "type" | "nullable">, find: FindNamed): readonly Misfit[] {
  // What is not a constant has been reported as such.
  if (reading.kind === "not constant") return [];
  const { type } = expected;
  if (isNull(reading) && type.kind !== "json") {
    return expected.nullable ? [] : [misfit(reading, "is null", "Add `| null` to the type, or give another default.")];
  }
  if (reading.kind === "made") return checkMade(reading, type);
  const checks: Checks = { find, check: (inner, innerType) => checkDefault(inner, innerType, find) };
  switch (type.kind) {
    case "array":
      return checkArray(reading, type, checks);
    case "tuple":
      return checkTuple(reading, type, checks);
    case "record":
      return checkRecord(reading, type, checks);
    case "union":
      return checkUnion(reading, type, checks);
    case "named":
      return checkNamed(reading, type.name, checks);
    default:
      return checkScalar(reading, type);
  }
}

type Scalar = Exclude<FieldType, { kind: "array" | "tuple" | "record" | "union" | "named" }>;

function checkScalar(reading: ConstantReading, type: Scalar): readonly Misfit[] {
  switch (type.kind) {
    case "string":
      return checkText(reading, type);
    case "number":
      return checkNumber(reading, type);
    case "boolean":
      return checkThat(typeof scalar(reading) === "boolean", reading, "true or false");
    case "bigint":
      return checkThat(reading.kind === "bigint", reading, "a bigint, such as `10n`");
    case "decimal":
      return checkPattern(reading, DECIMAL, 'a decimal number as text, such as `"12.50"`');
    case "date":
      return [misfit(reading, "is not a date", "A date's default is `now()` or null: pass any other date when you create the resource.")];
    case "binary":
      return [misfit(reading, "is not a blob", "A blob's default can only be null: upload it, and pass what the server answers.")];
    case "json":
      return [];
    case "literal":
      return checkLiteral(reading, type);
    case "enumMember":
      return checkThat(scalar(reading) === type.value, reading, `\`${type.name}.${type.member}\``);
    case "template":
      return checkPattern(reading, new RegExp(type.pattern, "u"), "a text of that form");
    case "reference":
      return checkReference(reading, type);
  }
}

function checkThat(fits: boolean, reading: ConstantReading, wanted: string): readonly Misfit[] {
  return fits ? [] : [wrongType(reading, wanted)];
}

/** `now()` and `uuid()` stand for the whole value of a field, and of no other. */
function checkMade(reading: ConstantReading & { kind: "made" }, type: FieldType): readonly Misfit[] {
  if (reading.by === "now") return type.kind === "date" ? [] : [misfit(reading, "is a date", "`now()` is the default of a `Date` field.")];
  const fits =
    type.kind === "string" && (type.format ?? "uuid") === "uuid" && (type.minLength ?? 0) <= 36 && (type.maxLength ?? 36) >= 36;
  return fits ? [] : [misfit(reading, "is a UUID", "`uuid()` is the default of a text field that takes all 36 characters.")];
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

function checkLiteral(reading: ConstantReading, { values }: Pick<LiteralType, "values">): readonly Misfit[] {
  const value = scalar(reading);
  if (value !== null && values.includes(value)) return [];
  const texts = values.filter((each) => typeof each === "string");
  const hint = typeof value === "string" ? didYouMean(value, texts) : "";
  const help = `They are ${values.map((each) => JSON.stringify(each)).join(", ")}.${hint}`;
  return [misfit(reading, "is none of the type's values", help)];
}

function checkReference(reading: ConstantReading, { model, to }: ReferenceType): readonly Misfit[] {
  const label = modelLabel(model);
  const revision = to === "revision" ? ":[1-9][0-9]*" : "";
  return checkPattern(reading, new RegExp(`^${label}:[A-Za-z0-9._-]+${revision}$`), `the id of a \`${model}\`, such as \`"${label}:1${revision && ":1"}"\``);
}

function checkPattern(reading: ConstantReading, pattern: RegExp, wanted: string): readonly Misfit[] {
  const value = scalar(reading);
  return typeof value === "string" && pattern.test(value) ? [] : [wrongType(reading, wanted)];
}

function checkNamed(reading: ConstantReading, name: string, checks: Checks): readonly Misfit[] {
  const found = checks.find(name);
  // A type that couldn't be read has been reported.
  if (found === null) return [];
  if ("object" in found) return checkObject(reading, found, checks);
  if (found.kind === "enum") return checkLiteral(reading, { values: found.members.map(({ value }) => value) });
  return checks.check(reading, found);
}

function isNull(reading: ConstantReading): boolean {
  return reading.kind === "scalar" && reading.value === null;
}
