import type { z } from "zod";
import { MAX_DEPTH } from "./json.js";
import { ownType } from "./own-type.js";

/** A value that a lazy schema is reading. */
interface Open {
  readonly declared: () => z.ZodType;
  readonly input: unknown;
  readonly depth: number;
}

/** The outermost first. There is one list for all, since reading is synchronous. */
const open: Open[] = [];

/**
 * A schema that is declared elsewhere: for types that use each other. Refuses a value that holds itself, and one that is nested
 * deeper than a body over HTTP may be.
 */
export function lazy(declared: () => z.ZodType): z.ZodType {
  return ownType({ kind: "lazy", declared }, (input, reading) => {
    const outer = open.at(-1);
    const depth = outer === undefined ? 1 : outer.depth + Number(outer.input !== input);
    const message = explainNesting({ declared, input, depth });
    if (message !== undefined) {
      reading.report({ code: "custom", message, input });
      return input;
    }
    open.push({ declared, input, depth });
    try {
      return reading.readAs(declared(), input);
    } finally {
      open.pop();
    }
  });
}

function explainNesting({ declared, input, depth }: Open): string | undefined {
  if (depth > MAX_DEPTH) return `Nested more than ${MAX_DEPTH} levels deep.`;
  const isObject = typeof input === "object" && input !== null;
  const holdsItself = isObject && open.some((outer) => outer.input === input && outer.declared === declared);
  return holdsItself ? "The value holds itself." : undefined;
}
