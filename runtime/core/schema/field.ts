import type { z } from "zod";

/* What a field may be beyond its type. Written as calls: in a chain, zod would say to the compiler what nobody uses. */

/** Null is a value too. */
export function nullable(schema: z.ZodType): z.ZodType {
  return schema.nullable();
}

/** The field may be left out. */
export function optional(schema: z.ZodType): z.ZodType {
  return schema.optional();
}

/**
 * A field that is left out gets this value, written as an input is, or what the function makes. Every resource gets a list or an
 * object of its own.
 */
export function withDefault(schema: z.ZodType, input: unknown): z.ZodType {
  if (typeof input === "function") return schema.default(() => schema.parse(input()));
  return schema.default(input === null ? null : () => schema.parse(input));
}
