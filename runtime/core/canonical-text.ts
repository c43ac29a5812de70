import { isRecord } from "./is-record.js";

/** A JSON text that two values share if, and only if, JSON Schema calls them equal (core, section 4.2.2): the order of keys doesn't count. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "bigint") return part.toString();
    return isRecord(part) && !Array.isArray(part) ? sortKeys(part) : part;
  });
}

function sortKeys(value: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
