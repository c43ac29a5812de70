import { z } from "zod";
import { OwnType } from "./schema/own-type.js";
import type { LazyShape, Shape } from "./schema/shape.js";

type Schema = z.core.$ZodType;

const PLAIN = { kind: "plain" } as const;
const PLAIN_TYPES = [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodNull, z.ZodEnum, z.ZodLiteral];

/**
 * What a value of the schema is made of, whether or not it may be null, be absent or have a default. A value that is
 * converted first has the shape of what comes out.
 *
 * @throws Error when the schema has a kind of value that the model language doesn't know.
 */
export function shapeOf(schema: Schema): Shape {
  const inner = unwrap(schema);
  const own = ownShape(inner);
  if (own !== undefined && own.kind !== "lazy") return own;
  if (inner instanceof z.ZodObject) return { kind: "object", fields: inner.shape, rest: null };
  if (inner instanceof z.ZodArray) return { kind: "list", items: inner.element };
  if (inner instanceof z.ZodDate) return { kind: "date" };
  if (inner instanceof z.ZodBigInt) return { kind: "bigint" };
  if (PLAIN_TYPES.some((type) => inner instanceof type)) return PLAIN;
  if (inner instanceof z.ZodUnion && inner.options.every((option) => shapeOf(option).kind === "plain")) return PLAIN;
  throw new Error(`A schema can't hold a "${inner.constructor.name}": it is not in the model language.`);
}

/** The schema of the value at `path` in `input`, which is of `schema`; undefined where the shape has no such place. */
export function schemaAt(schema: Schema, path: readonly PropertyKey[], input: unknown): Schema | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const shape = shapeOf(schema);
  if (shape.kind === "union") {
    const member = shape.memberOf(input);
    return member && schemaAt(member, path, input);
  }
  const part = partSchema(shape, key);
  return part && schemaAt(part, rest, partOf(input, key));
}

/** The value under a key of its own; undefined when there is none. */
export function partOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** The names of an object's fields, in the order of the model; none when the shape is no object. */
export function fieldNames(schema: Schema, input: unknown): readonly string[] {
  const shape = shapeOf(schema);
  if (shape.kind === "object") return Object.keys(shape.fields);
  const member = shape.kind === "union" ? shape.memberOf(input) : undefined;
  return member === undefined ? [] : fieldNames(member, input);
}

/** The literals that an object's field can have; none when it is no field of literals. */
export function choicesAt(schema: Schema, name: string): readonly unknown[] {
  const shape = shapeOf(schema);
  if (shape.kind === "union") return shape.members.flatMap((member) => choicesAt(member, name));
  const field = shape.kind === "object" ? partSchema(shape, name) : undefined;
  return field === undefined ? [] : literalsIn(field);
}

/** The values of a schema that has only so many: literals, an enum, a union of these. None for any other. */
function literalsIn(schema: Schema): readonly unknown[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodLiteral) return [...inner.values];
  if (inner instanceof z.ZodEnum) return inner.options;
  const shape = shapeOf(inner);
  return shape.kind === "union" ? shape.members.flatMap(literalsIn) : [];
}

/** Whether null is among the values. */
export function isNullable(schema: Schema): boolean {
  if (schema instanceof z.ZodNullable) return true;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault) {
    return isNullable(schema.unwrap());
  }
  const own = ownShape(schema);
  return own?.kind === "lazy" ? isNullable(own.declared()) : own?.kind === "json";
}

/** The schemas of a value's parts, and of what else it may be. */
export function partsOf(shape: Shape): readonly Schema[] {
  switch (shape.kind) {
    case "object":
      return [...Object.values(shape.fields), ...(shape.rest === null ? [] : [shape.rest])];
    case "list":
      return [shape.items];
    case "tuple":
      return [...shape.items, ...(shape.rest === null ? [] : [shape.rest])];
    case "record":
      return [shape.values];
    case "union":
      return shape.members;
    default:
      return [];
  }
}

/** Whether a value of the schema can hold one of such a shape. */
export function holds(schema: Schema, isWanted: (shape: Shape) => boolean, seen = new Set<Schema>()): boolean {
  const inner = unwrap(schema);
  if (seen.has(inner)) return false;
  seen.add(inner);
  const shape = shapeOf(inner);
  if (isWanted(shape)) return true;
  return partsOf(shape).some((part) => holds(part, isWanted, seen));
}

/** The schema of one part of a value. */
export function partSchema(shape: Shape, key: PropertyKey): Schema | undefined {
  switch (shape.kind) {
    case "object":
      return (Object.hasOwn(shape.fields, key) ? shape.fields[String(key)] : shape.rest) ?? undefined;
    case "list":
      return shape.items;
    case "tuple":
      return shape.items[Number(key)] ?? shape.rest ?? undefined;
    case "record":
      return shape.values;
    default:
      return undefined;
  }
}

/** What is inside everything that says that a value may be null, be absent, have a default, be converted first or is declared elsewhere. */
export function unwrap(schema: Schema): Schema {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.out);
  const own = ownShape(schema);
  return own?.kind === "lazy" ? unwrap(own.declared()) : schema;
}

function ownShape(schema: Schema): Shape | LazyShape | undefined {
  return schema instanceof OwnType ? schema._zod.def.shape : undefined;
}
