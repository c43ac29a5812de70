import { plain, REASONS, WRITE_CONDITIONS, written, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

export const patch: OperationRow = {
  ...plain,
  id: ({ name }) => `patch${name}`,
  summary: ({ noun }) => `Change parts of one ${noun}`,
  description: "Applies a JSON Patch (RFC 6902) or a JSON Merge Patch (RFC 7396) to the current data. What comes of it is an update.",
  parameters: ["Mode", "Status", "ValidateOnly", ...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
  request: {
    "application/merge-patch+json": { schema: refer("schemas", "MergePatch"), examples: { example: { value: {} } } },
    "application/json-patch+json": { schema: refer("schemas", "JsonPatch"), examples: { example: { value: [] } } },
  },
  response: written,
  others: [404, 409, 410, 412, 413, 415, 422],
};
