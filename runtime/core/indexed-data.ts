import type { IndexedField } from "../stores/model-index.js";
import { isRecord } from "./is-record.js";
import type { IndexedValue } from "./resource.js";

export type IndexedData = Readonly<Record<string, IndexedValue>>;

/**
 * Prepares the reading of a model's indexed fields out of data, checked or parsed from its text: by path, null where
 * there is no value, dates as RFC 3339 text in UTC with milliseconds.
 *
 * @throws Error, from the prepared function, for a value that can't be indexed: data that was never checked.
 */
export function compileIndexedData(fields: readonly IndexedField[]): (data: unknown) => IndexedData {
  const paths = fields.map(({ path }) => ({ path, keys: path.split(".") }));
  return (data) => {
    const values: Record<string, IndexedValue> = {};
    for (const { path, keys } of paths) values[path] = toIndexedValue(path, valueAt(data, keys));
    return values;
  };
}

function valueAt(data: unknown, keys: readonly string[]): unknown {
  let value = data;
  for (const key of keys) value = isRecord(value) ? value[key] : undefined;
  return value;
}

function toIndexedValue(path: string, value: unknown): IndexedValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Date) return value.toISOString();
  throw new Error(`The value of "${path}" can't be indexed: it is a ${typeof value}.`);
}
