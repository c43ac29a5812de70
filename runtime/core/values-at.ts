import type { z } from "zod";
import { isRecord } from "./is-record.js";
import { partOf, partSchema, shapeOf } from "./schema-shape.js";
import type { Shape } from "./schema/shape.js";

/** What lies at the end of a path. */
export interface Found {
  readonly values: unknown[];
  /** Whether a list or a record lies on the way, so that there can be many values. */
  isInList: boolean;
}

/** The values at a path of field names, through every item of a list and every value of a record, which have no name in it. */
export function valuesAt(schema: z.core.$ZodType, data: unknown, keys: readonly string[]): Found {
  const found: Found = { values: [], isInList: false };
  collect(schema, data, keys, found);
  return found;
}

/** Goes down a path, through every item of a list and every value of a record, which have no name in it. */
function collect(schema: z.core.$ZodType, value: unknown, keys: readonly string[], found: Found): void {
  if (value === undefined || value === null) return;
  const shape = shapeOf(schema);
  if (shape.kind === "union") {
    const member = shape.memberOf(value);
    if (member !== undefined) collect(member, value, keys, found);
    return;
  }
  const [name, ...rest] = keys;
  if (isMany(shape)) collectAll(shape, value, keys, found);
  else if (name === undefined) found.values.push(value);
  else collectPart(shape, value, [name, ...rest], found);
}

/** Whether values of the shape have parts without a name in a path: items of a list, values of a record. */
export function isMany({ kind }: Shape): boolean {
  return kind === "list" || kind === "tuple" || kind === "record";
}

function collectAll(shape: Shape, value: unknown, keys: readonly string[], found: Found): void {
  found.isInList = true;
  for (const key of isRecord(value) ? Object.keys(value) : []) collectPart(shape, value, [key, ...keys], found);
}

function collectPart(shape: Shape, value: unknown, [key, ...rest]: readonly [string, ...string[]], found: Found): void {
  const part = partSchema(shape, key);
  if (part !== undefined) collect(part, partOf(value, key), rest, found);
}
