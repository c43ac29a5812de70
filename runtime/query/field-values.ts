import { parseDateTime } from "../core/date-time.js";
import type { IndexedValue } from "../core/resource.js";
import { textProblem } from "../core/text-problem.js";
import type { IndexedType } from "../stores/model-index.js";

/** What a value of each type must be, to go on with "Must be …". */
export const EXPECTED: Readonly<Record<IndexedType, string>> = {
  text: "text of Unicode characters other than U+0000",
  integer: "a whole number from -9007199254740991 to 9007199254740991",
  real: "a number",
  boolean: "true or false",
  date: "an RFC 3339 date-time such as 2027-01-31T09:30:00Z, or a date such as 2027-01-31",
};

const INTEGER = /^-?\d{1,16}$/;
/** As in JSON (RFC 8259 section 6), leading zeros apart. */
const REAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const FULL_DATE = /^\d{4}-\d\d-\d\d$/;

/** A value as a field of this type holds it; undefined when it is of another type. Null fits every type. */
export function toFieldValue(type: IndexedType, value: unknown): IndexedValue | undefined {
  if (value === null) return null;
  switch (type) {
    case "text":
      return typeof value === "string" && textProblem(value) === undefined ? value : undefined;
    case "integer":
      return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
    case "real":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "date":
      return typeof value === "string" ? toDateText(value) : undefined;
  }
}

/** The value that a text in a URL stands for; undefined when it is none of this type. */
export function parseFieldValue(type: IndexedType, text: string): IndexedValue | undefined {
  switch (type) {
    case "text":
    case "date":
      return toFieldValue(type, text);
    case "integer":
      return INTEGER.test(text) ? toFieldValue(type, Number(text)) : undefined;
    case "real":
      return REAL.test(text) ? toFieldValue(type, Number(text)) : undefined;
    case "boolean":
      return parseFlag(text);
  }
}

/** `true` or `false`, spelt just so; undefined for anything else. */
export function parseFlag(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** A full date (RFC 3339 section 5.6) stands for its first instant in UTC. */
function toDateText(text: string): string | undefined {
  return parseDateTime(FULL_DATE.test(text) ? `${text}T00:00:00Z` : text)?.toISOString();
}
