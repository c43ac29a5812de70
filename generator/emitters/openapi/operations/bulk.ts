import { plain, REASONS, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

export const bulk: OperationRow = {
  ...plain,
  id: ({ names }) => `writeMany${names}`,
  summary: ({ nouns }) => `Update, delete or restore many ${nouns}`,
  description: "Does the same to all resources that meet a condition, or to none: with more than `most` of them nothing is written.",
  parameters: [...REASONS, "IdempotencyKey"],
  request: { "application/json": { schema: refer("schemas", "BulkBody"), examples: { example: { value: { op: "delete", where: {} } } } } },
  response: () => refer("responses", "BulkDone"),
  others: [409, 413, 415, 422],
};
