import type { IndexedValue } from "../core/resource.js";

/** Fields of the meta that can be searched beside a model's indexed fields. */
export const META_FIELDS = [
  "resourceId",
  "createdTime",
  "createdBy",
  "updatedTime",
  "updatedBy",
  "totalRevisionCount",
  "schemaVersion",
] as const;

export type MetaField = (typeof META_FIELDS)[number];

/** `ne` is the exact opposite of `eq`: null differs from every value. The orderings are false for null. */
export type CompareOp = "eq" | "ne" | "gt" | "ge" | "lt" | "le";

/** Case matters. All but `like` take plain text; there `%` stands for any text, `_` for one code point, and `\` takes either as it is. */
export type MatchOp = "contains" | "startsWith" | "endsWith" | "like";

/**
 * What a resource must meet. Two-valued logic: a condition holds or it doesn't, and `not` turns that round.
 * Frozen plain data, made by the typed builder and by the HTTP parameters alike.
 */
export type Condition =
  | { readonly kind: "compare"; readonly field: string; readonly op: CompareOp; readonly value: IndexedValue }
  | { readonly kind: "in"; readonly field: string; readonly values: readonly IndexedValue[] }
  /** Whether one of a field's many values is this one. */
  | { readonly kind: "has"; readonly field: string; readonly value: NonNullable<IndexedValue> }
  | { readonly kind: "match"; readonly field: string; readonly op: MatchOp; readonly value: string }
  | { readonly kind: "and"; readonly conditions: readonly Condition[] }
  | { readonly kind: "or"; readonly conditions: readonly Condition[] }
  | { readonly kind: "not"; readonly condition: Condition };

export interface Order {
  readonly field: string;
  readonly direction: "asc" | "desc";
}

/**
 * A checked search: every field in it is an indexed path of the model or a meta field, every value has the field's type.
 * `orderBy` always ends with `resourceId`, so that the order is total. Null sorts before every value.
 */
export interface Query {
  readonly where: Condition | null;
  readonly orderBy: readonly Order[];
  /** The values of the `orderBy` fields of the last resource of the page before; rows up to and with it are passed over. */
  readonly after: readonly IndexedValue[] | null;
  readonly limit: number;
  readonly offset: number;
  readonly includeDeleted: boolean;
}
