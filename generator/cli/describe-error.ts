import { Refusal } from "../writer/refusal.js";
import { EXIT } from "./exit-code.js";

/** An error as the user should see it, and the exit code that goes with it. */
export interface ErrorDescription {
  readonly text: string;
  readonly exitCode: number;
}

/** What the user can mend comes without a stack trace; what he can't is our bug, and comes with one. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof Refusal) return { text: `error: ${error.message}\n  = help: ${error.help}\n`, exitCode: EXIT.badInput };
  if (isRuntimeError(error)) return { text: `error ${error.code}: ${error.message}\n`, exitCode: EXIT.badInput };
  if (isDiskError(error)) return { text: `error: ${error.message}\n  = help: ${DISK_HELP[error.code]}\n`, exitCode: EXIT.badInput };
  const stack = error instanceof Error ? error.stack : String(error);
  return { text: `${stack}\n\nThis is a bug in specstar: please report it with the lines above.\n`, exitCode: EXIT.ourBug };
}

const IN_THE_WAY = "a file stands where a folder should be, or the other way round: move it away, then run the command again";
const NO_RIGHT = "give this user the right to read and write there, then run the command again";
const NO_ROOM = "make room on the disk, then run the command again: it goes on from where this one stopped";

/** What the file system may refuse through no fault of ours. */
const DISK_HELP: Readonly<Record<string, string>> = {
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
  EROFS: NO_RIGHT,
  EDQUOT: NO_ROOM,
  ENOSPC: NO_ROOM,
  EEXIST: IN_THE_WAY,
  EISDIR: IN_THE_WAY,
  ENOTDIR: IN_THE_WAY,
};

function isDiskError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string" && Object.hasOwn(DISK_HELP, error.code);
}

/** What the project's own `@specstar/runtime` throws on purpose: known by its name, as it isn't our copy. */
export function isRuntimeError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && error.name === "SpecstarError" && "code" in error;
}
