import { closedObject, refer, type Header, type Reference, type Response, type Schema } from "./types.js";

/** Headers of answers, under the names of their components. */
export const SHARED_HEADERS: Readonly<Record<string, Header>> = {
  RequestId: {
    description: "The request's id: the one that it came with, or a new one.",
    required: true,
    schema: { type: "string", pattern: "^[A-Za-z0-9._:-]{1,128}$" },
  },
  CacheControl: {
    description: "A client may keep what it got and must ask whether it still holds; an error is not kept.",
    required: true,
    schema: { type: "string" },
  },
  ContentTypeOptions: { description: "The body is of its declared type and of no other.", required: true, schema: { type: "string", enum: ["nosniff"] } },
  ETag: {
    description: "Changes with every change of the current revision. An earlier revision has one of its own.",
    required: true,
    schema: { type: "string" },
  },
  Location: { description: "Where the new resource is.", required: true, schema: { type: "string", format: "uri-reference" } },
  Allow: { description: "The methods that there are.", required: true, schema: { type: "string" } },
};

/** What every answer has. */
const always = {
  "X-Request-Id": refer("headers", "RequestId"),
  "Cache-Control": refer("headers", "CacheControl"),
  "X-Content-Type-Options": refer("headers", "ContentTypeOptions"),
};
/** What keeps a page to itself. */
const page = {
  "Content-Security-Policy": { description: "The page loads what this server has, and nothing else.", required: true, schema: { type: "string" } },
  "Referrer-Policy": { description: "The page names itself to nobody.", required: true, schema: { type: "string" } },
} as const;
const etag = { ETag: refer("headers", "ETag") };

/** An answer with a JSON body. */
export function jsonResponse(description: string, schema: Schema | Reference, headers: Response["headers"] = {}): Response {
  return { description, headers: { ...always, ...headers }, content: { "application/json": { schema } } };
}

/** The same of something that has an ETag. */
export function taggedResponse(description: string, schema: Schema | Reference): Response {
  return jsonResponse(description, schema, etag);
}

/** An answer with a page for people. */
export function htmlResponse(description: string): Response {
  return { description, headers: { ...always, ...page }, content: { "text/html": { schema: { type: "string" } } } };
}

function problemResponse(description: string, headers: Response["headers"] = {}): Response {
  const schema = refer("schemas", "Problem");
  return { description, headers: { ...always, ...headers }, content: { "application/problem+json": { schema } } };
}

/** Answers that are the same for every model, under the names of their components. The errors say which codes they have. */
export const SHARED_RESPONSES: Readonly<Record<string, Response>> = {
  Created: jsonResponse("The first revision.", refer("schemas", "RevisionInfo"), { ...etag, Location: refer("headers", "Location") }),
  Revision: taggedResponse("The revision that is current now.", refer("schemas", "RevisionInfo")),
  RevisionInfoPage: jsonResponse("A page of revisions.", refer("schemas", "RevisionInfoPage")),
  Count: jsonResponse("The number of resources.", closedObject({ count: { type: "integer", minimum: 0 } })),
  NotModified: { description: "What the client has is still right.", headers: { ...always, ...etag } },
  BadRequest: problemResponse("`MALFORMED_BODY`, `INVALID_QUERY`: the request can't be understood."),
  NotFound: problemResponse("`RESOURCE_NOT_FOUND`, `REVISION_NOT_FOUND`: there is no such thing."),
  MethodNotAllowed: problemResponse("`METHOD_NOT_ALLOWED`: the path is there, the method is not.", { Allow: refer("headers", "Allow") }),
  Conflict: problemResponse("`UNIQUE_VIOLATION`: another resource has the value. `REVISION_CONFLICT`: others kept changing the resource."),
  Gone: problemResponse("`RESOURCE_DELETED`: the resource is deleted, and can be restored."),
  PreconditionFailed: problemResponse("`REVISION_CONFLICT`: the resource is at another revision than `If-Match` says."),
  BodyTooLarge: problemResponse("`BODY_TOO_LARGE`: the body has more bytes than the server takes."),
  UnsupportedMediaType: problemResponse("`UNSUPPORTED_MEDIA_TYPE`: the body is not JSON."),
  ValidationFailed: problemResponse("`VALIDATION_FAILED`: the data does not fit the model; each problem has an entry."),
  InternalError: problemResponse("`INTERNAL_ERROR`: the server failed. Its log has the reason, under the request's id."),
  NotSupported: problemResponse("`NOT_SUPPORTED`: the server lacks what this needs."),
  BackendUnavailable: problemResponse("`BACKEND_UNAVAILABLE`: a store does not answer."),
  Unreadable: problemResponse("What the HTTP parser refuses, as 408, 417 or 431: `code` is the status in words."),
};

const NAMES: Readonly<Record<number, string>> = {
  304: "NotModified",
  400: "BadRequest",
  404: "NotFound",
  405: "MethodNotAllowed",
  409: "Conflict",
  410: "Gone",
  412: "PreconditionFailed",
  413: "BodyTooLarge",
  415: "UnsupportedMediaType",
  422: "ValidationFailed",
  500: "InternalError",
  501: "NotSupported",
  503: "BackendUnavailable",
};

/** References to the shared answers of some statuses. */
export function sharedResponses(statuses: readonly number[]): Record<string, Reference> {
  const named = statuses.map((status) => [String(status), refer("responses", NAMES[status] ?? "InternalError")] as const);
  return { ...Object.fromEntries(named), default: refer("responses", "Unreadable") };
}
