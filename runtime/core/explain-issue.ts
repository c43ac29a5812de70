import type { z } from "zod";
import { closestName } from "./closest-name.js";
import { describeChoice, describeValue } from "./describe-value.js";
import type { Problem } from "./errors.js";
import { FORMAT_NAMES } from "./format-names.js";
import { toJsonPointer } from "./json-pointer.js";
import { fieldNames, isNullable, partOf, schemaAt } from "./schema-shape.js";

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  bigint: 'a whole number as text, such as "42"',
  object: "an object",
  record: "an object",
  array: "a list",
  null: "null",
  date: 'a date-time with an offset, such as "2026-01-31T09:30:00Z"',
};

/** Fields of the whole that messages are silent about. */
interface Silence {
  /** They are never named. */
  readonly unnamed: readonly string[];
  /** Their values are never quoted: problems are logged and kept, and a password is none of that. */
  readonly unquoted: readonly string[];
}

/**
 * What an issue of zod's tells the caller. The message says what was expected and what came.
 *
 * @param issue names one unknown field at most, by its path.
 */
export function explainIssue(issue: Issue, schema: z.ZodType, input: unknown, silence: Silence = { unnamed: [], unquoted: [] }): Problem {
  const { path } = issue;
  const { unnamed, unquoted } = silence;
  const message =
    issue.code === "unrecognized_keys"
      ? explainUnknown(path, schema, input, unnamed)
      : explain(issue, schemaAt(schema, path, input), valueAt(input, path), !unquoted.includes(String(path[0])));
  return { path: toJsonPointer(path), message };
}

function explainUnknown(path: readonly PropertyKey[], schema: z.ZodType, input: unknown, unnamed: readonly string[]): string {
  const key = String(path.at(-1));
  const objectPath = path.slice(0, -1);
  const object = schemaAt(schema, objectPath, input);
  const all = object === undefined ? [] : fieldNames(object, valueAt(input, objectPath));
  const names = objectPath.length === 0 ? all.filter((name) => !unnamed.includes(name)) : all;
  const meant = closestName(key, names);
  return `There is no such field. ${meant === undefined ? `There are: ${names.join(", ")}.` : `Did you mean "${meant}"?`}`;
}

function explain(issue: Issue, schema: z.core.$ZodType | undefined, value: unknown, isQuoted: boolean): string {
  if (issue.code === "invalid_key") return explainKey(issue, isQuoted);
  const expected = expectation(issue, value);
  if (expected === undefined) return issue.message;
  const orNull = schema !== undefined && isNullable(schema) ? ", or null" : "";
  if (value === undefined) return `This field is required: expected ${expected}${orNull}.`;
  if (!isQuoted) return `Expected ${expected}${orNull}.`;
  return `Expected ${expected}${orNull}, got ${describeSizeOr(issue, value)}.${hint(issue, value)}`;
}

/** Of a record: its place is that of the value which the key has. */
function explainKey({ path, issues }: Extract<Issue, { code: "invalid_key" }>, isQuoted: boolean): string {
  const key = path.at(-1);
  const [fault] = issues;
  const expected = fault && expectation(fault, key);
  const came = isQuoted ? `, got ${describeSizeOr(fault, key)}` : "";
  return `This key can't be taken: expected ${expected ?? "another"}${came}.`;
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
    case "invalid_format":
      return issue.pattern === undefined ? (FORMAT_NAMES[issue.format] ?? issue.format) : `text that matches ${issue.pattern}`;
    case "invalid_union":
      return joinChoices(issue.errors.flat().flatMap((each) => expectation(each, value) ?? []));
    default:
      return undefined;
  }
}

/** What would have passed for one of several types. */
function joinChoices(choices: readonly string[]): string {
  const texts = [...new Set(choices)];
  const last = texts.pop() ?? "another value";
  return texts.length === 0 ? last : `${texts.join(", ")}, or ${last}`;
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

function describeSizeOr(issue: Issue | undefined, value: unknown): string {
  return (issue && describeSize(issue, value)) ?? describeValue(value);
}

function hint(issue: Issue, value: unknown): string {
  if (issue.code !== "invalid_value" || typeof value !== "string") return "";
  const meant = closestName(value, issue.values.filter((choice) => typeof choice === "string"));
  return meant === undefined ? "" : ` Did you mean ${JSON.stringify(meant)}?`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = partOf(value, key);
  return value;
}
