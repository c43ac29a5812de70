import type { IndexedValue, ResourceMeta } from "../core/resource.js";
import type { CompareOp, Condition, MatchOp, Order, Query } from "../query/query.js";
import type { MetaStore } from "../stores/meta-store.js";
import { specimenIndex } from "./conformance-models.js";

/** A search with the defaults of the suite: everything that is not deleted, by id. */
export function query(part: Partial<Query> = {}): Query {
  const byId: Order[] = [{ field: "resourceId", direction: "asc" }];
  return { where: null, orderBy: byId, after: null, limit: 1000, offset: 0, includeDeleted: false, ...part };
}

export function compare(field: string, op: CompareOp, value: IndexedValue): Condition {
  return { kind: "compare", field, op, value };
}

export function oneOf(field: string, ...values: readonly IndexedValue[]): Condition {
  return { kind: "in", field, values };
}

export function match(field: string, op: MatchOp, value: string): Condition {
  return { kind: "match", field, op, value };
}

export function not(condition: Condition): Condition {
  return { kind: "not", condition };
}

export function and(...conditions: readonly Condition[]): Condition {
  return { kind: "and", conditions };
}

export function or(...conditions: readonly Condition[]): Condition {
  return { kind: "or", conditions };
}

/** `by("-size", "name")`: as in the HTTP parameter `sort`, with the id in the end. */
export function by(...fields: readonly string[]): readonly Order[] {
  return [...fields, "resourceId"].map((field) =>
    field.startsWith("-") ? { field: field.slice(1), direction: "desc" } : { field, direction: "asc" },
  );
}

/** The names of the specimens that a search finds, in its order. */
export async function search(store: MetaStore, part: Partial<Query>): Promise<IndexedValue[]> {
  const found = await store.search(specimenIndex, query(part), { payload: false });
  return found.map(({ meta }) => meta.indexedData["name"] ?? null);
}

/** The values of a resource in the fields that a list is sorted by: where its next page goes on. */
export function position(meta: ResourceMeta, orderBy: readonly Order[]): IndexedValue[] {
  const values: Readonly<Record<string, unknown>> = { ...meta, ...meta.indexedData };
  return orderBy.map(({ field }) => {
    const value = values[field];
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  });
}
