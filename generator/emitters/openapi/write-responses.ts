import { ALWAYS, REPLAYED } from "./shared-headers.js";
import { jsonResponse } from "./shared-responses.js";
import { revisionExample, SAMPLE_TIME } from "./shared-schemas.js";
import { closedObject, refer, withExample, type Header, type Response, type Schema } from "./types.js";

const changesetId = "0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c21";
const changeset: Schema = { type: "string", format: "uuid", description: "What all the changes have that were made together." };
const valid = closedObject({ valid: { type: "boolean", const: true } });
const firstRevision = revisionExample("issue", "v1");

const results: Schema = {
  type: "array",
  description: "One for each operation, in their order: the revision, the meta of what was switched, or null for what was purged.",
  items: { anyOf: [refer("schemas", "RevisionInfo"), refer("schemas", "ResourceMeta"), { type: "null" }] },
};

const unlessDry = (name: string): Header => ({ description: `The \`${name}\` of the resource; a dry run has none.`, schema: { type: "string" } });

/** Answers to writes that are the same for every model, under the names of their components. */
export const WRITE_RESPONSES: Readonly<Record<string, Response>> = {
  Valid: jsonResponse("It would be written: this was a dry run.", withExample(valid, { valid: true }), REPLAYED),
  Written: jsonResponse(
    "The revision that is current now: the same as before where nothing has changed. Of a dry run, that it would be written.",
    withExample({ anyOf: [refer("schemas", "RevisionInfo"), valid] }, firstRevision),
    { ...REPLAYED, ETag: unlessDry("ETag"), "Last-Modified": unlessDry("Last-Modified") },
  ),
  Done: { description: "It is done, and there is nothing to show.", headers: { ...ALWAYS, ...REPLAYED } },
  BulkDone: jsonResponse(
    "How many were written, and what their changes have in common.",
    withExample(closedObject({ changesetId: changeset, count: { type: "integer", minimum: 0 } }), { changesetId, count: 12 }),
    REPLAYED,
  ),
  BatchDone: jsonResponse("What came of each.", withExample(closedObject({ changesetId: changeset, results }), { changesetId, results: [firstRevision] }), REPLAYED),
  UploadStarted: jsonResponse(
    "Where to bring the bytes.",
    withExample(refer("schemas", "DirectUpload"), {
      uploadId: "0198c5a0-7b1e-4c3d-9f00-2f4d6a8b0c22",
      fileId: "0".repeat(64),
      method: "PUT",
      url: "https://bucket.example.org/blob-uploads/0198c5a0-7b1e-4c3d-9f00-2f4d6a8b0c22?signature=0",
      headers: { "Content-Length": "1024" },
      expires: SAMPLE_TIME,
    }),
  ),
  Uploaded: jsonResponse(
    "What the field of a resource takes.",
    withExample(refer("schemas", "Binary"), { fileId: "0".repeat(64), size: 1024, contentType: "image/png" }),
    REPLAYED,
  ),
};
