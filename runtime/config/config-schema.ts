import { z } from "zod";
import type { Problem } from "../core/errors.js";
import { toJsonPointer } from "../core/json-pointer.js";

export const connectionSchema = z.discriminatedUnion("type", [
  closed({ type: z.literal("memory") }),
  closed({ type: z.literal("sqlite"), options: closed({ rootdir: z.string().min(1) }) }),
  closed({ type: z.literal("postgres"), options: closed({ dsn: z.string().min(1) }) }),
]);

/** A binding by name. The other kind, described on the spot, is a connection. */
export const useSchema = closed({ use: z.string() });

/** The whole file, but for its bindings. */
export const documentSchema = closed({
  version: z.literal(1),
  connections: z.record(z.string(), connectionSchema).default({}),
  meta: z.unknown(),
  resource: z.unknown(),
});

export type Checked<Value> = { readonly value: Value } | { readonly problems: readonly Problem[] };

/** Checks a part of a configuration; the paths of its problems begin with `path`. */
export function check<Value>(schema: z.ZodType<Value>, value: unknown, path: string): Checked<Value> {
  const result = schema.safeParse(value, { error: explain });
  return result.success ? { value: result.data } : { problems: result.error.issues.flatMap((issue) => toProblems(issue, path)) };
}

/** An object that has these keys and no other. */
function closed<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const allowed = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: ({ code }) => (code === "unrecognized_keys" ? `is not a known key; allowed: ${allowed}` : undefined),
  });
}

function explain(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `must be of type ${issue.expected}`;
    case "invalid_value":
      return `must be ${list(issue.values)}`;
    case "invalid_union":
      return `must be ${list("options" in issue && Array.isArray(issue.options) ? issue.options : [])}`;
    case "too_small":
      return "must not be empty";
    default:
      return undefined;
  }
}

function list(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(" or ");
}

function toProblems(issue: z.core.$ZodIssue, base: string): Problem[] {
  const path = `${base}${toJsonPointer(issue.path)}`;
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: `${path}${toJsonPointer([key])}`, message: issue.message }));
}
