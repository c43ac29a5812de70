import { STATUS_CODES } from "node:http";
import { isSpecstarError, type ErrorCode, type Problem } from "../core/errors.js";

/** Which status each error has over HTTP, and the title of its kind. */
const ERRORS = {
  VALIDATION_FAILED: [422, "The data does not fit the model"],
  MALFORMED_BODY: [400, "The body can't be read"],
  INVALID_QUERY: [400, "The query is wrong"],
  PERMISSION_DENIED: [403, "Not permitted"],
  RESOURCE_NOT_FOUND: [404, "No such resource"],
  REVISION_NOT_FOUND: [404, "No such revision"],
  BLOB_NOT_FOUND: [404, "No such blob"],
  CHANGESET_NOT_FOUND: [404, "No such changeset"],
  REFERENCE_NOT_FOUND: [422, "What it refers to is not there"],
  ROUTE_NOT_FOUND: [404, "Nothing is served here"],
  METHOD_NOT_ALLOWED: [405, "Method not allowed"],
  REVISION_CONFLICT: [409, "The resource has moved on"],
  UNIQUE_VIOLATION: [409, "The value is taken"],
  NOT_MODIFIABLE: [409, "The revision can't be modified"],
  JOB_RUNNING: [409, "The job is running"],
  JOB_ENDED: [409, "The job has ended"],
  REFERENCED: [409, "Something refers to it"],
  PATCH_INVALID: [422, "The patch can't be applied"],
  PATCH_TEST_FAILED: [409, "A test of the patch failed"],
  PRECONDITION_REQUIRED: [428, "If-Match is required"],
  REASON_REQUIRED: [422, "A reason is required"],
  TOO_MANY_MATCHES: [409, "More matches than allowed"],
  IDEMPOTENCY_KEY_IN_USE: [409, "The first request is still running"],
  IDEMPOTENCY_KEY_REUSED: [422, "The key belongs to another request"],
  DUPLICATE_RESOURCE: [409, "The resource exists already"],
  RESOURCE_DELETED: [410, "The resource is deleted"],
  BODY_TOO_LARGE: [413, "The body is too large"],
  RANGE_NOT_SATISFIABLE: [416, "The range is out of bounds"],
  UNSUPPORTED_MEDIA_TYPE: [415, "The body has the wrong type"],
  TOO_MANY_WATCHERS: [503, "Too many watch already"],
  NOT_SUPPORTED: [501, "Not supported"],
  BACKEND_UNAVAILABLE: [503, "The back end does not answer"],
  CONFIG_INVALID: [500, "The server is set up wrongly"],
  MIGRATION_PENDING: [500, "The database lacks a migration"],
  MIGRATION_CHANGED: [500, "A migration was changed"],
} as const satisfies Record<ErrorCode, readonly [status: number, title: string]>;

/** Where a store is and what is wrong with it is for the log: an error can name folders and hosts. */
const UNAVAILABLE = "A store can't be used at the moment. The server's log has the reason, under this request id.";

/** What an error is over HTTP: RFC 9457, with our members. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors: readonly Problem[];
  readonly requestId: string;
}

/**
 * Turns whatever was thrown into a problem.
 *
 * @param conditional whether the request has conditions: then a conflict is a failed precondition.
 */
export function toProblem(error: unknown, requestId: string, conditional: boolean): ProblemDetails {
  // Another installed copy of this package can throw a code that this one doesn't know.
  if (isSpecstarError(error) && Object.hasOwn(ERRORS, error.code)) {
    const [status, title] = ERRORS[error.code];
    const isFailedCondition = error.code === "REVISION_CONFLICT" && conditional;
    const detail = error.code === "BACKEND_UNAVAILABLE" ? UNAVAILABLE : error.message;
    return createProblem({ code: error.code, status: isFailedCondition ? 412 : status, title, detail, errors: error.problems, requestId });
  }
  const status = clientErrorStatus(error);
  if (status !== undefined) return createHttpProblem(status, error instanceof Error ? error.message : "", requestId);
  const detail = "The server failed. Its log has the reason, under this request id.";
  return createProblem({ code: "INTERNAL_ERROR", status: 500, title: "Internal error", detail, errors: [], requestId });
}

/** A problem of HTTP itself, which no error code of the runtime stands for: `BAD_REQUEST`, `REQUEST_TIMEOUT`. */
export function createHttpProblem(status: number, detail: string, requestId: string): ProblemDetails {
  const title = STATUS_CODES[status] ?? "Error";
  const code = title.toUpperCase().replaceAll(/[^A-Z]+/g, "_");
  return createProblem({ code, status, title, detail, errors: [], requestId });
}

function createProblem(problem: Omit<ProblemDetails, "type">): ProblemDetails {
  return { type: `urn:specstar:error:${problem.code}`, ...problem };
}

/** The status that a middleware gave an error for the client, as `http-errors` does; undefined for any other error. */
function clientErrorStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return undefined;
  return error.status >= 400 && error.status < 500 ? error.status : undefined;
}
