import { plain, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

export const diff: OperationRow = {
  ...plain,
  id: ({ name }) => `diff${name}`,
  summary: ({ noun }) => `Compare two revisions of one ${noun}`,
  description: "Gives what leads from one revision's data to another's, as a JSON Patch (RFC 6902) that also tells the old values.",
  parameters: ["From", "To"],
  response: () => refer("responses", "Diff"),
  others: [404],
};
