import { filterParameter, META_FILTERS } from "./filters.js";
import { READ_PARAMETERS } from "./read-parameters.js";
import type { Parameter } from "./types.js";
import { WRITE_PARAMETERS } from "./write-parameters.js";

const revision = "The revision's number, or its whole id.";

/** Parameters that are the same for every model, under the names of their components. */
const NAMED: Readonly<Record<string, Parameter>> = {
  RequestId: {
    name: "X-Request-Id",
    in: "header",
    description: "Names the request in the answer, the change log and the server's log: up to 128 letters, digits, `.`, `_`, `:` and `-`. Made up when it is missing or anything else.",
    schema: { type: "string" },
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    description: 'Goes on only if the resource still has one of these ETags, or exists at all for `*` (RFC 9110, 13.1.1).',
    schema: { type: "string" },
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    description: "Goes on only if the resource has none of these ETags, and not at all for `*`; a read is answered with 304 otherwise (RFC 9110, 13.1.2).",
    schema: { type: "string" },
  },
  Id: { name: "id", in: "path", required: true, description: "The resource's id.", schema: { type: "string" } },
  N: {
    name: "n",
    in: "path",
    required: true,
    description: revision,
    schema: { anyOf: [{ type: "integer", minimum: 1 }, { type: "string" }] },
  },
  RevisionId: {
    name: "revisionId",
    in: "query",
    description: `Which revision to read instead of the current one; of a deleted resource too. ${revision}`,
    schema: { anyOf: [{ type: "integer", minimum: 1 }, { type: "string" }] },
  },
  IncludeDeleted: {
    name: "includeDeleted",
    in: "query",
    description: "Whether deleted resources are there as well.",
    schema: { type: "boolean", default: false },
  },
  Status: statusParameter("stable"),
  StatusOfDraft: statusParameter("draft"),
  Limit: {
    name: "limit",
    in: "query",
    description: "How many there are on a page at most. Above 1000 is 1000.",
    schema: { type: "integer", minimum: 1, default: 50 },
  },
  Cursor: {
    name: "cursor",
    in: "query",
    description: "The `nextCursor` of the page before, which is null on the last one. It goes with the very query that gave it.",
    schema: { type: "string" },
  },
  Offset: {
    name: "offset",
    in: "query",
    description: "How many to pass over.",
    schema: { type: "integer", minimum: 0, default: 0 },
  },
  Count: {
    name: "count",
    in: "query",
    description: "`exact` adds the total over all pages to the answer.",
    schema: { type: "string", enum: ["exact"] },
  },
};

/** The same with the filters by facts. */
export const SHARED_PARAMETERS: Readonly<Record<string, Parameter>> = {
  ...NAMED,
  ...WRITE_PARAMETERS,
  ...READ_PARAMETERS,
  ...Object.fromEntries(META_FILTERS.map((field) => [field.path, filterParameter(field)])),
};

/** The components that filter by facts. */
export const META_FILTER_NAMES: readonly string[] = META_FILTERS.map(({ path }) => path);

function statusParameter(usual: "draft" | "stable"): Parameter {
  return {
    name: "status",
    in: "query",
    description: `The status of the new revision: \`${usual}\` unless it says otherwise.`,
    schema: { type: "string", enum: ["draft", "stable"], default: usual },
  };
}
