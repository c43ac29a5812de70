import type { IndexedValue, ResourceMeta } from "../core/resource.js";
import { valueOf } from "../query/compare.js";
import type { Order, Query } from "../query/query.js";
import { toFieldValues } from "../query/searchable-fields.js";
import type { PlainStore } from "./plain-store.js";
import { specimenIndex } from "./conformance-models.js";

/** A search with the defaults of the suite: everything that is not deleted, by id. */
export function query(part: Partial<Query> = {}): Query {
  const byId: Order[] = [{ field: "resourceId", direction: "asc" }];
  return { where: null, orderBy: byId, after: null, limit: 1000, offset: 0, includeDeleted: false, ...part };
}

/** `by("-size", "name")`: as in the HTTP parameter `sort`, with the id in the end. */
export function by(...fields: readonly string[]): readonly Order[] {
  return [...fields, "resourceId"].map((field) =>
    field.startsWith("-") ? { field: field.slice(1), direction: "desc" } : { field, direction: "asc" },
  );
}

/** The names of the specimens that a search finds, in its order. */
export async function search(store: PlainStore, part: Partial<Query>): Promise<IndexedValue[]> {
  const found = await store.search(specimenIndex, query(part), { payload: false });
  return found.map(({ meta }) => valueOf(meta.indexedData, "name"));
}

/** The values of a resource in the fields that a list is sorted by: where its next page goes on. */
export function position(meta: ResourceMeta, orderBy: readonly Order[]): IndexedValue[] {
  const values = toFieldValues(meta);
  return orderBy.map(({ field }) => valueOf(values, field));
}
