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
  const stack = error instanceof Error ? error.stack : String(error);
  return { text: `${stack}\n\nThis is a bug in specstar: please report it with the lines above.\n`, exitCode: EXIT.ourBug };
}

/** What the project's own `@specstar/runtime` throws on purpose: known by its name, as it isn't our copy. */
export function isRuntimeError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && error.name === "SpecstarError" && "code" in error;
}
