import { isSpecstarError, type Condition, type Order, type Problem, type UncheckedSearch } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { checkFilter, checkSearch } from "../../../runtime/query/check-search.js";
import { and, compare, has, match, not, oneOf, or } from "../../../runtime/query/conditions.js";
import { issueIndex } from "./issue-index.js";

const check = (search: Partial<UncheckedSearch>) => checkSearch(issueIndex, { where: null, orderBy: [], ...search });
const order = (field: string, direction: Order["direction"]): Order => ({ field, direction });

function problems(search: Partial<UncheckedSearch>): readonly Problem[] {
  try {
    check(search);
  } catch (error) {
    if (isSpecstarError(error, "INVALID_QUERY")) return error.problems;
    throw error;
  }
  throw new Error("The search was taken.");
}

describe("a sound search", () => {
  it("gets defaults: newest first, fifty, from the start, nothing deleted", () => {
    expect(check({})).toEqual({
      where: null,
      orderBy: [order("createdTime", "desc"), order("resourceId", "desc")],
      after: null,
      limit: 50,
      offset: 0,
      includeDeleted: false,
    });
  });

  it.each<[Order[], Order[]]>([
    [[order("status", "asc")], [order("status", "asc"), order("resourceId", "asc")]],
    [
      [order("status", "asc"), order("votes", "desc")],
      [order("status", "asc"), order("votes", "desc"), order("resourceId", "desc")],
    ],
    [[order("resourceId", "desc")], [order("resourceId", "desc")]],
    [
      [order("status", "asc"), order("resourceId", "desc"), order("votes", "asc")],
      [order("status", "asc"), order("resourceId", "desc")],
    ],
  ])("ends its order with the id", (given, completed) => {
    expect(check({ orderBy: given }).orderBy).toEqual(completed);
  });

  it("has a limit of at most 1000", () => {
    expect(check({ limit: 1 }).limit).toBe(1);
    expect(check({ limit: 1000 }).limit).toBe(1000);
    expect(check({ limit: 1e9 }).limit).toBe(1000);
    expect(check({ offset: 1e6 }).offset).toBe(1e6);
  });

  it("holds dates in the form that stores compare", () => {
    const where = and(compare("dueDate", "lt", "2027-01-01T02:00:00+02:00"), oneOf("createdTime", ["2027-01-01", "2027-01-01T00:00:00Z"]));
    const date = "2027-01-01T00:00:00.000Z";
    expect(check({ where }).where).toEqual(and(compare("dueDate", "lt", date), oneOf("createdTime", [date, date])));
  });

  it("is frozen to its last value", () => {
    const query = check({ where: or(not(oneOf("votes", [1])), match("status", "contains", "a")), orderBy: [order("status", "asc")] });
    expect(isDeeplyFrozen(query)).toBe(true);
  });

  it("asks a field with many values for one of them, or for none", () => {
    expect(check({ where: has("lines.at", "2027-01-01") }).where).toEqual(has("lines.at", "2027-01-01T00:00:00.000Z"));
    for (const op of ["eq", "ne"] as const) expect(check({ where: compare("tags", op, null) }).where).toEqual(compare("tags", op, null));
  });

  it("may ask any field for null", () => {
    expect(check({ where: oneOf("open", [null, true]) }).where).toEqual(oneOf("open", [null, true]));
    expect(check({ where: compare("dueDate", "ne", null) }).where).toEqual(compare("dueDate", "ne", null));
  });
});

