import { MAX_WIDTH } from "../../render/width.js";

/**
 * JSON for people: what fits on a line is on one, which makes long documents much shorter. Strings keep their escapes.
 *
 * @param margin of the line that the value ends on.
 * @param column where the value begins: behind its key, if it has one.
 */
export function layOutJson(value: unknown, margin: number, column = margin): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const parts = isList ? value.map((item) => layOutJson(item, margin + 2)) : layOutEntries(value, margin + 2);
  if (parts.length === 0) return isList ? "[]" : "{}";
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (fitsOnLine(parts, column)) return isList ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
  const space = " ".repeat(margin);
  return `${open}\n${space}  ${parts.join(`,\n${space}  `)}\n${space}${close}`;
}

/** An entry of an object at the beginning of a line. */
export function layOutJsonEntry(key: string, value: unknown, margin: number): string {
  const start = knownStarts.get(key) ?? `${JSON.stringify(key)}: `;
  knownStarts.set(key, start);
  return start + layOutJson(value, margin, margin + start.length);
}

/** A long document has few keys, each of them very often. */
const knownStarts = new Map<string, string>();

function layOutEntries(value: object, margin: number): string[] {
  const entries: string[] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) entries.push(layOutJsonEntry(key, item, margin));
  }
  return entries;
}

/** With room for the brackets and spaces of an object, and for a comma. */
function fitsOnLine(parts: readonly string[], column: number): boolean {
  let width = column + 3;
  for (const part of parts) {
    width += part.length + 2;
    if (width > MAX_WIDTH || part.includes("\n")) return false;
  }
  return true;
}
