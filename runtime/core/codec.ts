import type { z } from "zod";
import { isRecord } from "./is-record.js";
import { holds, partsOf, partSchema, shapeOf, unwrap } from "./schema-shape.js";
import type { Shape } from "./schema/shape.js";

type Schema = z.core.$ZodType;

/** Changes what JSON can't say from text to what it stands for, in place where it can, and returns the value. */
type Reviver = (value: unknown) => unknown;

/**
 * Prepares the writing of a model's data as it is kept: compact JSON, dates in UTC with milliseconds (RFC 3339), big integers
 * as text of digits. The data has passed the schema, which gave its fields their order.
 */
export function compileEncoder(schema: z.ZodType): (data: unknown) => string {
  if (!holds(schema, ({ kind }) => kind === "bigint")) return (data) => JSON.stringify(data);
  return (data) => JSON.stringify(data, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

/**
 * Prepares the reading of texts that were so written. Nothing is checked again, and data that is the same in JSON as in
 * TypeScript is only parsed.
 *
 * @throws Error when the schema has a kind of value that the model language doesn't know.
 */
export function compileDecoder<Data>(schema: z.ZodType): (text: string) => Data {
  const revive = compileReviver(schema, new Map());
  // The one place where stored text becomes typed data: it passed the schema when it was written.
  return revive === undefined ? (text) => JSON.parse(text) as Data : (text) => revive(JSON.parse(text)) as Data;
}

function needsRevival({ kind }: Shape): boolean {
  return kind === "date" || kind === "bigint";
}

/** Undefined for a schema whose values are the same in JSON. */
function compileReviver(schema: Schema, known: Map<Schema, Reviver>): Reviver | undefined {
  if (!holds(schema, needsRevival)) return undefined;
  const inner = unwrap(schema);
  const before = known.get(inner);
  if (before !== undefined) return before;
  // A type that holds itself finds this in its parts, and the reviver in place when data comes.
  known.set(inner, (value) => revive(value));
  const revive = compileShape(shapeOf(inner), known);
  return revive;
}

function compileShape(shape: Shape, known: Map<Schema, Reviver>): Reviver {
  switch (shape.kind) {
    case "date":
      return (value) => (typeof value === "string" ? new Date(value) : value);
    case "bigint":
      return (value) => (typeof value === "string" ? BigInt(value) : value);
    case "union": {
      const revivers = new Map(shape.members.map((member) => [member, compileReviver(member, known)]));
      return (value) => reviveMember(shape.memberOf(value), value, revivers);
    }
    case "object":
      return shape.rest === null ? reviveFields(shape.fields, known) : reviveParts(shape, known);
    default:
      return reviveParts(shape, known);
  }
}

function reviveMember(member: Schema | undefined, value: unknown, revivers: ReadonlyMap<Schema, Reviver | undefined>): unknown {
  const revive = member && revivers.get(member);
  return revive === undefined ? value : revive(value);
}

function reviveFields(fields: Readonly<Record<string, Schema>>, known: Map<Schema, Reviver>): Reviver {
  const revivers = Object.entries(fields).flatMap(([name, schema]) => {
    const revive = compileReviver(schema, known);
    return revive === undefined ? [] : [{ name, revive }];
  });
  return (value) => {
    if (!isRecord(value)) return value;
    for (const { name, revive } of revivers) if (Object.hasOwn(value, name)) value[name] = revive(value[name]);
    return value;
  };
}

/** For whatever has parts that the schema doesn't name one by one. */
function reviveParts(shape: Shape, known: Map<Schema, Reviver>): Reviver {
  const revivers = new Map(partsOf(shape).map((part) => [part, compileReviver(part, known)]));
  return (value) => {
    if (!isRecord(value)) return value;
    for (const key of Object.keys(value)) {
      const part = partSchema(shape, key);
      const revive = part && revivers.get(part);
      // Unlike an assignment, this leaves an own `__proto__` what it is.
      if (revive !== undefined) Object.defineProperty(value, key, { value: revive(value[key]), writable: true, enumerable: true, configurable: true });
    }
    return value;
  };
}
