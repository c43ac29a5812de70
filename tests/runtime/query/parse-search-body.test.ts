import { isSpecstarError, type Condition, type Problem, type SearchBody } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { parseSearchBody } from "../../../runtime/query/parse-search-body.js";
import { issueIndex } from "./issue-index.js";

interface Indexed {
  status: string;
  severity: string | null;
  votes: number;
  open: boolean | null;
  dueDate: Date | null;
  "address.city": string;
  tags: string[] | null;
}

const parse = (body: unknown) => parseSearchBody(issueIndex, body);

function problems(body: unknown): readonly Problem[] {
  try {
    parse(body);
  } catch (error) {
    if (isSpecstarError(error, "INVALID_QUERY")) return error.problems;
    throw error;
  }
  throw new Error(`${JSON.stringify(body)} was taken.`);
}

const nested = (depth: number): unknown => (depth === 1 ? { votes: 1 } : { not: nested(depth - 1) });
const terms = (count: number) => ({ or: Array.from({ length: count }, () => ({ votes: 1 })) });
const values = (count: number) => ({ votes: { in: Array.from({ length: count }, () => 1) } });
const eq = (field: string, value: string | number | boolean | null): Condition => ({ kind: "compare", field, op: "eq", value });

describe("conditions as JSON", () => {
  it.each<[SearchBody<Indexed>["where"], Condition]>([
    [{ status: "open" }, eq("status", "open")],
    [{ severity: null }, eq("severity", null)],
    [{ votes: { gt: 3, le: 9 } }, { kind: "and", conditions: [{ kind: "compare", field: "votes", op: "gt", value: 3 }, { kind: "compare", field: "votes", op: "le", value: 9 }] }],
    [{ severity: { in: ["a", null] } }, { kind: "in", field: "severity", values: ["a", null] }],
    [{ votes: { notIn: [] } }, { kind: "not", condition: { kind: "in", field: "votes", values: [] } }],
    [{ open: { ne: true } }, { kind: "compare", field: "open", op: "ne", value: true }],
    [{ dueDate: { lt: "2027-01-01" } }, { kind: "compare", field: "dueDate", op: "lt", value: "2027-01-01T00:00:00.000Z" }],
    [{ dueDate: { isNull: false } }, { kind: "compare", field: "dueDate", op: "ne", value: null }],
    [{ tags: { has: "a" } }, { kind: "has", field: "tags", value: "a" }],
    [{ tags: null }, eq("tags", null)],
    [{ status: { like: "a%" } }, { kind: "match", field: "status", op: "like", value: "a%" }],
    [{ resourceId: { startsWith: "issue:" } }, { kind: "match", field: "resourceId", op: "startsWith", value: "issue:" }],
    [{}, { kind: "and", conditions: [] }],
    [{ or: [] }, { kind: "or", conditions: [] }],
    [{ not: { status: "open" } }, { kind: "not", condition: eq("status", "open") }],
    [
      { status: "open", or: [{ votes: 1 }, { "address.city": "Bonn", open: true }] },
      {
        kind: "and",
        conditions: [eq("status", "open"), { kind: "or", conditions: [eq("votes", 1), { kind: "and", conditions: [eq("address.city", "Bonn"), eq("open", true)] }] }],
      },
    ],
  ])("%j", (where, condition) => {
    expect(parse({ where }).where).toEqual(condition);
  });

  it.each<[unknown, string, string]>([
    [{ stauts: "open" }, "/where/stauts", 'There is no indexed field "stauts". Did you mean "status"?'],
    [{ and: { status: "open" } }, "/where/and", "Must be a list of conditions."],
    [{ or: [{ votes: "3" }] }, "/where/or/0/votes", "Must be a whole number"],
    [{ not: [] }, "/where/not", 'Must be an object, such as {"status": "open"}.'],
    [{ "address.city": { startWith: "a" } }, "/where/address.city/startWith", 'Did you mean "startsWith"?'],
    [{ votes: [1, 2] }, "/where/votes", 'A list of values is given to an operator: {"in": […]}.'],
    [{ votes: { in: [1, "2"] } }, "/where/votes/in/1", "Must be a whole number"],
    [{ votes: { in: 1 } }, "/where/votes/in", "Must be a list of values."],
    [{ votes: {} }, "/where/votes", "Must be a value, or have an operator"],
    [{ open: { isNull: null } }, "/where/open/isNull", "Must be true or false."],
    [{ tags: "a" }, "/where/tags", 'Has many values: one of them is searched for by {"has": …}'],
    [{ status: { contains: 3 } }, "/where/status/contains", "Must be text of Unicode characters other than U+0000."],
    [{ status: "\ud800" }, "/where/status", "Must be text of Unicode characters other than U+0000."],
    [{ status: { like: "\\" } }, "/where/status/like", "In a pattern a \\ stands before"],
    [JSON.parse('{"__proto__": 1}'), "/where/__proto__", 'There is no indexed field "__proto__".'],
    [{ status: JSON.parse('{"__proto__": 1}') }, "/where/status/__proto__", "There is no operator for text"],
    [{ constructor: 1, toString: 1 }, "/where/constructor", "There is no indexed field"],
    [null, "/where", "Must be an object"],
  ])("%j is refused", (where, path, message) => {
    expect(problems({ where })[0]).toEqual({ path, message: expect.stringContaining(message) });
  });

  it("are bounded", () => {
    for (const where of [nested(20), terms(200), values(1000)]) expect(parse({ where }).where).not.toBeNull();
    expect(problems({ where: nested(21) })).toEqual([{ path: `/where${"/not".repeat(20)}`, message: "Is nested more than 20 levels deep." }]);
    expect(problems({ where: terms(300) })).toEqual([{ path: "/where/or/200/votes", message: "There are more than 200 terms." }]);
    expect(problems({ where: values(1001) })[0]?.message).toBe("There are more than 1000 values.");
    expect(problems({ where: { or: Array.from({ length: 100_000 }, () => ({})) } })[0]?.message).toBe("There are more than 200 terms.");
  });
});

