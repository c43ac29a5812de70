import { isSpecstarError, type ErrorCode } from "../core/errors.js";

const FAILURES: ReadonlySet<ErrorCode> = new Set(["BACKEND_UNAVAILABLE", "CONFIG_INVALID", "MIGRATION_PENDING", "MIGRATION_CHANGED"]);

/** Whether an error says that the server failed, rather than that it refused what it was asked for. */
export function isFailure(error: unknown): boolean {
  return !isSpecstarError(error) || FAILURES.has(error.code);
}

/** The code of an error of ours, `INTERNAL_ERROR` for any other: one of few values. */
export function codeOf(error: unknown): ErrorCode | "INTERNAL_ERROR" {
  return isSpecstarError(error) ? error.code : "INTERNAL_ERROR";
}
