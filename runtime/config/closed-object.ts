import { z } from "zod";

/** An object that has these keys and no other. */
export function closed<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const allowed = Object.keys(shape).join(", ");
  const message = allowed === "" ? "is not a known key: there is none" : `is not a known key; allowed: ${allowed}`;
  return z.strictObject(shape, { error: ({ code }) => (code === "unrecognized_keys" ? message : undefined) });
}
