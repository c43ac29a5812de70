import { SpecstarError } from "../../core/errors.js";
import { codeOf } from "./busy.js";

/** What the driver's codes mean for a store, and what to do (https://sqlite.org/rescode.html). */
const REASONS: readonly (readonly [code: string, reason: string])[] = [
  ["SQLITE_FULL", "its disk is full. Make room on it: writing works again as soon as there is room"],
  ["SQLITE_READONLY", "it is read-only. Let this process's user write to the file and its folder, and see how the disk is mounted"],
  ["SQLITE_CANTOPEN", "its files can't be opened. See whether too many files are open, and whether this process's user may use the folder"],
  ["SQLITE_IOERR", "its disk fails or is full. See whether there is room on it, and look at the system's log"],
  ["SQLITE_BUSY", "another process has held it for too long. See what that process is doing"],
];

/** What a failed transaction is for people: BACKEND_UNAVAILABLE when the file can't be used, the driver's own error otherwise. */
export function toDatabaseError(file: string, error: unknown): unknown {
  const [, reason] = REASONS.find(([code]) => codeOf(error).startsWith(code)) ?? [];
  if (reason === undefined) return error;
  return new SpecstarError("BACKEND_UNAVAILABLE", `The SQLite database ${file} can't be used (${codeOf(error)}): ${reason}.`, [], { cause: error });
}
