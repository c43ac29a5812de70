import type { FieldValue, MetaTypes } from "./builder.js";
import type { Part } from "./selection.js";
import type { OrderBy } from "./typed-search.js";

/** A search as JSON: what `POST /issues/search` takes. */
export interface SearchBody<Indexed> {
  /** `{ status: "open", or: [{ votes: { gt: 3 } }, { assignee: null }] }`; all resources when it isn't given. */
  readonly where?: Where<Indexed> | undefined;
  /** `[{ updatedTime: "desc" }, { status: "asc" }]`; newest first when it isn't given. */
  readonly orderBy?: readonly OrderBy<Indexed>[] | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly offset?: number | undefined;
  readonly count?: "exact" | undefined;
  readonly includeDeleted?: boolean | undefined;
  /** What is answered of each resource; all of it when it isn't given. */
  readonly returns?: readonly Part[] | undefined;
  /** Paths of fields: of the data, only these. */
  readonly fields?: readonly string[] | undefined;
}

/** Conditions, all of which must hold. A value stands for `{ eq: value }`. */
export type Where<Indexed> = WhereJoins<Indexed> & WhereFields<Indexed & MetaTypes>;

interface WhereJoins<Indexed> {
  readonly and?: readonly Where<Indexed>[];
  readonly or?: readonly Where<Indexed>[];
  readonly not?: Where<Indexed>;
}

type WhereFields<Types> = { readonly [Path in Exclude<keyof Types, keyof WhereJoins<unknown>>]?: WhereField<Types[Path]> };

type WhereField<Type> = [NonNullable<Type>] extends [readonly (infer Item)[]]
  ? { readonly has?: FieldValue<Item>; readonly isNull?: boolean } | null
  : FieldValue<Type> | WhereOperators<FieldValue<Type>>;

type WhereOperators<Value> = {
  readonly [Operator in "eq" | "ne"]?: Value;
} & {
  readonly [Operator in "in" | "notIn"]?: readonly Value[];
} & {
  readonly [Operator in Ordering<Value>]?: NonNullable<Value>;
} & {
  readonly [Operator in Matching<Value>]?: string;
} & { readonly isNull?: boolean };

type Ordering<Value> = [NonNullable<Value>] extends [boolean] ? never : "gt" | "ge" | "lt" | "le";
type Matching<Value> = [NonNullable<Value>] extends [string] ? "contains" | "startsWith" | "endsWith" | "like" : never;
