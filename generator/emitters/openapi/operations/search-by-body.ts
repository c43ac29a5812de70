import { plain, type OperationRow } from "../operation-row.js";
import { jsonResponse } from "../shared-responses.js";
import { refer } from "../types.js";

export const searchByBody: OperationRow = {
  ...plain,
  id: ({ names }) => `search${names}`,
  summary: ({ nouns }) => `Search ${nouns}`,
  description: "The same as the list, for conditions that are nested or too long for a URL.",
  parameters: ["IdempotencyKey"],
  request: { "application/json": { schema: refer("schemas", "SearchBody"), examples: { example: { value: { limit: 20 } } } } },
  response: ({ page }) => jsonResponse("A page of resources.", page),
  others: [413, 415],
};
