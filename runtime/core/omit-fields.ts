import { isRecord } from "./is-record.js";

/** Data, parsed from its text, but for these of its fields. */
export function omitFields(data: unknown, names: readonly string[]): unknown {
  if (names.length === 0 || !isRecord(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));
}
