import { plain, REASONS, WRITE_CONDITIONS, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

export const revert: OperationRow = {
  ...plain,
  id: ({ name }) => `revert${name}`,
  summary: ({ noun }) => `Take fields of one ${noun} from an earlier revision`,
  description: "Makes a new revision, in which the chosen fields are as they were in another one; all of them unless `fields` says which.",
  parameters: ["RevertFields", ...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
  response: () => refer("responses", "Revision"),
  others: [404, 409, 410, 412, 422],
};
