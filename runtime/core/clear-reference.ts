import { isRecord } from "./is-record.js";

/**
 * Data, parsed from its text, without a reference: null in the place of a field, and an item that is the reference is taken out of
 * its list. The path has no names for items, as that of an index.
 */
export function clearReference(data: unknown, path: readonly string[], isCleared: (id: string) => boolean): unknown {
  if (Array.isArray(data)) return clearItems(data, path, isCleared);
  const [name, ...rest] = path;
  if (name === undefined) return isReference(data, isCleared) ? null : data;
  if (!isRecord(data)) return data;
  if (Object.hasOwn(data, name)) return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, key === name ? clearReference(value, rest, isCleared) : value]));
  // A record's keys are not in the path.
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, isRecord(value) ? clearReference(value, path, isCleared) : value]));
}

function clearItems(items: readonly unknown[], path: readonly string[], isCleared: (id: string) => boolean): unknown[] {
  if (path.length > 0) return items.map((item) => clearReference(item, path, isCleared));
  return items.filter((item) => !isReference(item, isCleared)).map((item) => clearReference(item, path, isCleared));
}

function isReference(value: unknown, isCleared: (id: string) => boolean): boolean {
  return typeof value === "string" && isCleared(value);
}
