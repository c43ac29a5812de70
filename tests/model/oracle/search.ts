import type { Condition, IndexedValue, Order, ResourceMeta } from "@specstar/runtime";
import { Refused } from "./state.js";

const META = new Set(["resourceId", "createdTime", "createdBy", "updatedTime", "updatedBy", "totalRevisionCount", "schemaVersion"]);

/** @throws Refused INVALID_QUERY for a field that can't be searched */
export function checkCondition(condition: Condition, indexed: readonly string[]): void {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.forEach((each) => checkCondition(each, indexed));
    case "not":
      return checkCondition(condition.condition, indexed);
    default:
      if (!META.has(condition.field) && !indexed.includes(condition.field)) throw new Refused("INVALID_QUERY");
  }
}

export function meets(condition: Condition, meta: ResourceMeta): boolean {
  switch (condition.kind) {
    case "and":
      return condition.conditions.every((each) => meets(each, meta));
    case "or":
      return condition.conditions.some((each) => meets(each, meta));
    case "not":
      return !meets(condition.condition, meta);
    case "in":
      return condition.values.some((value) => value === fieldOf(meta, condition.field));
    case "has":
      return listOf(meta, condition.field).includes(condition.value);
    case "match":
      return matchesText(condition, fieldOf(meta, condition.field));
    case "compare":
      return compares(condition, fieldOf(meta, condition.field));
  }
}

function compares({ op, value }: Condition & { kind: "compare" }, held: IndexedValue): boolean {
  if (op === "eq" || op === "ne") return (held === value) === (op === "eq");
  if (held === null || value === null) return false;
  const order = inOrder(held, value);
  return { gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0 }[op];
}

function matchesText({ op, value }: Condition & { kind: "match" }, held: IndexedValue): boolean {
  if (typeof held !== "string") return false;
  const plain = value.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
  const pattern = op === "like" ? plain.replaceAll("%", ".*").replaceAll("_", ".") : plain;
  const start = op === "startsWith" || op === "like" ? "^" : "";
  const end = op === "endsWith" || op === "like" ? "$" : "";
  return new RegExp(`${start}(?:${pattern})${end}`, "su").test(held);
}

/** Sorted as asked; then by id, in the direction of the last field. Newest first when nothing is asked. */
export function sorted<Item extends { readonly meta: ResourceMeta }>(items: readonly Item[], orderBy: readonly Order[]): Item[] {
  const wanted: readonly Order[] = orderBy.length === 0 ? [{ field: "createdTime", direction: "desc" }] : orderBy;
  const all = [...wanted, { field: "resourceId", direction: wanted.at(-1)?.direction ?? "asc" }];
  return items.toSorted((a, b) => {
    const orders = all.map(
      ({ field, direction }) => inOrder(fieldOf(a.meta, field), fieldOf(b.meta, field)) * (direction === "asc" ? 1 : -1),
    );
    return orders.find((order) => order !== 0) ?? 0;
  });
}

/** Null first, text by code point. */
export function inOrder(a: IndexedValue, b: IndexedValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a !== "string" || typeof b !== "string") return Number(a) - Number(b);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function fieldOf(meta: ResourceMeta, field: string): IndexedValue {
  const value: unknown = META.has(field) ? Reflect.get(meta, field) : meta.indexedData[field];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function listOf({ indexedData }: ResourceMeta, field: string): readonly unknown[] {
  const value = indexedData[field];
  return Array.isArray(value) ? value : [];
}
