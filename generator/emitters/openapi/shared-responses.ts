import { ALWAYS, PAGE, REPLAYED, STATE, TAG } from "./shared-headers.js";
import { PROBLEM_RESPONSES } from "./problem-responses.js";
import { revisionExample } from "./shared-schemas.js";
import { closedObject, refer, withExample, type MediaType, type Reference, type Response } from "./types.js";

/** An answer with a JSON body. */
export function jsonResponse(description: string, body: MediaType, headers: Response["headers"] = {}): Response {
  return { description, headers: { ...ALWAYS, ...headers }, content: { "application/json": body } };
}

/** An answer with a page for people. */
export function htmlResponse(description: string): Response {
  return { description, headers: { ...ALWAYS, ...PAGE }, content: { "text/html": { schema: { type: "string" } } } };
}

const firstRevision = revisionExample("issue", "v1");
const revisionBody = withExample(refer("schemas", "RevisionInfo"), firstRevision);
const countSchema = closedObject({ count: { type: "integer", minimum: 0 } });

/** Answers that are the same for every model, under the names of their components. The errors say which codes they have. */
export const SHARED_RESPONSES: Readonly<Record<string, Response>> = {
  Created: jsonResponse("The first revision.", revisionBody, { ...STATE, ...REPLAYED, Location: refer("headers", "Location") }),
  Revision: jsonResponse("The revision that is current now: the same as before where nothing has changed.", revisionBody, { ...STATE, ...REPLAYED }),
  RevisionInfoPage: jsonResponse("A page of revisions.", withExample(refer("schemas", "RevisionInfoPage"), { items: [firstRevision], nextCursor: null }), TAG),
  Count: jsonResponse("The number of resources.", withExample(countSchema, { count: 12 })),
  NotModified: { description: "What the client has is still right.", headers: { ...ALWAYS, ...TAG } },
  ...PROBLEM_RESPONSES,
};

const NAMES: Readonly<Record<number, string>> = {
  206: "PartOfBlob",
  304: "NotModified",
  307: "BlobElsewhere",
  400: "BadRequest",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  409: "Conflict",
  410: "Gone",
  412: "PreconditionFailed",
  413: "BodyTooLarge",
  415: "UnsupportedMediaType",
  416: "RangeNotSatisfiable",
  422: "ValidationFailed",
  428: "PreconditionRequired",
  501: "NotSupported",
  503: "BackendUnavailable",
};

/** References to the shared answers of some statuses, and to what may happen to any request. */
export function sharedResponses(statuses: readonly number[]): Record<string, Reference> {
  const named = statuses.map((status) => [String(status), refer("responses", NAMES[status] ?? "Failure")] as const);
  return { ...Object.fromEntries(named), default: refer("responses", "Failure") };
}
