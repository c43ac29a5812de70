import type { Model } from "../../ir/model.js";
import { indexFilter } from "./filters.js";
import type { ShownIndex } from "./indexes.js";
import { META_FILTER_REFERENCES, META_FILTERS } from "./shared-parameters.js";
import type { NamedTypes } from "./sides.js";
import { refer, type Parameter, type Reference } from "./types.js";

/** How a model is searched: the components of its own, and all that its operations take. */
export interface SearchParameters {
  readonly components: Readonly<Record<string, Parameter>>;
  readonly filters: readonly Reference[];
  readonly sort: Reference;
}

/** The parameters of a model's searches. The filter by `address.city` is the component `Account.address.city`. */
export function searchParameters({ name }: Model, indexes: readonly ShownIndex[], types: NamedTypes): SearchParameters {
  const filters = indexes.map((index) => [componentKey(name, index.path), indexFilter(index, types)] as const);
  const sort = `${name}-sort`;
  return {
    components: Object.fromEntries([...filters, [sort, sortParameter(indexes)] as const]),
    filters: [...filters.map(([key]) => refer("parameters", key)), ...META_FILTER_REFERENCES],
    sort: refer("parameters", sort),
  };
}

/** Other characters than these can't be in a component's name (OpenAPI 3.1, 4.8.7.1); each is told by its number. */
function componentKey(model: string, path: string): string {
  return `${model}.${path.replaceAll(/[^A-Za-z0-9._]/gu, (character) => `-${character.codePointAt(0)?.toString(16) ?? ""}`)}`;
}

function sortParameter(indexes: readonly ShownIndex[]): Parameter {
  const fields = [...indexes.filter(({ list }) => !list), ...META_FILTERS].map(({ path }) => path);
  return {
    name: "sort",
    in: "query",
    description: "What to sort by, the most important first; `-` turns an order round. Each field at most once. Null comes before every value.",
    style: "form",
    explode: false,
    schema: { type: "array", uniqueItems: true, items: { type: "string", enum: fields.flatMap((field) => [field, `-${field}`]) }, default: ["-createdTime"] },
  };
}
