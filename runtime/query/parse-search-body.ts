import type { Problem } from "../core/errors.js";
import { isRecord } from "../core/is-record.js";
import { toJsonPointer } from "../core/json-pointer.js";
import type { ModelIndex } from "../stores/model-index.js";
import { orderProblems } from "./check-order.js";
import { pageProblems } from "./check-search.js";
import { explainUnknown, invalidQuery } from "./invalid-query.js";
import { WhereParser } from "./parse-where.js";
import type { Order } from "./query.js";
import { checkSelection, type Selection } from "./selection.js";
import type { UncheckedSearch } from "./unchecked-search.js";

const NAMES = ["where", "orderBy", "limit", "cursor", "offset", "count", "includeDeleted", "returns", "fields"] as const;

type Name = (typeof NAMES)[number];
type Body = Readonly<Partial<Record<Name, unknown>>>;

/**
 * Reads a search that was sent as JSON: a `SearchBody`.
 *
 * @throws INVALID_QUERY with all that is wrong, each problem at its JSON Pointer: unknown names, values of another type or
 * out of range.
 */
export function parseSearchBody(index: ModelIndex, body: unknown): UncheckedSearch & Selection {
  const problems: Problem[] = [];
  const given = readBody(body, problems);
  const search = { ...readWhere(index, given, problems), ...readPage(index, given, problems), ...readSelection(given, problems) };
  problems.push(...atPointers(pageProblems(search)));
  if (problems.length > 0) throw invalidQuery(problems);
  return Object.freeze(search);
}

function readBody(body: unknown, problems: Problem[]): Body {
  if (!isRecord(body) || Array.isArray(body)) {
    problems.push({ path: "", message: "Must be an object." });
    return {};
  }
  for (const name of Object.keys(body)) {
    if (!NAMES.some((known) => known === name)) problems.push({ path: toJsonPointer([name]), message: explainUnknown("member", name, NAMES) });
  }
  return Object.fromEntries(NAMES.flatMap((name) => (Object.hasOwn(body, name) ? [[name, body[name]] as const] : [])));
}

function readWhere(index: ModelIndex, { where, includeDeleted }: Body, problems: Problem[]): Pick<UncheckedSearch, "where" | "includeDeleted"> {
  const parser = new WhereParser(index);
  const condition = where === undefined ? null : parser.parse(where, ["where"]);
  problems.push(...parser.problems);
  return { where: condition, includeDeleted: expect(isBoolean, includeDeleted, { name: "includeDeleted", expected: "true or false" }, problems) };
}

function readPage(index: ModelIndex, body: Body, problems: Problem[]): Omit<UncheckedSearch, "where" | "includeDeleted"> {
  return {
    orderBy: readOrder(index, body.orderBy, problems),
    limit: expect(isNumber, body.limit, { name: "limit", expected: "a whole number above zero" }, problems),
    offset: expect(isNumber, body.offset, { name: "offset", expected: "zero or a whole number above it" }, problems),
    cursor: expect(isString, body.cursor, { name: "cursor", expected: "a cursor" }, problems),
    count: expect((value) => value === "exact", body.count, { name: "count", expected: '"exact"' }, problems),
  };
}

/** `[{"updatedTime": "desc"}, {"status": "asc"}]` */
function readOrder(index: ModelIndex, orderBy: unknown, problems: Problem[]): readonly Order[] {
  if (orderBy === undefined) return [];
  const orders = Array.isArray(orderBy) ? orderBy.flatMap(toOrders) : [undefined];
  const sound = orders.filter((order) => order !== undefined);
  const found = sound.length < orders.length ? ['Must be a list of fields with their directions: [{"updatedTime": "desc"}].'] : orderProblems(index, sound);
  for (const message of found) problems.push({ path: "/orderBy", message });
  return Object.freeze(sound);
}

/** Undefined for what is none. */
function toOrders(orders: unknown): (Order | undefined)[] {
  if (!isRecord(orders)) return [undefined];
  return Object.entries(orders).map(([field, direction]) => (direction === "asc" || direction === "desc" ? Object.freeze({ field, direction }) : undefined));
}

function readSelection({ returns, fields }: Body, problems: Problem[]): Selection {
  const found: Problem[] = [];
  const expected = "a list of names";
  const selection = checkSelection(
    expect(isTexts, returns, { name: "returns", expected }, problems),
    expect(isTexts, fields, { name: "fields", expected }, problems),
    found,
  );
  problems.push(...atPointers(found));
  return selection;
}

interface Expectation {
  readonly name: Name;
  readonly expected: string;
}

function expect<Value>(isOne: (value: unknown) => value is Value, value: unknown, { name, expected }: Expectation, problems: Problem[]): Value | undefined {
  if (value === undefined || isOne(value)) return value;
  problems.push({ path: toJsonPointer([name]), message: `Must be ${expected}.` });
  return undefined;
}

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isString = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isString);

function atPointers(problems: readonly Problem[]): Problem[] {
  return problems.map(({ path, message }) => ({ path: toJsonPointer([path]), message }));
}
