/** An error as a line of the log has it. */
export interface DescribedError {
  readonly name: string;
  readonly message: string;
  /** Of our own errors and of drivers': `BACKEND_UNAVAILABLE`, `ECONNREFUSED`. */
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: DescribedError;
  /** Of an error that stands for several. */
  readonly errors?: readonly DescribedError[];
}

/** A chain of causes that is longer, or leads back to itself, is cut. */
const MOST_CAUSES = 8;
const LONGEST_TEXT = 8_000;
/** The user and password of an address, which drivers put in their messages: `postgresql://user:password@host`. */
const CREDENTIALS = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi;

/** What was thrown, whatever it is, with its causes. Of an error's own members only its code is told: others may hold data. */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, message: cut(String(error)) };
  const { name, message, stack, cause } = error;
  return {
    name,
    message: cut(message),
    ...("code" in error && typeof error.code === "string" && { code: error.code }),
    ...(stack !== undefined && { stack: cut(stack) }),
    ...(cause !== undefined && depth < MOST_CAUSES && { cause: describeError(cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < MOST_CAUSES && { errors: error.errors.slice(0, MOST_CAUSES).map((one) => describeError(one, depth + 1)) }),
  };
}

function cut(text: string): string {
  const harmless = text.replaceAll(CREDENTIALS, "$1***@");
  return harmless.length <= LONGEST_TEXT ? harmless : `${harmless.slice(0, LONGEST_TEXT)}…`;
}
