import type { z } from "zod";
import { SpecstarError, type Problem } from "./errors.js";
import { explainIssue } from "./explain-issue.js";

type Issue = z.core.$ZodIssue;

/** More than anybody reads: what is beyond is counted, not listed. */
const MOST_PROBLEMS = 1000;

/**
 * Checks an input and fills in the defaults.
 *
 * @returns what the schema puts out: fields in the order of the model, dates as `Date`.
 * @throws VALIDATION_FAILED with a problem for everything that is wrong (the first thousand of it).
 */
export function validate(model: string, schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(separate);
  const problems = issues.slice(0, MOST_PROBLEMS).map((issue) => explainIssue(issue, schema, input));
  throw validationFailed(model, problems, issues.length);
}

/** An issue can name several unknown fields: each is a problem of its own. */
function separate(issue: Issue): Issue[] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
}

function validationFailed(model: string, problems: readonly Problem[], count: number): SpecstarError {
  const [first] = problems;
  const place = first === undefined || first.path === "" ? "" : `${first.path}: `;
  const more = count > 1 ? ` (and ${count - 1} more)` : "";
  return new SpecstarError("VALIDATION_FAILED", `This is no valid ${model}. ${place}${first?.message ?? ""}${more}`, problems);
}
