import type { z } from "zod";
import { checkFields } from "./check-fields.js";
import { isContainer } from "./json-value.js";

/** What is wanted of a value: all of it, or these parts. */
interface Selection {
  isWhole: boolean;
  readonly parts: Map<string, Selection>;
}

/**
 * Prepares the choice of fields: `title`, `address.city`, `lines.price` for the price of every line. Data keeps its order, null
 * stays where an object could be, and what isn't there is left out. The data is as in JSON, and isn't changed.
 *
 * @param untold fields of the whole that are there for nobody.
 * @throws INVALID_QUERY for a name that the schema doesn't have, or too many of them.
 */
export function compileProjection(schema: z.ZodType, fields: readonly string[], untold: readonly string[] = []): (data: unknown) => unknown {
  const selection = select(checkFields(schema, fields, untold));
  return (data) => project(data, selection);
}

function select(paths: readonly (readonly string[])[]): Selection {
  const whole: Selection = { isWhole: false, parts: new Map() };
  for (const path of paths) {
    let selection = whole;
    for (const key of path) {
      const part = selection.parts.get(key) ?? { isWhole: false, parts: new Map() };
      selection.parts.set(key, part);
      selection = part;
    }
    selection.isWhole = true;
  }
  return whole;
}

/** Undefined for a value that has no parts where some are wanted. */
function project(value: unknown, selection: Selection): unknown {
  if (selection.isWhole || value === null) return value;
  if (!isContainer(value)) return undefined;
  if (Array.isArray(value)) return value.map((item) => project(item, selection)).filter((item) => item !== undefined);
  const members = Object.entries(value).flatMap(([key, part]) => {
    const selected = selection.parts.get(key);
    const projected = selected && project(part, selected);
    return projected === undefined ? [] : [[key, projected] as const];
  });
  // Unlike an assignment, this makes an own member of `__proto__`.
  return Object.fromEntries(members);
}
