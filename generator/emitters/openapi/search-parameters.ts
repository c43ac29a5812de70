import type { Model } from "../../ir/model.js";
import { filterName, indexFilter } from "./filters.js";
import type { ShownIndex } from "./indexes.js";
import { sortSchema } from "./shared-schemas.js";
import type { NamedTypes } from "./sides.js";
import { refer, type Parameter } from "./types.js";

/** How a model is searched: the components of its own, by parameters of its own. */
export interface SearchParameters {
  readonly components: Readonly<Record<string, Parameter>>;
  /** The names of those among the components. */
  readonly filters: readonly string[];
  readonly sort: string;
}

/**
 * The parameters of a model's searches. The filter by `address.city` is the component `TextFilter.address.city` of all models
 * that have one, or `Account.address.city` where it knows the values.
 */
export function searchParameters({ name }: Model, indexes: readonly ShownIndex[], types: NamedTypes): SearchParameters {
  const filters = indexes.map((index) => {
    const { parameter, isOwn } = indexFilter(index, types);
    return [componentKey(isOwn ? name : filterName(index), index.path), parameter] as const;
  });
  const sort = `${name}-sort`;
  return {
    components: Object.fromEntries([...filters, [sort, sortParameter(indexes)] as const]),
    filters: filters.map(([key]) => key),
    sort,
  };
}

/** Other characters than these can't be in a component's name (OpenAPI 3.1, 4.8.7.1); each is told by its number. */
function componentKey(owner: string, path: string): string {
  return `${owner}.${path.replaceAll(/[^A-Za-z0-9._]/gu, (character) => `-${character.codePointAt(0)?.toString(16) ?? ""}`)}`;
}

function sortParameter(indexes: readonly ShownIndex[]): Parameter {
  const own = indexes.filter(({ list }) => !list).map(({ path }) => path);
  const meta = refer("schemas", "MetaSort");
  return {
    name: "sort",
    in: "query",
    description: "What to sort by, the most important first.",
    style: "form",
    explode: false,
    schema: { type: "array", uniqueItems: true, items: own.length === 0 ? meta : { anyOf: [sortSchema(own), meta] }, default: ["-createdTime"] },
  };
}
