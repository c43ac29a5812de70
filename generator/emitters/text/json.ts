import { MAX_WIDTH } from "../../render/width.js";

/**
 * JSON for people: what fits on a line is on one, which makes long documents much shorter. Strings keep their escapes.
 *
 * @param margin of the line that the value ends on.
 */
export function layOutJson(value: unknown, margin: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const parts = isList ? value.map((item) => layOutJson(item, margin + 2)) : layOutEntries(value, margin + 2);
  if (parts.length === 0) return isList ? "[]" : "{}";
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (fitsOnLine(parts, margin)) return isList ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
  const space = " ".repeat(margin);
  return `${open}\n${space}  ${parts.join(`,\n${space}  `)}\n${space}${close}`;
}

function layOutEntries(value: object, margin: number): string[] {
  const entries: string[] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) entries.push(`${JSON.stringify(key)}: ${layOutJson(item, margin)}`);
  }
  return entries;
}

/** With room for the key before it, which is not known here: most are short. */
const KEY_WIDTH = 30;

function fitsOnLine(parts: readonly string[], margin: number): boolean {
  let width = margin + KEY_WIDTH;
  for (const part of parts) {
    width += part.length + 2;
    if (width > MAX_WIDTH || part.includes("\n")) return false;
  }
  return true;
}
