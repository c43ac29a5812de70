import type { RouteName } from "../../../ir/model.js";
import { plain, shared, type OperationRow } from "../operation-row.js";
import { REPLAYED } from "../shared-headers.js";
import { jsonResponse } from "../shared-responses.js";
import { refer } from "../types.js";

/** What finds resources. */
export const SEARCH_OPERATIONS = {
  search: {
    ...plain,
    id: ({ names }) => `list${names}`,
    summary: ({ nouns }) => `List ${nouns}`,
    description: "Gives the resources that meet all filters, with their current revisions.",
    parameters: ["Filter", "Limit", "Cursor", "Offset", "Count", "IncludeDeleted", "Returns", "Fields"],
    filters: true,
    answers: ({ page }) => ({ 200: jsonResponse("A page of resources.", page) }),
    others: [],
  },
  searchByBody: {
    ...plain,
    id: ({ names }) => `search${names}`,
    summary: ({ nouns }) => `Search ${nouns}`,
    description: "The same, for conditions that are nested or too long for a URL.",
    parameters: ["IdempotencyKey"],
    request: { "application/json": { schema: refer("schemas", "SearchBody"), examples: { example: { value: { limit: 20 } } } } },
    answers: ({ page }) => ({ 200: jsonResponse("A page of resources.", page, REPLAYED) }),
    others: [413, 415],
  },
  count: {
    ...plain,
    id: ({ names }) => `count${names}`,
    summary: ({ nouns }) => `Count ${nouns}`,
    description: "Counts what meets all filters.",
    parameters: ["Filter", "IncludeDeleted"],
    filters: true,
    answers: shared(200, "Count"),
    others: [],
  },
} satisfies Partial<Record<RouteName, OperationRow>>;
