import type { Handler } from "../routes.js";
import { plain, READ_CONDITIONS, REASONS, WRITE_CONDITIONS, written, type OperationRow } from "./operation-row.js";
import { bulk } from "./operations/bulk.js";
import { diff } from "./operations/diff.js";
import { getBlob } from "./operations/get-blob.js";
import { patch } from "./operations/patch.js";
import { publish } from "./operations/publish.js";
import { purge } from "./operations/purge.js";
import { referrers } from "./operations/referrers.js";
import { revert } from "./operations/revert.js";
import { searchByBody } from "./operations/search-by-body.js";
import { jsonResponse, taggedResponse } from "./shared-responses.js";
import { refer } from "./types.js";

/** In the order of the routes. */
export const OPERATIONS: Readonly<Record<Handler, OperationRow>> = {
  create: {
    ...plain,
    id: ({ name }) => `create${name}`,
    summary: ({ noun }) => `Create a new ${noun}`,
    description: "Makes a resource with its first revision.",
    parameters: ["NewId", "Status", "ValidateOnly", ...REASONS, "IdempotencyKey"],
    body: true,
    status: 201,
    response: () => refer("responses", "Created"),
    others: [413, 415, 422],
  },
  search: {
    ...plain,
    id: ({ names }) => `list${names}`,
    summary: ({ nouns }) => `List ${nouns}`,
    description: "Gives the resources that meet all filters, with their current revisions.",
    parameters: ["Filter", "Limit", "Cursor", "Offset", "Count", "IncludeDeleted", "Returns", "Fields"],
    filters: true,
    response: ({ page }) => jsonResponse("A page of resources.", page),
    others: [],
  },
  count: {
    ...plain,
    id: ({ names }) => `count${names}`,
    summary: ({ nouns }) => `Count ${nouns}`,
    description: "Counts what meets all filters.",
    parameters: ["Filter", "IncludeDeleted"],
    filters: true,
    response: () => refer("responses", "Count"),
    others: [],
  },
  get: {
    ...plain,
    id: ({ name }) => `get${name}`,
    summary: ({ noun }) => `Read one ${noun}`,
    description: "Gives the current revision or an earlier one.",
    parameters: ["RevisionId", "AsOf", "IncludeDeleted", "Returns", "Fields", ...READ_CONDITIONS],
    response: ({ resource }) => taggedResponse("The resource.", resource),
    others: [304, 404, 410, 412],
  },
  update: {
    ...plain,
    id: ({ name }) => `update${name}`,
    summary: ({ noun }) => `Update one ${noun}`,
    description: "Makes a new revision of the whole data.",
    parameters: ["Mode", "Status", "ValidateOnly", ...REASONS, ...WRITE_CONDITIONS],
    body: true,
    response: written,
    others: [404, 409, 410, 412, 413, 415, 422],
  },
  delete: {
    ...plain,
    id: ({ name }) => `delete${name}`,
    summary: ({ noun }) => `Delete one ${noun}`,
    description: "Marks the resource as deleted, and loses nothing.",
    parameters: ["ValidateOnly", ...REASONS, ...WRITE_CONDITIONS],
    response: written,
    others: [404, 409, 410, 412],
  },
  restore: {
    ...plain,
    id: ({ name }) => `restore${name}`,
    summary: ({ noun }) => `Restore one deleted ${noun}`,
    description: "Undoes a delete, by a new revision.",
    parameters: ["ValidateOnly", ...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    response: written,
    others: [404, 409, 412],
  },
  switch: {
    ...plain,
    id: ({ name }) => `switch${name}`,
    summary: ({ noun }) => `Switch one ${noun} to another revision`,
    description: "Makes another revision the current one, and no new one.",
    parameters: [...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    response: ({ meta }) => taggedResponse("The resource as it is now.", meta),
    others: [404, 409, 410, 412],
  },
  listRevisions: {
    ...plain,
    id: ({ name }) => `listRevisionsOf${name}`,
    summary: ({ noun }) => `List the revisions of one ${noun}`,
    description: "Gives the history, newest first; of a deleted resource too.",
    parameters: ["Limit", "Cursor", "RevisionsBy", "RevisionsOp", "Since", "Until"],
    response: () => refer("responses", "RevisionInfoPage"),
    others: [404],
  },
  getRevision: {
    ...plain,
    id: ({ name }) => `getRevisionOf${name}`,
    summary: ({ noun }) => `Read one revision of one ${noun}`,
    description: "Gives a revision with its data; of a deleted resource too.",
    parameters: [...READ_CONDITIONS],
    response: ({ revision: body }) => taggedResponse("The revision.", body),
    others: [304, 404, 412],
  },
  searchByBody,
  patch,
  publish,
  purge,
  revert,
  diff,
  referrers,
  getBlob,
  bulk,
};
