import { z } from "zod";

/** A text that has to be there. */
export const someText = z.string().min(1);

/** A whole number within bounds, both included. It may come as text: a variable has no other way. */
export function wholeNumber(least: number, most: number): z.ZodType<number> {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.preprocess((value) => (isDigits(value) ? Number(value) : value), z.int({ error: message }).min(least, message).max(most, message));
}

/** True or false, or one of these as text. */
export const truth: z.ZodType<boolean> = z.preprocess(
  (value) => (value === "true" ? true : value === "false" ? false : value),
  z.boolean({ error: "must be true or false" }),
);

function isDigits(value: unknown): value is string {
  return typeof value === "string" && /^\d{1,15}$/.test(value);
}
