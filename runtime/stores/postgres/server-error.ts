/** The server's own code of an error, five characters; empty text for any other error (https://www.postgresql.org/docs/15/errcodes-appendix.html). */
export function sqlState(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.length === 5 ? error.code : "";
}

/** Data exceptions, broken constraints, names that are not there, limits of a program: what others than the one at fault need not share. */
const classesOfFault: ReadonlySet<string> = new Set(["22", "23", "42", "54"]);

/** Whether an error is about what was written rather than about the server or the way to it. */
export function isFaultOfData(error: unknown): boolean {
  return classesOfFault.has(sqlState(error).slice(0, 2));
}
