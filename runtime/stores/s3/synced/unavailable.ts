import { isSpecstarError, SpecstarError } from "../../../core/errors.js";

/** @param what a sentence, or several, for people. */
export function unavailable(what: string, cause?: unknown): SpecstarError {
  return new SpecstarError("BACKEND_UNAVAILABLE", what, [], cause === undefined ? {} : { cause });
}

/** What an error says, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return isSpecstarError(error) || text.endsWith(".") ? text : `${text}.`;
}
