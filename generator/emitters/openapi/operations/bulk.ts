import { plain, REASONS, shared, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

export const bulk: OperationRow = {
  ...plain,
  id: ({ names }) => `writeMany${names}`,
  summary: ({ nouns }) => `Update, delete or restore many ${nouns}`,
  description: "Does the same to all resources that meet a condition, or to none.",
  parameters: [...REASONS, "IdempotencyKey"],
  request: { "application/json": { schema: refer("schemas", "BulkBody"), examples: { example: { value: { op: "delete", where: {} } } } } },
  answers: shared(200, "BulkDone"),
  others: [409, 413, 415, 422],
};
