import { ALWAYS, REPLAYED } from "./shared-headers.js";
import { refer, withExample, type Response } from "./types.js";

interface ProblemKind {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

function problemResponse(description: string, kind: ProblemKind, headers: Response["headers"] = {}): Response {
  const { code, status, title, detail, errors = [] } = kind;
  const example = { type: `urn:specstar:error:${code}`, title, status, detail, code, errors: [...errors], requestId: "0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c20" };
  return { description, headers: { ...ALWAYS, ...REPLAYED, ...headers }, content: { "application/problem+json": withExample(refer("schemas", "Problem"), example) } };
}

const WRONG_TYPE: ProblemKind = {
  code: "UNSUPPORTED_MEDIA_TYPE",
  status: 415,
  title: "The body has the wrong type",
  detail: "The body is declared as a type that is not taken here.",
};

/** The errors, under the names of their components. Each says which codes it has. */
export const PROBLEM_RESPONSES: Readonly<Record<string, Response>> = {
  BadRequest: problemResponse("`MALFORMED_BODY`, `INVALID_QUERY`: the request can't be understood.", {
    code: "INVALID_QUERY",
    status: 400,
    title: "The query is wrong",
    detail: "limit: Must be a whole number above zero.",
    errors: [{ path: "limit", message: "Must be a whole number above zero." }],
  }),
  Forbidden: problemResponse("`PERMISSION_DENIED`: the caller may not.", {
    code: "PERMISSION_DENIED",
    status: 403,
    title: "Not permitted",
    detail: "The caller may not do this.",
  }),
  NotFound: problemResponse("`RESOURCE_NOT_FOUND`, `REVISION_NOT_FOUND`, `BLOB_NOT_FOUND`, `CHANGESET_NOT_FOUND`, `ROUTE_NOT_FOUND`: there is no such thing.", {
    code: "RESOURCE_NOT_FOUND",
    status: 404,
    title: "No such resource",
    detail: "There is no resource of this id.",
  }),
  MethodNotAllowed: problemResponse(
    "`METHOD_NOT_ALLOWED`: the path is there, the method is not.",
    { code: "METHOD_NOT_ALLOWED", status: 405, title: "Method not allowed", detail: "The methods that there are: GET." },
    { Allow: refer("headers", "Allow") },
  ),
  Conflict: problemResponse(
    "`UNIQUE_VIOLATION`: another resource has the value. `DUPLICATE_RESOURCE`: the id is taken. `REVISION_CONFLICT`: others kept " +
      "changing the resource, or changed it since. `NOT_MODIFIABLE`: the revision is no draft. `JOB_RUNNING`: it is a job that runs. `JOB_ENDED`: it is a job that has ended. `REFERENCED`: something refers to it. " +
      "`PATCH_TEST_FAILED`: a `test` of the patch does not hold. `TOO_MANY_MATCHES`: more resources meet the condition than may be " +
      "written. `IDEMPOTENCY_KEY_IN_USE`: the first request is still running.",
    { code: "UNIQUE_VIOLATION", status: 409, title: "The value is taken", detail: "Another resource has this value." },
    { "Retry-After": { description: "Beside `IDEMPOTENCY_KEY_IN_USE`: when to ask again, in seconds.", schema: { type: "string", pattern: "^[0-9]+$" } } },
  ),
  Gone: problemResponse("`RESOURCE_DELETED`: the resource is deleted, and can be restored.", {
    code: "RESOURCE_DELETED",
    status: 410,
    title: "The resource is deleted",
    detail: "The resource is marked as deleted.",
  }),
  PreconditionFailed: problemResponse("`REVISION_CONFLICT`: the resource is in another state than the request expects.", {
    code: "REVISION_CONFLICT",
    status: 412,
    title: "The resource has moved on",
    detail: "The resource is at another revision.",
  }),
  BodyTooLarge: problemResponse("`BODY_TOO_LARGE`: the body has more bytes than the server takes.", {
    code: "BODY_TOO_LARGE",
    status: 413,
    title: "The body is too large",
    detail: "The body has more bytes than the server takes.",
  }),
  UnsupportedMediaType: problemResponse("`UNSUPPORTED_MEDIA_TYPE`: the body is declared as what is not taken here.", WRONG_TYPE),
  UnsupportedPatchType: problemResponse("`UNSUPPORTED_MEDIA_TYPE`: the body is not declared as a patch.", WRONG_TYPE, {
    "Accept-Patch": { description: "The media types of patches that are taken (RFC 5789).", required: true, schema: { type: "string" } },
  }),
  ValidationFailed: problemResponse(
    "`VALIDATION_FAILED`: the data does not fit the model; each problem has an entry. `REFERENCE_NOT_FOUND`: what it refers to is not " +
      "there. `PATCH_INVALID`: the patch can't be applied. `REASON_REQUIRED`: the model wants a reason. `IDEMPOTENCY_KEY_REUSED`: the key belongs to another request.",
    {
      code: "VALIDATION_FAILED",
      status: 422,
      title: "The data does not fit the model",
      detail: "/title: Must be text.",
      errors: [{ path: "/title", message: "Must be text." }],
    },
  ),
  RangeNotSatisfiable: problemResponse("`RANGE_NOT_SATISFIABLE`: the blob has none of the bytes that `Range` asks for.", {
    code: "RANGE_NOT_SATISFIABLE",
    status: 416,
    title: "The range is out of bounds",
    detail: "The blob has none of these bytes.",
  }, { "Content-Range": { description: "How many bytes there are (RFC 9110, 14.4).", required: true, schema: { type: "string" } } }),
  PreconditionRequired: problemResponse("`PRECONDITION_REQUIRED`: a write to this model needs `If-Match`.", {
    code: "PRECONDITION_REQUIRED",
    status: 428,
    title: "If-Match is required",
    detail: "Say by If-Match which state of the resource you expect.",
  }),
  NotSupported: problemResponse("`NOT_SUPPORTED`: the server lacks what this needs.", {
    code: "NOT_SUPPORTED",
    status: 501,
    title: "Not supported",
    detail: "The server lacks what this needs.",
  }),
  BackendUnavailable: problemResponse("`BACKEND_UNAVAILABLE`: a store does not answer. `TOO_MANY_WATCHERS`: as many watch jobs as the server allows.", {
    code: "BACKEND_UNAVAILABLE",
    status: 503,
    title: "The back end does not answer",
    detail: "A store does not answer.",
  }),
  Failure: problemResponse(
    "What may happen to any request. 500, `INTERNAL_ERROR`: the server failed, and its log has the reason under the request's id. " +
      "503, `BACKEND_UNAVAILABLE`: a store does not answer. 408, 417 or 431, from the HTTP parser: `code` is the status in words.",
    { code: "INTERNAL_ERROR", status: 500, title: "Internal error", detail: "The server failed. Its log has the reason, under this request id." },
  ),
};