describe("a search as JSON", () => {
  it("takes what the URL takes", () => {
    const body = {
      where: { status: "open" },
      orderBy: [{ updatedTime: "desc" }, { status: "asc" }],
      limit: 20,
      offset: 0,
      count: "exact",
      includeDeleted: true,
      returns: ["data", "meta"],
      fields: ["title", "address.city"],
    } as const;
    expect(parse(body)).toEqual({
      ...body,
      where: eq("status", "open"),
      orderBy: [{ field: "updatedTime", direction: "desc" }, { field: "status", direction: "asc" }],
    });
    expect(parse({})).toEqual({ where: null, orderBy: [] });
    expect(parse({ cursor: "x" }).cursor).toBe("x");
  });

  it("says all that is wrong, each by its pointer", () => {
    const body = { where: { x: 1 }, orderBy: "status", limit: "1", offset: -1, count: true, includeDeleted: 1, returns: ["dta"], fields: [1], sort: "x", ["__proto__"]: 1 };
    expect(problems(body).map(({ path }) => path)).toEqual(["/sort", "/__proto__", "/where/x", "/includeDeleted", "/orderBy", "/limit", "/count", "/fields", "/returns", "/offset"]);
    for (const wrong of [[], null, "x", 1]) expect(problems(wrong)).toEqual([{ path: "", message: "Must be an object." }]);
  });

  it.each<[unknown, string]>([
    [[{ stauts: "asc" }], 'Did you mean "status"?'],
    [[{ status: "up" }], "Must be a list of fields with their directions"],
    [["status"], "Must be a list of fields with their directions"],
    [[{ status: "asc" }, { status: "desc" }], "status occurs twice."],
  ])("has an order: %j is refused", (orderBy, message) => {
    expect(problems({ orderBy })).toEqual([{ path: "/orderBy", message: expect.stringContaining(message) }]);
  });

  it.each<[unknown, string, string]>([
    [{ returns: [] }, "/returns", "Must name one of data, revision, meta"],
    [{ returns: ["metta"] }, "/returns", 'Did you mean "meta"?'],
    [{ fields: [] }, "/fields", "Must name a field"],
    [{ returns: ["meta"], fields: ["title"] }, "/fields", "which returns leaves out"],
    [{ fields: Array.from({ length: 101 }, () => "a") }, "/fields", "more than 100 fields"],
  ])("has a selection: %j is refused", (body, path, message) => {
    expect(problems(body)).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});
