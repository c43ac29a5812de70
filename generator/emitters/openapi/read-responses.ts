import { ALWAYS, TAG } from "./shared-headers.js";
import { jsonResponse } from "./shared-responses.js";
import { nextCursor, resourceId, revisionId, SAMPLE_TIME, sampleId } from "./shared-schemas.js";
import { closedObject, refer, withExample, type Response, type Schema } from "./types.js";

const issue = sampleId("issue");
const path: Schema = { type: "string", description: "A JSON Pointer (RFC 6901)." };

const difference: Schema = closedObject(
  {
    op: { type: "string", enum: ["add", "remove", "replace"] },
    path,
    value: { description: "What is there now." },
    oldValue: { description: "What was there before." },
  },
  ["value", "oldValue"],
);

const referrer: Schema = closedObject({
  resourceId,
  path: { type: "string", description: "The field that refers.", examples: ["owner"] },
  onDelete: { type: "string", enum: ["cascade", "setNull", "restrict", "dangling"] },
  n: { type: ["integer", "null"], minimum: 1, description: "The number of the revision that is referred to; null where it is the resource." },
});

const change = refer("schemas", "ResourceChange");
const changeExample = {
  seq: 1,
  model: "issue",
  resourceId: issue,
  revisionId: `${issue}:1`,
  op: "create",
  at: SAMPLE_TIME,
  by: "anonymous",
  reason: null,
  requestId: null,
  changesetId: null,
};

const bytes = (description: string, headers: Response["headers"] = {}): Response => ({
  description,
  headers: {
    ...ALWAYS,
    ETag: { description: "Names the bytes.", required: true, schema: { type: "string" } },
    "Accept-Ranges": { description: "`bytes`: parts can be asked for.", required: true, schema: { type: "string" } },
    "Content-Security-Policy": { description: "Opened as a page, it can't run, load or send anything.", required: true, schema: { type: "string" } },
    "Content-Disposition": { description: "Whether a browser shows or saves it, and the file's name (RFC 6266).", required: true, schema: { type: "string" } },
    ...headers,
  },
  content: { "*/*": { schema: {} } },
});

/** Answers to reads that are the same for every model, under the names of their components. */
export const READ_RESPONSES: Readonly<Record<string, Response>> = {
  Diff: jsonResponse(
    "What leads from one revision to the other.",
    withExample(closedObject({ from: revisionId, to: revisionId, patch: { type: "array", items: difference } }), {
      from: `${issue}:1`,
      to: `${issue}:2`,
      patch: [{ op: "replace", path: "/title", value: "New", oldValue: "Old" }],
    }),
    TAG,
  ),
  Referrers: jsonResponse(
    "A page of references.",
    withExample(closedObject({ items: { type: "array", items: referrer }, nextCursor }), { items: [], nextCursor: null }),
    TAG,
  ),
  Changes: jsonResponse(
    "A page of the change log, the oldest first.",
    withExample(closedObject({ items: { type: "array", items: change }, nextSince: { type: "integer", minimum: 0, description: "What to pass as `since` for the next page." } }), {
      items: [changeExample],
      nextSince: 1,
    }),
  ),
  Changeset: jsonResponse("The changes, in their order.", withExample(closedObject({ items: { type: "array", items: change } }), { items: [changeExample] })),
  Blob: bytes("The bytes, under their own media type."),
  BlobElsewhere: {
    description: "Where the bytes are, for some minutes and for whoever has the URL. They are a download there, whatever their type.",
    headers: { ...ALWAYS, Location: { description: "The URL, which nobody else should see.", required: true, schema: { type: "string", format: "uri" } } },
  },
  PartOfBlob: bytes("The bytes of the range.", { "Content-Range": { description: "Which bytes these are (RFC 9110, 14.4).", required: true, schema: { type: "string" } } }),
};
