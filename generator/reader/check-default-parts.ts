import { didYouMean } from "../diagnostics/did-you-mean.js";
import { isDeepStrictEqual } from "node:util";
import type { ArrayType, RecordType, TupleType, Value } from "../ir/type.js";
import { checkText } from "./check-text.js";
import { misfit, wrongType, type Checks, type Misfit } from "./misfit.js";
import { toConstant, type ConstantReading, type PropertyReading } from "./read-constant.js";
import type { ObjectDraft } from "./reader.js";

/** Every way in which a constant is not a list of a type. */
export function checkArray(reading: ConstantReading, { items, minItems, maxItems, uniqueItems }: ArrayType, checks: Checks): readonly Misfit[] {
  if (reading.kind !== "array") return [wrongType(reading, "a list")];
  const misfits = reading.items.flatMap((item) => checkPart(item, items, checks));
  const count = reading.items.length;
  if (minItems !== null && count < minItems) return [...misfits, misfit(reading, `has ${count} items`, `At least ${minItems} are needed.`)];
  if (maxItems !== null && count > maxItems) return [...misfits, misfit(reading, `has ${count} items`, `At most ${maxItems} are allowed.`)];
  const repeated = uniqueItems ? findRepeated(reading.items) : undefined;
  return repeated === undefined ? misfits : [...misfits, misfit(repeated, "repeats an item", "The items have to differ: remove one of the two.")];
}

function findRepeated(items: readonly ConstantReading[]): ConstantReading | undefined {
  const values = items.map(toConstant);
  return items.find((_, at) => values.slice(0, at).some((other) => isDeepStrictEqual(other, values[at])));
}

/** Every way in which a constant is not a tuple of a type. */
export function checkTuple(reading: ConstantReading, { items, rest }: TupleType, checks: Checks): readonly Misfit[] {
  if (reading.kind !== "array") return [wrongType(reading, "a list")];
  const needed = items.filter(({ optional }) => !optional).length;
  const count = reading.items.length;
  if (count < needed) return [misfit(reading, `has ${count} items`, `At least ${needed} are needed.`)];
  if (rest === null && count > items.length) return [misfit(reading, `has ${count} items`, `At most ${items.length} are allowed.`)];
  return reading.items.flatMap((item, at) => {
    const expected = items[at] ?? rest;
    return expected === null ? [] : checkPart(item, expected, checks);
  });
}

/** Every way in which a constant is not a record of a type. */
export function checkRecord(reading: ConstantReading, record: RecordType, checks: Checks): readonly Misfit[] {
  if (reading.kind !== "object") return [wrongType(reading, "an object")];
  return reading.properties.flatMap((property) => checkEntry(property, record, checks));
}

function checkEntry({ name, nameNode, value }: PropertyReading, { keys, values }: RecordType, checks: Checks): readonly Misfit[] {
  if (value.kind === "not constant") return [];
  const key: ConstantReading = { kind: "scalar", node: nameNode, value: name };
  const isKey = keys.kind === "string" ? checkText(key, keys).length === 0 : new RegExp(keys.pattern, "u").test(name);
  const wrongKey = isKey ? [] : [misfit(key, `has the key \`${name}\``, "The type doesn't take such a key.")];
  return [...wrongKey, ...checkPart(value, values, checks)];
}

/** Every way in which a constant is not an object of a type. */
export function checkObject(reading: ConstantReading, { object, names }: Pick<ObjectDraft, "object" | "names">, checks: Checks): readonly Misfit[] {
  const { name, fields, rest } = object;
  if (reading.kind !== "object") return [wrongType(reading, `a \`${name}\``)];
  const given = new Map(reading.properties.map((property) => [property.name, property]));
  const isWhole = reading.properties.every(({ value }) => value.kind !== "not constant");
  const others = reading.properties.filter((property) => property.value.kind !== "not constant" && !names.has(property.name));
  const missing = fields.filter((field) => isWhole && !field.optional && !given.has(field.name)).map((field) => `\`${field.name}\``);
  const lacks = misfit(reading, `lacks ${missing.join(", ")}`, `Give every field of \`${name}\` that is not optional.`);
  return [
    ...others.flatMap((property) =>
      rest === null
        ? [misfit(property.value, `has no place: \`${name}\` has no field \`${property.name}\``, fieldsHelp(property.name, names))]
        : checkEntry(property, rest, checks),
    ),
    ...(missing.length === 0 ? [] : [lacks]),
    ...fields.flatMap((field) => {
      const property = given.get(field.name);
      return property === undefined ? [] : checkPart(property.value, field, checks);
    }),
  ];
}

/** A part of a constant: what the server makes can't be one. */
function checkPart(reading: ConstantReading, expected: Value, checks: Checks): readonly Misfit[] {
  if (reading.kind !== "made") return checks.check(reading, expected);
  return [misfit(reading, "has a part that the server would make", "`now()` and `uuid()` can only be the whole default of a field.")];
}

function fieldsHelp(name: string, names: ReadonlySet<string>): string {
  return `It has ${[...names].join(", ")}.${didYouMean(name, names)}`;
}
