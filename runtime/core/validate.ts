import type { z } from "zod";
import { explainIssue } from "./explain-issue.js";
import { toJsonPointer } from "./json-pointer.js";
import type { ResourceSpec } from "./spec.js";
import { validationFailed } from "./validation-failed.js";

type Issue = z.core.$ZodIssue;

type Validated = Pick<ResourceSpec<unknown, unknown, unknown>, "name" | "schema" | "validate" | "hidden" | "protected">;

/** More than anybody reads. What is beyond is not even looked at: a hostile body can be wrong in a hundred thousand places. */
export const MOST_PROBLEMS = 1000;

/**
 * Checks an input and fills in the defaults.
 *
 * @returns what the schema puts out: fields in the order of the model, dates as `Date`.
 * @throws VALIDATION_FAILED with a problem for everything that is wrong (the first thousand of it), and whatever the model's own
 *   check throws.
 */
export function validate(spec: Validated, input: unknown): unknown {
  const data = checkSchema(spec, input);
  const problems = Array.from(spec.validate(data), ({ path, message }) => ({ path: toJsonPointer(toKeys(path)), message }));
  if (problems.length > 0) throw validationFailed(spec.name, problems.slice(0, MOST_PROBLEMS));
  return data;
}

/** `address.city`; the empty path is the whole. */
function toKeys(path: string): string[] {
  return path === "" ? [] : path.split(".");
}

function checkSchema({ name: model, schema, hidden, protected: sealed }: Validated, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  // An internal field is nobody's business over HTTP, not even its name.
  const silence = { unnamed: hidden.filter((field) => sealed.includes(field)), unquoted: hidden };
  const issues = result.error.issues.slice(0, MOST_PROBLEMS).flatMap(separate).slice(0, MOST_PROBLEMS);
  throw validationFailed(model, oncePerPath(issues).map((issue) => explainIssue(issue, schema, input, silence)));
}

/** An issue can name several unknown fields: each is a problem of its own, at a path of its own. */
function separate(issue: Issue): Issue[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  const { code, message, path } = issue;
  return issue.keys.slice(0, MOST_PROBLEMS).map((key) => ({ code, message, keys: [key], path: [...path, key] }));
}

/** A list where text should be has the wrong type, and zod finds fault with its length as well. */
function oncePerPath(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.toReversed().map((issue) => [toJsonPointer(issue.path), issue])).values()].toReversed();
}
