/** An answer other than success; the error handler turns it into problem+json. */
export class HttpProblem extends Error {
  /**
   * @param {number} status
   * @param {string} detail
   * @param {readonly { path: string, message: string }[]} [errors]
   */
  constructor(status, detail, errors = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

/**
 * Parses a body or the query parameters.
 *
 * @template T
 * @param {import("zod").ZodType<T>} schema
 * @param {unknown} value
 * @param {number} status the status of the answer when it does not fit
 * @returns {T}
 * @throws {HttpProblem} with one entry per fault
 */
export function parse(schema, value, status) {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({ path: `/${path.join("/")}`, message }));
  throw new HttpProblem(status, "The request does not fit.", errors);
}

/**
 * Express's handler of errors: ours, those that `express.json()` makes, and faults.
 *
 * @param {{ status?: unknown, message?: string, errors?: readonly unknown[] }} error
 * @param {import("express").Request} _request
 * @param {import("express").Response} response
 * @param {import("express").NextFunction} _next
 */
export function answerProblem(error, _request, response, _next) {
  const status = typeof error.status === "number" ? error.status : 500;
  if (status === 500) console.error(error);
  const detail = status === 500 ? "Internal error." : error.message;
  response.status(status).type("application/problem+json");
  response.json({ status, detail, errors: error.errors ?? [] });
}
