import { z } from "zod";

export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** A number within the bounds, both included. */
export function number({ min = -Infinity, max = Infinity }: Bounds = {}): z.ZodType {
  return within(z.number(), min, max);
}

/** A whole number that a double holds exactly, within the bounds, both included. */
export function int({ min = -Infinity, max = Infinity }: Bounds = {}): z.ZodType {
  return within(z.int(), min, max);
}

export function boolean(): z.ZodType {
  return z.boolean();
}

/** One of these values. */
export function oneOf(...values: readonly (string | number | boolean)[]): z.ZodType {
  const texts = values.filter((value) => typeof value === "string");
  return values.length > 1 && texts.length === values.length ? z.enum(texts) : z.literal(values);
}

function within(schema: z.ZodNumber, min: number, max: number): z.ZodType {
  const atLeast = min === -Infinity ? schema : schema.min(min);
  return max === Infinity ? atLeast : atLeast.max(max);
}
