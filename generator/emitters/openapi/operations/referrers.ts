import { plain, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

export const referrers: OperationRow = {
  ...plain,
  id: ({ name }) => `listReferrersOf${name}`,
  summary: ({ noun }) => `List what refers to one ${noun}`,
  description: "Gives the resources that refer to this one, by which field, and what becomes of them when this one is deleted.",
  parameters: ["Limit", "Cursor"],
  response: () => refer("responses", "Referrers"),
  others: [404, 410],
};
