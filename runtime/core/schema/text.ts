import { z } from "zod";
import { FORMATS, type TextFormat } from "./formats/index.js";

export interface TextBounds {
  /** In Unicode code points, as JSON Schema counts. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression (ECMA-262, `u` flag) that the text holds a match of. */
  readonly pattern?: string;
  readonly format?: TextFormat;
}

/** A text within the bounds, both lengths included. */
export function text({ minLength, maxLength, pattern, format }: TextBounds = {}): z.ZodType {
  let schema = z.string();
  if (minLength !== undefined) schema = schema.min(minLength);
  if (maxLength !== undefined) schema = schema.max(maxLength);
  if (pattern !== undefined) schema = schema.regex(new RegExp(pattern, "u"));
  return format === undefined ? schema : formatted(format, FORMATS[format], schema);
}

const DECIMAL = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/** A decimal number as text, kept as it was written. */
export function decimal(): z.ZodType {
  return formatted("decimal", (value) => DECIMAL.test(value));
}

/** A text that passes a test. */
export function formatted(format: string, isFormatted: (text: string) => boolean, schema: z.ZodString = z.string()): z.ZodType {
  return schema.check(({ value, issues }) => {
    if (!isFormatted(value)) issues.push({ code: "invalid_format", format, input: value });
  });
}
