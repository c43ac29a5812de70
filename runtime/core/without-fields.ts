import { z } from "zod";
import { shapeOf } from "./schema-shape.js";

/** What an object of the schema is without some of its fields: to say where paths can lead, not to check values. */
export function withoutFields(schema: z.ZodType, hidden: readonly string[]): z.ZodType {
  const shape = shapeOf(schema);
  if (shape.kind !== "object") return schema;
  return z.object(Object.fromEntries(Object.entries(shape.fields).filter(([name]) => !hidden.includes(name))));
}
