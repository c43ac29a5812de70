import type { z } from "zod";
import { closestName } from "./closest-name.js";
import { describeChoice, describeValue } from "./describe-value.js";
import type { Problem } from "./errors.js";
import { isRecord } from "./is-record.js";
import { toJsonPointer } from "./json-pointer.js";
import { fieldNames, isNullable, schemaAt } from "./schema-shape.js";

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
  date: 'a date-time with an offset, such as "2026-01-31T09:30:00Z"',
};

/**
 * What an issue of zod's tells the caller. The message says what was expected and what came.
 *
 * @param issue names one unknown field at most, by its path.
 */
export function explainIssue(issue: Issue, schema: z.ZodType, input: unknown): Problem {
  const { path } = issue;
  const message =
    issue.code === "unrecognized_keys"
      ? explainUnknown(String(path.at(-1)), schemaAt(schema, path.slice(0, -1)))
      : explain(issue, schemaAt(schema, path), valueAt(input, path));
  return { path: toJsonPointer(path), message };
}

function explainUnknown(key: string, schema: z.core.$ZodType | undefined): string {
  const names = schema === undefined ? [] : fieldNames(schema);
  const meant = closestName(key, names);
  return `There is no such field. ${meant === undefined ? `There are: ${names.join(", ")}.` : `Did you mean "${meant}"?`}`;
}

function explain(issue: Issue, schema: z.core.$ZodType | undefined, value: unknown): string {
  const expected = expectation(issue, value);
  if (expected === undefined) return issue.message;
  const orNull = schema !== undefined && isNullable(schema) ? ", or null" : "";
  if (value === undefined) return `This field is required: expected ${expected}${orNull}.`;
  return `Expected ${expected}${orNull}, got ${describeSize(issue, value) ?? describeValue(value)}.${hint(issue, value)}`;
}

/** What would have passed; undefined where only zod knows. */
function expectation(issue: Issue, value: unknown): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "number" && typeof value === "number" ? "a finite number" : KINDS[issue.expected];
    case "invalid_value":
      return describeChoice(issue.values);
    case "too_small":
      return bound(issue.inclusive === false ? "more than" : "at least", issue.minimum, issue.origin);
    case "too_big":
      return bound(issue.inclusive === false ? "less than" : "at most", issue.maximum, issue.origin);
    default:
      return undefined;
  }
}

const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ["character", "characters"],
  array: ["item", "items"],
};

function bound(limit: string, size: number | bigint, origin: string): string {
  return `${limit} ${count(size, origin)}`;
}

function count(size: number | bigint, origin: string): string {
  const [one, many] = COUNTED[origin] ?? [];
  if (one === undefined || many === undefined) return String(size);
  return `${size} ${size === 1 ? one : many}`;
}

/** Of a text or list that is too long or too short: how long it is. */
function describeSize(issue: Issue, value: unknown): string | undefined {
  if (issue.code !== "too_small" && issue.code !== "too_big") return undefined;
  if (typeof value === "string") return count([...value].length, "string");
  return Array.isArray(value) ? count(value.length, "array") : undefined;
}

function hint(issue: Issue, value: unknown): string {
  if (issue.code !== "invalid_value" || typeof value !== "string") return "";
  const meant = closestName(value, issue.values.filter((choice) => typeof choice === "string"));
  return meant === undefined ? "" : ` Did you mean ${JSON.stringify(meant)}?`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = isRecord(value) ? value[String(key)] : undefined;
  return value;
}
