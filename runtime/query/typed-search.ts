import type { ModelIndex } from "../stores/model-index.js";
import { createFields, type Fields, type MetaTypes } from "./builder.js";
import type { Condition, Order } from "./query.js";
import type { UncheckedSearch } from "./unchecked-search.js";

/** A search of a model's resources by its indexed fields and those of the meta. */
export interface Search<Indexed> {
  /** `(q) => q.and(q.status.eq("open"), q.severity.in(["medium", "high"]))`; all resources when it isn't given. */
  readonly where?: ((q: Fields<Indexed>) => Condition) | undefined;
  /** `[{ updatedTime: "desc" }, { status: "asc" }]`; newest first when it isn't given. Null comes before every value. */
  readonly orderBy?: readonly OrderBy<Indexed>[] | undefined;
  /** 50 when it isn't given; 1000 at most. */
  readonly limit?: number | undefined;
  /** How many resources to pass over. Not together with `cursor`, which is steady while others write. */
  readonly offset?: number | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly includeDeleted?: boolean | undefined;
  /** `"exact"` for the total, which costs a query of its own. */
  readonly count?: "exact" | undefined;
}

/** A field with many values is none to sort by. */
export type OrderBy<Indexed> = { readonly [Path in keyof (Indexed & MetaTypes) as OneValued<Indexed & MetaTypes, Path>]?: Order["direction"] };

type OneValued<Types, Path extends keyof Types> = [NonNullable<Types[Path]>] extends [readonly unknown[]] ? never : Path;

/** Evaluates a typed search to plain data. What the compiler couldn't see is found by `checkSearch`. */
export function toUncheckedSearch<Indexed>(index: ModelIndex, search: Search<Indexed>): UncheckedSearch {
  const { where, orderBy = [], ...rest } = search;
  const orders = orderBy.flatMap((order) => Object.entries<Order["direction"] | undefined>(order));
  return {
    ...rest,
    where: where?.(createFields<Indexed>(index)) ?? null,
    orderBy: orders.flatMap(([field, direction]) => (direction === undefined ? [] : [{ field, direction }])),
  };
}
