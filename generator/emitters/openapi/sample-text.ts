import type { StringType } from "../../ir/type.js";
import { FORMATS } from "./formats.js";
import { matchingText } from "./matching-text.js";

/** A text of the type, other for each `nth`, as far as that is easily had: the field's name, unless it must look otherwise. */
export function sampleText({ minLength, maxLength, pattern, format }: StringType, name: string, nth: number): string | undefined {
  const text = pattern === null ? (format === null ? `${name}${nth === 0 ? "" : nth + 1}` : FORMATS[format].sample) : matchingText(pattern);
  if (text === undefined || pattern !== null || format !== null) return text;
  return fitLength(text, minLength ?? 0, maxLength ?? Infinity);
}

/** A number behind the text is kept. */
function fitLength(text: string, min: number, max: number): string | undefined {
  // Nobody reads an example of that length.
  if (min > 1000) return undefined;
  const long = text === "" ? "x" : text;
  const repeated = [...long.repeat(Math.ceil(min / [...long].length) || 1)];
  return repeated.slice(Math.max(0, repeated.length - max)).join("");
}
