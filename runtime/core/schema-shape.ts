import { z } from "zod";

/**
 * The part of a schema that says what shape a value has, inside what says that it may be null, be absent or have a
 * default. A value that is converted first has the shape of what comes out.
 */
export function shapeOf(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) {
    return shapeOf(schema.unwrap());
  }
  if (schema instanceof z.ZodDefault) return shapeOf(schema.unwrap());
  if (schema instanceof z.ZodPipe) return shapeOf(schema.out);
  return schema;
}

/** The schema of the value at `path` below `schema`; undefined where the shape has no such place. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const shape = shapeOf(schema);
  if (shape instanceof z.ZodArray) return schemaAt(shape.element, rest);
  const field = shape instanceof z.ZodObject ? shape.shape[String(key)] : undefined;
  return field && schemaAt(field, rest);
}

/** The names of an object's fields, in the order of the model; none when the shape is no object. */
export function fieldNames(schema: z.core.$ZodType): readonly string[] {
  const shape = shapeOf(schema);
  return shape instanceof z.ZodObject ? Object.keys(shape.shape) : [];
}

/** Whether null is among the values. */
export function isNullable(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodNullable) return true;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault) {
    return isNullable(schema.unwrap());
  }
  return false;
}