describe("an unsound search", () => {
  it.each<[string, Condition]>([
    ["status", compare("status", "eq", 1)],
    ["status", compare("status", "eq", "\uD800")],
    ["status", match("status", "contains", "\uDFFFx")],
    ["votes", compare("votes", "gt", 1.5)],
    ["votes", compare("votes", "eq", 2 ** 53)],
    ["votes", oneOf("votes", [1, "2"])],
    ["weight", compare("weight", "lt", Number.NaN)],
    ["weight", compare("weight", "lt", Number.POSITIVE_INFINITY)],
    ["open", compare("open", "eq", 1)],
    ["open", compare("open", "gt", false)],
    ["dueDate", compare("dueDate", "eq", "2027-02-29")],
    ["votes", match("votes", "contains", "1")],
    ["title", compare("title", "eq", "x")],
    ["constructor", not(or(match("constructor", "contains", "x")))],
  ])("names the field at fault: %s", (path, where) => {
    expect(problems({ where }).map((problem) => problem.path)).toEqual([path]);
    expect(() => checkFilter(issueIndex, { where })).toThrow(expect.objectContaining({ code: "INVALID_QUERY" }));
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("has limit %d", (limit) => {
    expect(problems({ limit })).toEqual([{ path: "limit", message: "Must be a whole number above zero." }]);
  });

  it.each([-1, 0.5, Number.NaN])("has offset %d", (offset) => {
    expect(problems({ offset })).toEqual([{ path: "offset", message: "Must be zero or a whole number above it." }]);
  });

  it("has an order by what isn't indexed, or twice by the same", () => {
    const [first, second] = problems({ orderBy: [order("Status", "asc"), order("votes", "asc"), order("votes", "desc")] });
    expect(first).toMatchObject({ path: "orderBy", message: expect.stringContaining('Did you mean "status"?') });
    expect(second).toEqual({ path: "orderBy", message: "votes occurs twice." });
    const six = ["status", "severity", "votes", "weight", "open", "dueDate"].map((field) => order(field, "asc"));
    expect(problems({ orderBy: six })).toEqual([{ path: "orderBy", message: "There are more than 5 fields to sort by." }]);
    expect(check({ orderBy: six.slice(1) }).orderBy).toHaveLength(6);
  });

  it("says all that is wrong at once", () => {
    const where = and(compare("titel", "eq", "x"), compare("votes", "eq", "x"));
    const paths = problems({ where, limit: 0, offset: -1, orderBy: [order("x", "asc")] }).map(({ path }) => path);
    expect(paths).toEqual(["limit", "offset", "orderBy", "titel", "votes"]);
  });

  it("takes a field with many values for one with one, or the other way round", () => {
    const many = { path: "tags", message: "Has many values: only has and isNull search it." };
    const wrong = [compare("tags", "eq", "a"), compare("tags", "gt", null), oneOf("tags", ["a"]), match("tags", "contains", "a")];
    for (const where of wrong) expect(problems({ where })).toEqual([many]);
    expect(problems({ where: has("status", "a") })).toEqual([{ path: "status", message: "Has one value at most: use eq." }]);
    expect(problems({ where: has("lines.at", "tomorrow") })[0]?.message).toMatch(/^Must be an RFC 3339 date-time/);
    expect(problems({ where: { kind: "has", field: "tags", value: JSON.parse("null") } })).toHaveLength(1);
    expect(problems({ orderBy: [order("tags", "asc")] })).toEqual([{ path: "orderBy", message: "tags has many values: nothing can be sorted by it." }]);
  });

  it("is more than a database takes", () => {
    const conditions = Array.from({ length: 500 }, () => compare("votes", "eq", 1));
    expect(check({ where: or(...conditions.slice(1)) }).where).toMatchObject({ kind: "or" });
    expect(problems({ where: or(...conditions) })).toEqual([{ path: "where", message: "Made of more than 500 conditions." }]);
    let deep: Condition = compare("votes", "eq", 1);
    for (let depth = 0; depth < 100_000; depth++) deep = not(deep);
    expect(problems({ where: deep })).toEqual([{ path: "where", message: "Made of more than 500 conditions." }]);
    const values = Array.from({ length: 10_001 }, (_, value) => value);
    expect(problems({ where: oneOf("votes", values) })).toEqual([{ path: "votes", message: "There are more than 10000 values in the condition." }]);
  });
});

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}
