import { z } from "zod";
import { canonicalText } from "../canonical-text.js";

export interface ListBounds {
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Whether no two items may be equal, as JSON Schema compares them: the order of keys doesn't count. */
  readonly uniqueItems?: boolean;
}

/** A list within the bounds, both included. */
export function list(items: z.ZodType, { minItems, maxItems, uniqueItems = false }: ListBounds = {}): z.ZodType {
  let schema = z.array(items);
  if (minItems !== undefined) schema = schema.min(minItems);
  if (maxItems !== undefined) schema = schema.max(maxItems);
  return uniqueItems ? schema.check(refuseRepeats) : schema;
}

function refuseRepeats({ value, issues }: z.core.ParsePayload<unknown[]>): void {
  const places = new Map<string, number>();
  for (const [place, item] of value.entries()) {
    const text = canonicalText(item);
    const first = places.get(text);
    if (first === undefined) places.set(text, place);
    else issues.push({ code: "custom", message: `The same as the item at ${first}: no two may be equal.`, path: [place], input: item, continue: true });
  }
}
