import { closedObject, refer, type Schema, type SchemaPart } from "./types.js";

const condition = refer("schemas", "SearchCondition");

const properties: Readonly<Record<string, SchemaPart>> = {
  where: condition,
  orderBy: { type: "array", maxItems: 5, items: { type: "object", additionalProperties: { type: "string", enum: ["asc", "desc"] } }, description: '`[{"updatedTime": "desc"}]`, the most important first.' },
  limit: { type: "integer", minimum: 1, default: 50, description: "How many there are on a page at most. Above 1000 is 1000." },
  cursor: { type: "string", description: "The `nextCursor` of the page before." },
  offset: { type: "integer", minimum: 0, default: 0, description: "How many to pass over." },
  count: { type: "string", enum: ["exact"], description: "Adds the total over all pages." },
  includeDeleted: { type: "boolean", default: false },
  returns: { type: "array", minItems: 1, items: { type: "string", enum: ["data", "revision", "meta"] }, description: "Which members the resources have." },
  fields: { type: "array", minItems: 1, maxItems: 100, items: { type: "string" }, description: "Which fields the data has." },
};

/** A search as a body. */
export const SEARCH_SCHEMAS: Readonly<Record<string, Schema>> = {
  SearchCondition: {
    description: 'What resources must meet, all of it: `{"status": "open", "severity": {"in": ["medium", "high"]}}`. `and` and `or` hold lists of conditions, `not` holds one.',
    type: "object",
    properties: { and: { type: "array", items: condition }, or: { type: "array", items: condition }, not: condition },
  },
  SearchBody: { description: "The same as the parameters of a list, with conditions that can be nested.", ...closedObject(properties, Object.keys(properties)) },
};
