import { SpecstarError, type Problem } from "../errors.js";
import { MAX_DEPTH } from "../schema/json.js";

/** The error for a patch that is malformed or does not apply. */
export function patchInvalid(problems: readonly Problem[]): SpecstarError {
  return patchError("PATCH_INVALID", "The patch can't be applied.", problems);
}

/** The error for a patch that is nested too deeply, or makes a document that is. */
export function nestedTooDeep(at: string): SpecstarError {
  return patchInvalid([{ path: at, message: `Nested more than ${MAX_DEPTH} levels deep.` }]);
}

/** The error for a `test` operation that did not hold. */
export function patchTestFailed(problem: Problem): SpecstarError {
  return patchError("PATCH_TEST_FAILED", "A test of the patch failed.", [problem]);
}

function patchError(code: "PATCH_INVALID" | "PATCH_TEST_FAILED", summary: string, problems: readonly Problem[]): SpecstarError {
  const [first] = problems;
  const place = first === undefined || first.path === "" ? "" : `${first.path}: `;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new SpecstarError(code, `${summary} ${place}${first?.message ?? ""}${more}`, problems);
}
