import type { Constant } from "../../ir/model.js";
import { binarySchemas } from "./binary-schemas.js";
import { FILTER_SCHEMAS, META_FILTERS } from "./filters.js";
import { closedObject, refer, type Schema } from "./types.js";

/** The moment at which examples were written. */
export const SAMPLE_TIME = "2026-01-31T09:30:00.000Z";

const SAMPLE_UUID = "0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c1e";
const RESOURCE_ID = sampleId("issue");

const text = (description: string, ...examples: string[]): Schema => ({ type: "string", description, ...(examples.length === 0 ? {} : { examples }) });

export const resourceId = text("Names the resource: `<model>:<uuid>`.", RESOURCE_ID);
export const revisionId = text("Names the revision: the resource's id and the revision's number.", `${RESOURCE_ID}:2`);
const schemaVersion = text("Which version of the model's shape the data has.", "v1");

export const time = (description: string): Schema => ({ type: "string", format: "date-time", description, examples: [SAMPLE_TIME] });

export const changesetId: Schema = {
  type: ["string", "null"],
  format: "uuid",
  description: "What all have that were made together; null for what was made alone.",
};

const revisionInfo: Schema = {
  description: "What is known of one revision, without its data.",
  ...closedObject({
    uid: { type: "string", format: "uuid", description: "Names this very snapshot: unique over all models, never given twice." },
    resourceId,
    revisionId,
    parentRevisionId: { type: ["string", "null"], description: "The revision that was current when this one was made." },
    op: { type: "string", enum: ["create", "update", "delete", "restore", "migrate"], description: "What made the revision." },
    status: { type: "string", enum: ["draft", "stable"] },
    schemaVersion,
    dataHash: { type: "string", pattern: "^sha256:[0-9a-f]{64}$", description: "SHA-256 over the encoded data." },
    reason: { type: ["string", "null"], description: "Why the revision was made, where that was said." },
    changesetId,
    createdTime: time("When the revision was made."),
    createdBy: text("Who made the revision.", "anonymous"),
    updatedTime: time("When the revision was last changed, while it was a draft."),
    updatedBy: text("Who changed the revision last.", "anonymous"),
  }),
};

/** Each model's own says more of `indexedData`. */
const resourceMeta: Schema = {
  description: "What is known of a resource, without its data.",
  ...closedObject({
    resourceId,
    currentRevisionId: revisionId,
    schemaVersion,
    totalRevisionCount: { type: "integer", minimum: 1, description: "How many revisions there are." },
    createdTime: time("When the resource was created."),
    createdBy: text("Who created it.", "anonymous"),
    updatedTime: time("When the resource was last written."),
    updatedBy: text("Who wrote it last.", "anonymous"),
    isDeleted: { type: "boolean" },
    indexedData: { type: "object", description: "The indexed fields of the current revision.", additionalProperties: {} },
  }),
};

const partialResource: Schema = {
  description: "What is left of a resource by `returns` and `fields`.",
  ...closedObject({ data: { type: "object" }, revision: refer("schemas", "RevisionInfo"), meta: refer("schemas", "ResourceMeta") }, ["data", "revision", "meta"]),
};

const fieldProblem: Schema = {
  description: "One problem inside a body or a query.",
  ...closedObject({
    path: text("A JSON Pointer (RFC 6901) into the body, or the name of a parameter.", "/title"),
    message: text("What is wrong there."),
  }),
};

const problem: Schema = {
  description: "An error (RFC 9457).",
  ...closedObject({
    type: { type: "string", format: "uri", description: "The kind of error as a URN.", examples: ["urn:specstar:error:RESOURCE_NOT_FOUND"] },
    title: text("The kind of error in words."),
    status: { type: "integer", minimum: 400, maximum: 599, description: "The answer's status." },
    detail: text("What went wrong this time."),
    code: text("What to act on.", "RESOURCE_NOT_FOUND"),
    errors: { type: "array", items: fieldProblem, description: "All that is wrong with the body or the query." },
    requestId: text("The request's id, as in `X-Request-Id` and in the server's log."),
  }),
};

/** What to pass as `cursor` for the next page, as that parameter says; null on the last. */
export const nextCursor: Schema = { type: ["string", "null"] };

const revisionInfoPage: Schema = {
  description: "Some of a resource's revisions, newest first.",
  ...closedObject({ items: { type: "array", items: refer("schemas", "RevisionInfo") }, nextCursor }),
};

/** The schemas that are the same in every project. */
export const SHARED_SCHEMAS: Readonly<Record<string, Schema>> = {
  RevisionInfo: revisionInfo,
  RevisionInfoPage: revisionInfoPage,
  ResourceMeta: resourceMeta,
  PartialResource: partialResource,
  MetaSort: {
    description: "A fact to sort by; `-` turns the order round, of a field as well. Null comes before every value.",
    ...sortSchema(META_FILTERS.map(({ path }) => path)),
  },
  Problem: problem,
  ...binarySchemas((name) => refer("schemas", name)),
  ...FILTER_SCHEMAS,
};

/** What a search can be sorted by: a field, or `-` and a field. */
export function sortSchema(paths: readonly string[]): Schema {
  return { type: "string", enum: paths.flatMap((path) => [path, `-${path}`]) };
}

/** The id of the resource in examples. */
export function sampleId(label: string): string {
  return `${label}:${SAMPLE_UUID}`;
}

/** The facts of a first revision. */
export function revisionExample(label: string, version: string): Readonly<Record<string, Constant>> {
  const resource = sampleId(label);
  return {
    uid: "0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c1f",
    resourceId: resource,
    revisionId: `${resource}:1`,
    parentRevisionId: null,
    op: "create",
    status: "stable",
    schemaVersion: version,
    dataHash: `sha256:${"0".repeat(64)}`,
    reason: null,
    changesetId: null,
    createdTime: SAMPLE_TIME,
    createdBy: "anonymous",
    updatedTime: SAMPLE_TIME,
    updatedBy: "anonymous",
  };
}
