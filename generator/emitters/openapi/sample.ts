import type { Constant, Field } from "../../ir/model.js";
import type { ArrayType, FieldType, ObjectType, TupleType, Value } from "../../ir/type.js";
import { examplesOf } from "./examples.js";
import { canonical, fits } from "./fits.js";
import { fieldsOn } from "./object-schema.js";
import { sampleScalar } from "./sample-scalar.js";
import { isOptional, type NamedTypes, type Side } from "./sides.js";

/** What values are made up with. */
interface Maker {
  readonly types: NamedTypes;
  readonly side: Side;
  /** The named types that are being made: one within itself is left out. */
  readonly within: ReadonlySet<string>;
  /** How many values may still be made: an example is to be read. */
  readonly budget: { left: number };
  /** The field's name, for a text that may be anything. */
  readonly name: string;
}

const MOST_VALUES = 200;

/** A value of a named type, made of examples, defaults and what is made up; undefined when none is found. */
export function sampleOf(name: string, types: NamedTypes, side: Side): Constant | undefined {
  return sampleNamed(name, { types, side, within: new Set(), budget: { left: MOST_VALUES }, name });
}

/** A made-up value is as good as its type says; one that does not fit is none. */
function sampleValue(value: Value, maker: Maker, nth = 0): Constant | undefined {
  maker.budget.left--;
  const made = maker.budget.left < 0 ? undefined : sampleType(value.type, maker, nth);
  if (made === undefined) return value.nullable ? null : undefined;
  return made;
}

function sampleType(type: FieldType, maker: Maker, nth: number): Constant | undefined {
  const made = makeType(type, maker, nth);
  // Named types are made of what fits already, and have other fields on each side.
  return made === undefined || HELD.has(type.kind) || fits(made, { type, nullable: false }, maker.types) ? made : undefined;
}

/** Types whose values hold others. */
const HELD: ReadonlySet<FieldType["kind"]> = new Set(["named", "array", "tuple", "record", "union"]);

function makeType(type: FieldType, maker: Maker, nth: number): Constant | undefined {
  switch (type.kind) {
    case "array":
      return sampleArray(type, maker);
    case "tuple":
      return sampleTuple(type, maker);
    case "record": {
      const key = sampleScalar(type.keys, "key", 0);
      const value = sampleValue(type.values, maker);
      return typeof key === "string" && value !== undefined && fits(key, { type: type.keys, nullable: false }, maker.types) ? { [key]: value } : {};
    }
    case "union":
      return type.members.map((member) => sampleType(member, maker, nth)).find((value) => value !== undefined);
    case "named":
      return sampleNamed(type.name, maker, nth);
    default:
      return sampleScalar(type, maker.name, nth);
  }
}

function sampleNamed(name: string, maker: Maker, nth = 0): Constant | undefined {
  const type = maker.types.get(name);
  if (type === undefined || maker.within.has(name)) return undefined;
  const inner = { ...maker, within: new Set([...maker.within, name]) };
  switch (type.kind) {
    case "object":
      return sampleObject(type, inner);
    case "alias":
      return sampleValue(type, inner, nth);
    case "enum":
      return type.members[nth]?.value;
  }
}

function sampleObject({ fields }: ObjectType, maker: Maker): Constant | undefined {
  const made: [string, Constant][] = [];
  for (const field of fieldsOn(fields, maker.side)) {
    const value = sampleField(field, { ...maker, name: field.name });
    if (value !== undefined) made.push([field.name, value]);
    else if (!isOptional(field, maker.side)) return undefined;
  }
  return Object.fromEntries(made);
}

function sampleField(field: Field, maker: Maker): Constant | undefined {
  const [example] = examplesOf(field, maker.types);
  if (example !== undefined) return example;
  const value = field.default;
  if (value?.kind === "constant" && fits(value.value, field, maker.types)) return value.value;
  // The server makes it.
  if (value !== null && value.kind !== "constant" && maker.side === "input") return undefined;
  return sampleValue(field, maker);
}

function sampleArray({ items, minItems, maxItems, uniqueItems }: ArrayType, maker: Maker): Constant | undefined {
  const least = minItems ?? 0;
  if (least > 20) return undefined;
  const made = Array.from({ length: Math.min(Math.max(least, 1), maxItems ?? Infinity) }, (_, nth) => sampleValue(items, maker, nth));
  const found = made.filter((item) => item !== undefined);
  const distinct = uniqueItems ? new Set(found.map(canonical)).size : found.length;
  if (distinct === made.length) return found;
  return least === 0 ? [] : undefined;
}

function sampleTuple({ items }: TupleType, maker: Maker): Constant | undefined {
  const made: Constant[] = [];
  for (const [at, item] of items.entries()) {
    const value = sampleValue(item, item.label === null ? maker : { ...maker, name: item.label }, at);
    // One that is left out ends the list.
    if (value === undefined) return item.optional ? made : undefined;
    made.push(value);
  }
  return made;
}
