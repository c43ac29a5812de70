import type { Constant, Field } from "../../ir/model.js";
import { fits } from "./fits.js";
import type { NamedTypes } from "./sides.js";

/** The `@example`s of a field that are values of it, in JSON or as bare text. The others are prose, and stay in the doc comments. */
export function examplesOf(field: Field, types: NamedTypes): readonly Constant[] {
  return field.doc.examples.flatMap((example) => {
    const text = example.trim();
    // Text stands for itself before it is JSON: a postcode `10115` is no number.
    const found = [text, ...parseJson(text)].find((value) => (value !== text || field.type.kind !== "json") && fits(value, field, types));
    return found === undefined ? [] : [unquoted(found, text, field, types)];
  });
}

/** `"ada"` in quotes is the text within them, where both would do. */
function unquoted(found: Constant, text: string, field: Field, types: NamedTypes): Constant {
  const [inner] = parseJson(text);
  return found === text && typeof inner === "string" && fits(inner, field, types) ? inner : found;
}

function parseJson(text: string): readonly Constant[] {
  try {
    const value: Constant = JSON.parse(text);
    return [value];
  } catch {
    return [];
  }
}
