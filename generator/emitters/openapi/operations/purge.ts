import { plain, REASONS, WRITE_CONDITIONS, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

export const purge: OperationRow = {
  ...plain,
  id: ({ name }) => `purge${name}`,
  summary: ({ noun }) => `Remove one ${noun} for good`,
  description: "Removes the resource with all revisions, and the blobs that nothing else uses. The change log keeps its id, and who purged it.",
  parameters: [...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
  status: 204,
  response: () => refer("responses", "Done"),
  others: [404, 409, 412],
};
