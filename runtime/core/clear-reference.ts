import type { z } from "zod";
import { isRecord } from "./is-record.js";
import { partSchema, shapeOf } from "./schema-shape.js";
import { isMany } from "./values-at.js";

type Schema = z.core.$ZodType;

/** Where references are, and which of them go. */
export interface Clearing {
  /** Field names; items of lists and values of records have none. */
  readonly keys: readonly string[];
  readonly isCleared: (id: string) => boolean;
}

/** Data, parsed from its text, without a reference: null in its place, and in a list no item for it; a tuple keeps its places. */
export function clearReference(schema: Schema, data: unknown, clearing: Clearing): unknown {
  if (!isRecord(data)) return isReference(data, clearing) ? null : data;
  const shape = shapeOf(schema);
  if (shape.kind === "union") return clearMember(shape.memberOf(data), data, clearing);
  if (shape.kind === "list" && Array.isArray(data)) return clearItems(data, shape.items, clearing);
  if (Array.isArray(data)) return data.map((item, index) => clearMember(partSchema(shape, index), item, clearing));
  const [name, ...rest] = clearing.keys;
  const isOnTheWay = (key: string): boolean => isMany(shape) || key === name;
  const inner = isMany(shape) ? clearing : { ...clearing, keys: rest };
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, isOnTheWay(key) ? clearMember(partSchema(shape, key), value, inner) : value]),
  );
}

function clearItems(items: readonly unknown[], schema: Schema, clearing: Clearing): unknown[] {
  return items.filter((item) => !isReference(item, clearing)).map((item) => clearReference(schema, item, clearing));
}

function clearMember(schema: Schema | undefined, data: unknown, clearing: Clearing): unknown {
  return schema === undefined ? data : clearReference(schema, data, clearing);
}

function isReference(value: unknown, { keys, isCleared }: Clearing): boolean {
  return keys.length === 0 && typeof value === "string" && isCleared(value);
}
