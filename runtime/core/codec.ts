import { z } from "zod";
import { isRecord } from "./is-record.js";
import { shapeOf } from "./schema-shape.js";

/** Changes the dates in a parsed value from text to `Date`, in place where it can, and returns it. */
type Reviver = (value: unknown) => unknown;

/** The text in which data is kept: compact JSON, dates in UTC with milliseconds (RFC 3339). `data` has passed the schema. */
export function encodeData(data: unknown): string {
  return JSON.stringify(data);
}

/**
 * Prepares the reading of texts that `encodeData` made of a model's data. Nothing is checked again, and data of a model
 * without dates is only parsed.
 *
 * @throws Error when the schema has a kind of value that the model language doesn't know.
 */
export function compileDecoder<Data>(schema: z.ZodType): (text: string) => Data {
  const revive = compileReviver(schema);
  // The one place where stored text becomes typed data: it passed the schema when it was written.
  return revive === undefined ? (text) => JSON.parse(text) as Data : (text) => revive(JSON.parse(text)) as Data;
}

/** Undefined for a schema without dates. */
function compileReviver(schema: z.core.$ZodType): Reviver | undefined {
  const shape = shapeOf(schema);
  if (shape instanceof z.ZodDate) return reviveDate;
  if (shape instanceof z.ZodObject) return compileObjectReviver(Object.entries(shape.shape));
  if (shape instanceof z.ZodArray) return compileArrayReviver(shape.element);
  if (isPlain(shape)) return undefined;
  throw new Error(`A schema can't hold a "${shape.constructor.name}": it is not in the model language.`);
}

function reviveDate(value: unknown): unknown {
  return typeof value === "string" ? new Date(value) : value;
}

function compileObjectReviver(fields: readonly (readonly [string, z.core.$ZodType])[]): Reviver | undefined {
  const revivers = fields.flatMap(([name, schema]) => {
    const revive = compileReviver(schema);
    return revive === undefined ? [] : [{ name, revive }];
  });
  if (revivers.length === 0) return undefined;
  return (value) => {
    if (!isRecord(value)) return value;
    for (const { name, revive } of revivers) if (name in value) value[name] = revive(value[name]);
    return value;
  };
}

function compileArrayReviver(element: z.core.$ZodType): Reviver | undefined {
  const revive = compileReviver(element);
  return revive && ((value) => (Array.isArray(value) ? value.map(revive) : value));
}

/** Values that are the same in JSON as in TypeScript. */
function isPlain(shape: z.core.$ZodType): boolean {
  if (shape instanceof z.ZodUnion) return shape.options.every((option) => isPlain(shapeOf(option)));
  return [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodNull, z.ZodEnum, z.ZodLiteral].some((kind) => shape instanceof kind);
}
