import { SpecstarError, type Problem } from "./errors.js";

/** The error for an input that is no valid data of a model. Its message has the first problem, and how many more there are. */
export function validationFailed(model: string, problems: readonly Problem[]): SpecstarError {
  const [first] = problems;
  const place = first === undefined || first.path === "" ? "" : `${first.path}: `;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new SpecstarError("VALIDATION_FAILED", `This is no valid ${model}. ${place}${first?.message ?? ""}${more}`, problems);
}
