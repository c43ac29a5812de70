import { SpecstarError } from "@specstar/runtime";

/** The error that the function throws. */
export function failureOf(run: () => unknown): SpecstarError {
  try {
    run();
  } catch (error) {
    if (error instanceof SpecstarError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}
