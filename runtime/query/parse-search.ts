import type { Problem } from "../core/errors.js";
import type { ModelIndex } from "../stores/model-index.js";
import { orderProblems } from "./check-order.js";
import { pageProblems } from "./check-search.js";
import { and } from "./conditions.js";
import { parseFlag } from "./field-values.js";
import { explainUnknown, invalidQuery } from "./invalid-query.js";
import { decode, decodeList, splitParameters, type Parameter } from "./parameters.js";
import { parseFilter, splitFilterName } from "./parse-filter.js";
import type { Condition, Order } from "./query.js";
import { searchableFields } from "./searchable-fields.js";
import type { UncheckedSearch } from "./unchecked-search.js";

/** Parameters that are no filters. One of these names goes before an indexed field of the same name. */
const SEARCH_CONTROLS = ["sort", "limit", "cursor", "offset", "count", "includeDeleted"] as const;
const COUNT_CONTROLS = ["includeDeleted"] as const;

type Control = (typeof SEARCH_CONTROLS)[number];

/**
 * Reads the query of a list's URL, as it was sent, without the `?`:
 * `status=open&severity[in]=medium,high&dueDate[lt]=2027-01-01&sort=-updatedTime&limit=20`.
 *
 * @throws INVALID_QUERY with one problem per parameter that is wrong: unknown, given twice, badly encoded, of another
 * type or out of range. The path of a problem is the parameter's name.
 */
export function parseSearch(index: ModelIndex, query: string): UncheckedSearch {
  return parse(index, query, SEARCH_CONTROLS);
}

/**
 * The same for a URL that only counts: filters and `includeDeleted`.
 *
 * @throws INVALID_QUERY
 */
export function parseCountSearch(index: ModelIndex, query: string): UncheckedSearch {
  return parse(index, query, COUNT_CONTROLS);
}

function parse(index: ModelIndex, query: string, controlNames: readonly Control[]): UncheckedSearch {
  const problems: Problem[] = [];
  const controls = new Map<Control, Parameter>();
  const conditions: Condition[] = [];
  for (const parameter of splitParameters(query, problems)) {
    const control = controlNames.find((name) => name === parameter.name);
    if (control !== undefined) controls.set(control, parameter);
    else conditions.push(...parseCondition(index, parameter, { controlNames, problems }));
  }
  const search = { where: toWhere(conditions), ...parseControls(index, controls, problems) };
  problems.push(...pageProblems(search));
  if (problems.length > 0) throw invalidQuery(problems);
  return Object.freeze(search);
}

function parseCondition(
  index: ModelIndex,
  parameter: Parameter,
  { controlNames, problems }: { controlNames: readonly Control[]; problems: Problem[] },
): Condition[] {
  const { path = parameter.name } = splitFilterName(parameter.name);
  const fields = searchableFields(index);
  const field = fields.get(path);
  if (field === undefined) {
    problems.push({ path: parameter.name, message: explainUnknown("parameter", path, [...fields.keys(), ...controlNames]) });
    return [];
  }
  const condition = parseFilter(field, parameter, problems);
  return condition === undefined ? [] : [condition];
}

function toWhere(conditions: readonly Condition[]): Condition | null {
  return conditions.length > 1 ? and(...conditions) : (conditions[0] ?? null);
}

function parseControls(index: ModelIndex, controls: ReadonlyMap<Control, Parameter>, problems: Problem[]): Omit<UncheckedSearch, "where"> {
  const read = <Value>(name: Control, parseText: (text: string) => Value | undefined, expected: string): Value | undefined => {
    const parameter = controls.get(name);
    const text = parameter && decode(parameter.rawValue, name, problems);
    if (text === undefined) return undefined;
    const value = parseText(text);
    if (value === undefined) problems.push({ path: name, message: `Must be ${expected}.` });
    return value;
  };
  return {
    orderBy: parseSort(index, controls.get("sort"), problems),
    limit: read("limit", parseWhole, "a whole number above zero"),
    offset: read("offset", parseWhole, "zero or a whole number above it"),
    cursor: read("cursor", (text) => text, "a cursor"),
    includeDeleted: read("includeDeleted", parseFlag, "true or false"),
    count: read("count", (text) => (text === "exact" ? text : undefined), "exact"),
  };
}

/** `-updatedTime,status`: a minus turns the direction down. */
function parseSort(index: ModelIndex, parameter: Parameter | undefined, problems: Problem[]): readonly Order[] {
  if (parameter === undefined) return [];
  const orderBy = decodeList(parameter, problems).map(toOrder);
  problems.push(...orderProblems(index, orderBy).map((message) => ({ path: "sort", message })));
  return Object.freeze(orderBy);
}

function toOrder(term: string): Order {
  return Object.freeze(term.startsWith("-") ? { field: term.slice(1), direction: "desc" } : { field: term, direction: "asc" });
}

function parseWhole(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
