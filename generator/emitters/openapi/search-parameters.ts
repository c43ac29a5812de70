import type { Model } from "../../ir/model.js";
import { filterParameters } from "./filters.js";
import { META_FILTER_REFERENCES, META_FILTERS, parameterKey } from "./shared-parameters.js";
import { refer, type Parameter, type Reference } from "./types.js";

/** How a model is searched: the components of its own, and all that its operations take. */
export interface SearchParameters {
  readonly components: Readonly<Record<string, Parameter>>;
  readonly filters: readonly Reference[];
  readonly sort: Reference;
}

/** The parameters of a model's searches. `status[in]` is the component `Issue.status.in`. */
export function searchParameters(model: Model): SearchParameters {
  const filters = model.indexes.flatMap(filterParameters).map((parameter) => {
    return [`${model.name}.${parameterKey(parameter.name)}`, parameter] as const;
  });
  const sort = `${model.name}.sort`;
  return {
    components: Object.fromEntries([...filters, [sort, sortParameter(model)] as const]),
    filters: [...filters.map(([key]) => refer("parameters", key)), ...META_FILTER_REFERENCES],
    sort: refer("parameters", sort),
  };
}

function sortParameter(model: Model): Parameter {
  const fields = [...model.indexes, ...META_FILTERS].map(({ path }) => path);
  return {
    name: "sort",
    in: "query",
    description: "What to sort by, the most important first; `-` turns an order round. Each field at most once. Null comes before every value.",
    style: "form",
    explode: false,
    schema: { type: "array", uniqueItems: true, items: { type: "string", enum: fields.flatMap((field) => [field, `-${field}`]) }, default: ["-createdTime"] },
  };
}
