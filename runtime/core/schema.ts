import { z } from "zod";
import { isWritable, parseDateTime } from "./date-time.js";

/*
 * What generated schemas are made of. The builders say no more than `z.ZodType` to the compiler: the types that zod would
 * infer are never used, and cost the user's editor seconds in a project of many models.
 */

/** An object of exactly these fields, put out in this order. Any other field is refused, `__proto__` as well. */
export function object(fields: Readonly<Record<string, z.ZodType>>): z.ZodType {
  return z.strictObject(fields);
}

export interface TextBounds {
  /** In Unicode code points, as JSON Schema counts. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A text whose length is within the bounds, both included. */
export function text(bounds: TextBounds = {}): z.ZodType {
  const atLeast = bounds.minLength === undefined ? z.string() : z.string().min(bounds.minLength);
  return bounds.maxLength === undefined ? atLeast : atLeast.max(bounds.maxLength);
}

/**
 * An instant: takes a `Date` or an RFC 3339 date-time (section 5.6), and puts out a `Date`. Years beyond four digits are
 * refused, since a date-time can't write them.
 */
export function dateTime(): z.ZodType {
  return z.preprocess(toDate, z.date());
}

/** Anything that is no instant is passed on, for `z.date()` to refuse. */
function toDate(input: unknown): unknown {
  if (typeof input === "string") return parseDateTime(input) ?? input;
  return input instanceof Date && !isWritable(input) ? null : input;
}
