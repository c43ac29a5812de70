export type ErrorCode =
  | "VALIDATION_FAILED"
  | "MALFORMED_BODY"
  | "INVALID_QUERY"
  | "PERMISSION_DENIED"
  | "RESOURCE_NOT_FOUND"
  | "REVISION_NOT_FOUND"
  | "BLOB_NOT_FOUND"
  | "CHANGESET_NOT_FOUND"
  | "REFERENCE_NOT_FOUND"
  | "ROUTE_NOT_FOUND"
  | "METHOD_NOT_ALLOWED"
  | "REVISION_CONFLICT"
  | "UNIQUE_VIOLATION"
  | "NOT_MODIFIABLE"
  | "JOB_RUNNING"
  | "JOB_ENDED"
  | "REFERENCED"
  | "PATCH_INVALID"
  | "PATCH_TEST_FAILED"
  | "PRECONDITION_REQUIRED"
  | "REASON_REQUIRED"
  | "TOO_MANY_MATCHES"
  | "IDEMPOTENCY_KEY_IN_USE"
  | "IDEMPOTENCY_KEY_REUSED"
  | "DUPLICATE_RESOURCE"
  | "RESOURCE_DELETED"
  | "BODY_TOO_LARGE"
  | "RANGE_NOT_SATISFIABLE"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "TOO_MANY_WATCHERS"
  | "NOT_SUPPORTED"
  | "BACKEND_UNAVAILABLE"
  | "CONFIG_INVALID"
  | "MIGRATION_PENDING"
  | "MIGRATION_CHANGED";

/** One problem inside a body, a query or a file. `path` is a JSON Pointer (RFC 6901), or the name of a parameter. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** The one error that this package throws on purpose. Act on `code`; the message is for people. */
export class SpecstarError extends Error {
  override readonly name = "SpecstarError";
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.problems = problems;
  }
}

/** Whether `error` is ours. Goes by name, because a project can hold two installed copies of this package. */
export function isSpecstarError(error: unknown, code?: ErrorCode): error is SpecstarError {
  return error instanceof Error && error.name === "SpecstarError" && "code" in error && (code === undefined || error.code === code);
}
