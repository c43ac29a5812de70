import { isSpecstarError, type Problem } from "../core/errors.js";
import type { ModelIndex } from "../stores/model-index.js";
import { orderProblems } from "./check-order.js";
import { pageProblems } from "./check-search.js";
import { and } from "./conditions.js";
import { parseFlag } from "./field-values.js";
import { parseFilterText } from "./grammar/parse-filter-text.js";
import { explainUnknown, invalidQuery } from "./invalid-query.js";
import { decode, decodeList, splitParameters, type Parameter } from "./parameters.js";
import { parseFilter, splitFilterName } from "./parse-filter.js";
import type { Condition, Order } from "./query.js";
import { searchableFields } from "./searchable-fields.js";
import { checkSelection, type Selection } from "./selection.js";
import type { UncheckedSearch } from "./unchecked-search.js";

/** Parameters that are no filters. One of these names goes before an indexed field of the same name. */
const SEARCH_CONTROLS = ["filter", "sort", "limit", "cursor", "offset", "count", "includeDeleted", "returns", "fields"] as const;
const COUNT_CONTROLS = ["filter", "includeDeleted"] as const;

type Control = (typeof SEARCH_CONTROLS)[number];

/**
 * Reads the query of a list's URL, as it was sent, without the `?`:
 * `status=open&severity[in]=medium,high&dueDate[lt]=2027-01-01&sort=-updatedTime&limit=20`.
 *
 * @throws INVALID_QUERY with one problem per parameter that is wrong: unknown, given twice, badly encoded, of another
 * type or out of range. The path of a problem is the parameter's name.
 */
export function parseSearch(index: ModelIndex, query: string): UncheckedSearch & Selection {
  const source = openSource(index, query, SEARCH_CONTROLS);
  return finish(source, { ...parseFilters(source), ...parsePage(source), ...parseSelection(source) });
}

/**
 * The same for a URL that only counts: conditions and `includeDeleted`.
 *
 * @throws INVALID_QUERY
 */
export function parseCountSearch(index: ModelIndex, query: string): UncheckedSearch {
  const source = openSource(index, query, COUNT_CONTROLS);
  return finish(source, { ...parseFilters(source), orderBy: [] });
}

/** What all parts of one reading share. */
interface Source {
  readonly index: ModelIndex;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The names that are no fields here. */
  readonly controls: readonly Control[];
  readonly problems: Problem[];
}

function openSource(index: ModelIndex, query: string, controls: readonly Control[]): Source {
  const problems: Problem[] = [];
  return { index, parameters: splitParameters(query, problems), controls, problems };
}

function finish<Search extends UncheckedSearch>({ problems }: Source, search: Search): Search {
  problems.push(...pageProblems(search));
  if (problems.length > 0) throw invalidQuery(problems);
  return Object.freeze(search);
}

function parseFilters(source: Source): Pick<UncheckedSearch, "where" | "includeDeleted"> {
  const where = parseWhere(source);
  return { where, includeDeleted: parseControl(source, "includeDeleted", { parseText: parseFlag, expected: "true or false" }) };
}

function parseWhere(source: Source): Condition | null {
  const conditions: Condition[] = [];
  for (const parameter of source.parameters.values()) {
    const isControl = source.controls.some((name) => name === parameter.name);
    const condition = isControl ? undefined : parseCondition(source, parameter);
    if (condition !== undefined) conditions.push(condition);
  }
  const nested = parseNested(source);
  if (nested !== undefined) conditions.push(nested);
  return conditions.length > 1 ? and(...conditions) : (conditions[0] ?? null);
}

/** The condition of the parameter `filter`. */
function parseNested(source: Source): Condition | undefined {
  const text = parseControl(source, "filter", { parseText: (given) => given, expected: "a filter" });
  if (text === undefined) return undefined;
  try {
    return parseFilterText(source.index, text);
  } catch (error) {
    if (!isSpecstarError(error, "INVALID_QUERY")) throw error;
    source.problems.push(...error.problems);
    return undefined;
  }
}

function parseCondition({ index, controls, problems }: Source, parameter: Parameter): Condition | undefined {
  const { path = parameter.name } = splitFilterName(parameter.name);
  const fields = searchableFields(index);
  const field = fields.get(path);
  if (field !== undefined) return parseFilter(field, parameter, problems);
  problems.push({ path: parameter.name, message: explainUnknown("parameter", path, [...fields.keys(), ...controls]) });
  return undefined;
}

function parsePage(source: Source): Omit<UncheckedSearch, "where" | "includeDeleted"> {
  return {
    orderBy: parseSort(source),
    limit: parseControl(source, "limit", { parseText: parseWhole, expected: "a whole number above zero" }),
    offset: parseControl(source, "offset", { parseText: parseWhole, expected: "zero or a whole number above it" }),
    cursor: parseControl(source, "cursor", { parseText: (text) => text, expected: "a cursor" }),
    count: parseControl(source, "count", { parseText: parseExact, expected: "exact" }),
  };
}

function parseSelection({ parameters, problems }: Source): Selection {
  const [returns, fields] = [parameters.get("returns"), parameters.get("fields")];
  return checkSelection(returns && decodeList(returns, problems), fields && decodeList(fields, problems), problems);
}

function parseControl<Value>(
  { parameters, problems }: Source,
  name: Control,
  { parseText, expected }: { parseText: (text: string) => Value | undefined; expected: string },
): Value | undefined {
  const parameter = parameters.get(name);
  const text = parameter && decode(parameter.rawValue, name, problems);
  if (text === undefined) return undefined;
  const value = parseText(text);
  if (value === undefined) problems.push({ path: name, message: `Must be ${expected}.` });
  return value;
}

/** `-updatedTime,status`: a minus turns the direction down. */
function parseSort({ index, parameters, problems }: Source): readonly Order[] {
  const parameter = parameters.get("sort");
  if (parameter === undefined) return [];
  const orderBy = decodeList(parameter, problems).map(toOrder);
  for (const message of orderProblems(index, orderBy)) problems.push({ path: "sort", message });
  return Object.freeze(orderBy);
}

function toOrder(term: string): Order {
  return Object.freeze(term.startsWith("-") ? { field: term.slice(1), direction: "desc" } : { field: term, direction: "asc" });
}

function parseWhole(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function parseExact(text: string): "exact" | undefined {
  return text === "exact" ? text : undefined;
}
