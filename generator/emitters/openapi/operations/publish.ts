import { plain, REASONS, WRITE_CONDITIONS, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

export const publish: OperationRow = {
  ...plain,
  id: ({ name }) => `publish${name}`,
  summary: ({ noun }) => `Publish the draft of one ${noun}`,
  description: "Makes the current draft stable, in place. A stable revision stays as it is.",
  parameters: [...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
  response: () => refer("responses", "Revision"),
  others: [404, 409, 410, 412],
};
