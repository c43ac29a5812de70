import type { RouteName } from "../../../ir/model.js";
import { plain, READ_CONDITIONS, REASONS, shared, WRITE_CONDITIONS, type OperationRow } from "../operation-row.js";
import { STATE } from "../shared-headers.js";
import { jsonResponse } from "../shared-responses.js";
import { refer } from "../types.js";

/** What reads and changes the data of a resource. */
export const DATA_OPERATIONS = {
  create: {
    ...plain,
    id: ({ name }) => `create${name}`,
    summary: ({ noun }) => `Create a new ${noun}`,
    description: "Makes a resource with its first revision.",
    parameters: ["NewId", "Status", "ValidateOnly", ...REASONS, "IdempotencyKey"],
    body: true,
    answers: () => ({ 200: refer("responses", "Valid"), 201: refer("responses", "Created") }),
    others: [409, 413, 415, 422],
  },
  get: {
    ...plain,
    id: ({ name }) => `get${name}`,
    summary: ({ noun }) => `Read one ${noun}`,
    description: "Gives the current revision or an earlier one.",
    parameters: ["RevisionId", "AsOf", "IncludeDeleted", "Returns", "Fields", ...READ_CONDITIONS],
    answers: ({ resource }) => ({ 200: jsonResponse("The resource.", resource, STATE) }),
    others: [304, 404, 410, 412],
  },
  update: {
    ...plain,
    id: ({ name }) => `update${name}`,
    summary: ({ noun }) => `Update one ${noun}`,
    description: "Makes a new revision of the whole data.",
    parameters: ["Mode", "Status", "ValidateOnly", ...REASONS, ...WRITE_CONDITIONS],
    body: true,
    answers: shared(200, "Written"),
    others: [404, 409, 410, 412, 413, 415, 422],
  },
  patch: {
    ...plain,
    id: ({ name }) => `patch${name}`,
    summary: ({ noun }) => `Change parts of one ${noun}`,
    description: "Applies a patch to the current data. What comes of it is an update.",
    parameters: ["Mode", "Status", "ValidateOnly", ...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    request: {
      "application/merge-patch+json": { schema: refer("schemas", "MergePatch") },
      "application/json-patch+json": { schema: refer("schemas", "JsonPatch") },
    },
    answers: () => ({ 200: refer("responses", "Written"), 415: refer("responses", "UnsupportedPatchType") }),
    others: [404, 409, 410, 412, 413, 422],
  },
  revert: {
    ...plain,
    id: ({ name }) => `revert${name}`,
    summary: ({ noun }) => `Revert one ${noun}`,
    description: "Makes a new revision with the data of another one, or with some of its fields.",
    parameters: ["RevertFields", ...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    answers: shared(200, "Revision"),
    others: [404, 409, 410, 412, 422],
  },
} satisfies Partial<Record<RouteName, OperationRow>>;
