import type { z } from "zod";
import type { Problem } from "../core/errors.js";
import { toJsonPointer } from "../core/json-pointer.js";

export type Checked<Value> = { readonly value: Value } | { readonly problems: readonly Problem[] };

/** Checks a part of a configuration; the paths of its problems begin with `path`. */
export function check<Value>(schema: z.ZodType<Value>, value: unknown, path: string): Checked<Value> {
  const result = schema.safeParse(value, { error: explain });
  return result.success ? { value: result.data } : { problems: result.error.issues.flatMap((issue) => toProblems(issue, path)) };
}

/** What is wrong with it; empty when nothing is. */
export function problemsOf(checked: Checked<unknown>): readonly Problem[] {
  return "problems" in checked ? checked.problems : [];
}

export function problem(path: string, message: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ path, message }] };
}

/** What is allowed, for a sentence. */
export function anyOf(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(" or ");
}

function explain(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `must be of type ${issue.expected}`;
    case "invalid_value":
      return `must be ${anyOf(issue.values)}`;
    case "too_small":
      return "must not be empty";
    default:
      return undefined;
  }
}

function toProblems(issue: z.core.$ZodIssue, base: string): Problem[] {
  const path = `${base}${toJsonPointer(issue.path)}`;
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: `${path}${toJsonPointer([key])}`, message: issue.message }));
}
