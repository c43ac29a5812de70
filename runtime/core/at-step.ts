import { SpecstarError } from "./errors.js";

/** The error of one operation of a batch, saying which one it is; the error itself outside of a batch. */
export function atStep(error: SpecstarError, step: number | undefined): SpecstarError {
  if (step === undefined) return error;
  const place = `/operations/${step}`;
  const problems = error.problems.map(({ path, message }) => ({ path: path.startsWith("/") || path === "" ? place + path : path, message }));
  const located = problems.length > 0 ? problems : [{ path: place, message: error.message }];
  return new SpecstarError(error.code, `Operation ${step + 1} of the batch: ${error.message}`, located, { cause: error });
}
