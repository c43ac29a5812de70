import { SpecstarError } from "../core/errors.js";
import { inspectJson, MAX_DEPTH } from "./inspect-json.js";

/** A key's end in JSON text: a quotation mark before a colon, spaces between. Text inside a string can look the same. */
const QUOTE = 0x22;
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** What the text of a number that is too small for a double has: `1e-400`, or very many zeros. */
const TINY_EXPONENT = /[eE]-\d{3}/;
const MANY_ZEROS = "0".repeat(300);

/**
 * The value of a JSON text (RFC 8259), as `JSON.parse` gives it, but refuses what `JSON.parse` silently changes: numbers that a
 * double can't hold, and a name that an object has twice, of which all but the last would be lost (RFC 8259 section 4). A good text
 * is never read letter by letter: a walk over the parsed value and a count of the colons tell whether anything can be wrong.
 *
 * @throws MALFORMED_BODY naming the place by line, column and JSON Pointer; nesting below 100 levels included.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    inspectJson(text);
    throw new SpecstarError("MALFORMED_BODY", "The body is not JSON.", [], { cause });
  }
  if (countKeys(value, MAX_DEPTH) !== countKeyEnds(text) || canHaveTinyNumber(text)) inspectJson(text);
  return value;
}

function canHaveTinyNumber(text: string): boolean {
  return TINY_EXPONENT.test(text) || text.includes(MANY_ZEROS);
}

/** How many keys the value's objects have in all; NaN, which equals nothing, when it needs a closer look. */
function countKeys(value: unknown, depth: number): number {
  if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? 0 : Number.NaN;
  if (typeof value !== "object" || value === null) return 0;
  if (depth === 0) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countKeys(item, depth - 1);
    return count;
  }
  for (const item of Object.values(value)) count += 1 + countKeys(item, depth - 1);
  return count;
}

/** At least the number of keys in the text, and more only when a key is repeated or a string has `":` inside. */
function countKeyEnds(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(":"); colon !== -1; colon = text.indexOf(":", colon + 1)) {
    let before = colon - 1;
    while (SPACES.has(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === QUOTE) count += 1;
  }
  return count;
}
