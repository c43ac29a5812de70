import { ALWAYS, ETAG } from "./shared-headers.js";
import { jsonResponse } from "./shared-responses.js";
import { revisionExample } from "./shared-schemas.js";
import { closedObject, refer, withExample, type Response, type Schema } from "./types.js";

const changesetId = "0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c21";
const changeset: Schema = { type: "string", format: "uuid", description: "What all the changes have that were made together." };
const valid = closedObject({ valid: { type: "boolean", const: true } });
const firstRevision = revisionExample("issue", "v1");

const results: Schema = {
  type: "array",
  description: "One for each operation, in their order: the revision, the meta of what was switched, or null for what was purged.",
  items: { anyOf: [refer("schemas", "RevisionInfo"), { type: "object", description: "The resource as it is now." }, { type: "null" }] },
};

/** Answers to writes that are the same for every model, under the names of their components. */
export const WRITE_RESPONSES: Readonly<Record<string, Response>> = {
  Valid: jsonResponse("It would be written: this was a dry run.", withExample(valid, { valid: true })),
  Written: jsonResponse(
    "The revision that is current now; of a dry run, that it would be written.",
    withExample({ anyOf: [refer("schemas", "RevisionInfo"), valid] }, firstRevision),
    { ...ETAG, ETag: { description: "Changes with every change of the current revision. A dry run has none.", schema: { type: "string" } } },
  ),
  Done: { description: "It is done, and there is nothing to show.", headers: ALWAYS },
  BulkDone: jsonResponse(
    "How many were written, and what their changes have in common.",
    withExample(closedObject({ changesetId: changeset, count: { type: "integer", minimum: 0 } }), { changesetId, count: 12 }),
  ),
  BatchDone: jsonResponse("What came of each.", withExample(closedObject({ changesetId: changeset, results }), { changesetId, results: [firstRevision] })),
  Uploaded: jsonResponse(
    "What the field of a resource takes.",
    withExample(refer("schemas", "Binary"), { fileId: "0".repeat(64), size: 1024, contentType: "image/png" }),
  ),
};
