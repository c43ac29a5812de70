import type { Parameter, Schema } from "./types.js";

const revision: Schema = { anyOf: [{ type: "integer", minimum: 1 }, { type: "string" }] };
const dateTime: Schema = { type: "string", format: "date-time" };

/** Parameters of reads that are the same for every model, under the names of their components. */
export const READ_PARAMETERS: Readonly<Record<string, Parameter>> = {
  AsOf: {
    name: "asOf",
    in: "query",
    description: "Gives the revision that was current at this time. Not together with `revisionId`.",
    schema: dateTime,
  },
  Returns: {
    name: "returns",
    in: "query",
    description: "Which members the answer has; all of them when it is missing.",
    style: "form",
    explode: false,
    schema: { type: "array", minItems: 1, items: { type: "string", enum: ["data", "revision", "meta"] } },
  },
  Fields: {
    name: "fields",
    in: "query",
    description: "Which fields the data has, `title,address.city`; all of them when it is missing.",
    style: "form",
    explode: false,
    schema: { type: "array", minItems: 1, maxItems: 100, items: { type: "string" } },
  },
  Filter: {
    name: "filter",
    in: "query",
    description: 'A condition in words, which must hold beside all others: `(status = "open" OR assignee = null) AND dueDate < "2027-01-01"`.',
    schema: { type: "string", maxLength: 8192 },
  },
  IfModifiedSince: {
    name: "If-Modified-Since",
    in: "header",
    description: "Answers 304 when the resource has not changed since this time (RFC 9110, 13.1.3). Without effect beside `If-None-Match`.",
    schema: { type: "string" },
  },
  RevisionsBy: { name: "createdBy", in: "query", description: "Who made the revisions.", schema: { type: "string" } },
  RevisionsOp: {
    name: "op",
    in: "query",
    description: "What made the revisions.",
    schema: { type: "string", enum: ["create", "update", "delete", "restore", "migrate"] },
  },
  Since: { name: "since", in: "query", description: "Made at this time or later.", schema: dateTime },
  Until: { name: "until", in: "query", description: "Made before this time.", schema: dateTime },
  From: { name: "from", in: "query", description: "The older revision, by number or id: the one before the current one unless given.", schema: revision },
  To: { name: "to", in: "query", description: "The newer revision, by number or id: the current one unless given.", schema: revision },
  FileId: {
    name: "fileId",
    in: "path",
    required: true,
    description: "Names the blob: SHA-256 over its bytes, in hexadecimal digits.",
    schema: { type: "string", pattern: "^[0-9a-f]{64}$" },
  },
  Direct: {
    name: "direct",
    in: "query",
    description: "Whether to be sent to where the blob lies (307) instead of getting it from here. What the server usually does, when it is missing.",
    schema: { type: "boolean" },
  },
  UploadId: { name: "uploadId", in: "path", required: true, description: "Names the upload.", schema: { type: "string" } },
  Range: { name: "Range", in: "header", description: "Which of the bytes are wanted (RFC 9110, 14.2): `bytes=0-99`.", schema: { type: "string" } },
  IfRange: { name: "If-Range", in: "header", description: "Ignores `Range` unless the blob still has this ETag (RFC 9110, 13.1.5).", schema: { type: "string" } },
  ChangesetId: { name: "changesetId", in: "path", required: true, description: "Names the changes that were made together.", schema: { type: "string", format: "uuid" } },
  LastEventId: { name: "Last-Event-ID", in: "header", description: "The id of the last event that is known: goes on after it.", schema: { type: "string" } },
  SinceSeq: { name: "since", in: "query", description: "The `nextSince` of the page before; from the first change when it is missing.", schema: { type: "integer", minimum: 0, default: 0 } },
  FileName: { name: "name", in: "query", description: "The file's name, for those who download it.", schema: { type: "string", maxLength: 255 } },
};
