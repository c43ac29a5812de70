import type { z } from "zod";
import type { IndexedField } from "../stores/model-index.js";
import type { IndexedList, IndexedValue } from "./resource.js";
import { partOf } from "./schema-shape.js";
import { valuesAt } from "./values-at.js";

export type IndexedData = Readonly<Record<string, IndexedValue | IndexedList>>;

/**
 * Prepares the reading of a model's indexed fields out of data, checked or parsed from its text: by path, null where
 * there is no value, dates as RFC 3339 text in UTC with milliseconds. A field with many values has a list of those that
 * differ.
 *
 * @throws Error, from the prepared function, for a value that can't be indexed: data that was never checked.
 */
export function compileIndexedData(schema: z.ZodType, fields: readonly IndexedField[]): (data: unknown) => IndexedData {
  const readers = fields.map(({ path, list }) => {
    const keys = path.split(".");
    const read = (data: unknown): IndexedValue | IndexedList =>
      list === true ? readList(schema, data, { path, keys }) : toIndexedValue(path, valueAt(data, keys));
    return { path, read };
  });
  return (data) => {
    const values: Record<string, IndexedValue | IndexedList> = {};
    for (const { path, read } of readers) values[path] = read(data);
    return values;
  };
}

function valueAt(data: unknown, keys: readonly string[]): unknown {
  let value = data;
  for (const key of keys) value = partOf(value, key);
  return value;
}

interface Place {
  readonly path: string;
  readonly keys: readonly string[];
}

/** Null when no list lies on the way. */
function readList(schema: z.ZodType, data: unknown, { path, keys }: Place): IndexedList | null {
  const found = valuesAt(schema, data, keys);
  const values = found.values.map((value) => toIndexedValue(path, value)).filter((value) => value !== null);
  return found.isInList ? [...new Set(values)] : null;
}

function toIndexedValue(path: string, value: unknown): IndexedValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Date) return value.toISOString();
  throw new Error(`The value of "${path}" can't be indexed: it is a ${typeof value}.`);
}
