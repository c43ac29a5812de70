import type { Order, ResourceMeta, UncheckedSearch } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { checkSearch } from "../../../runtime/query/check-search.js";
import { compare } from "../../../runtime/query/conditions.js";
import { encodeCursor } from "../../../runtime/query/cursor.js";
import { issueIndex } from "./issue-index.js";

const meta: ResourceMeta = {
  resourceId: "issue:1",
  currentRevisionId: "issue:1:1",
  schemaVersion: "v1",
  totalRevisionCount: 1,
  createdTime: "2027-01-01T00:00:00.000Z",
  createdBy: "ann",
  updatedTime: "2027-01-01T00:00:00.000Z",
  updatedBy: "ann",
  isDeleted: false,
  indexedData: { status: "öpen 😀", severity: null, votes: 3, weight: 0.5, open: true, dueDate: null, "address.city": "" },
};

const orderBy: readonly Order[] = ["status", "severity", "votes", "weight", "open", "dueDate", "address.city", "createdTime"].map(
  (field) => ({ field, direction: "asc" }),
);
const base: UncheckedSearch = { where: compare("votes", "gt", 1), orderBy };
const check = (search: UncheckedSearch, index = issueIndex) => checkSearch(index, search);
const cursor = encodeCursor(issueIndex, check(base), meta);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a cursor", () => {
  it("holds the position of a resource in its search", () => {
    expect(check({ ...base, cursor }).after).toEqual(["öpen 😀", null, 3, 0.5, true, null, "", "2027-01-01T00:00:00.000Z", "issue:1"]);
    expect(cursor).toMatch(/^[\w-]+$/);
  });

  it("goes on with another limit", () => {
    expect(check({ ...base, limit: 7, cursor })).toMatchObject({ limit: 7, after: expect.any(Array) });
  });

  const refused = expect.objectContaining({ code: "INVALID_QUERY", problems: [expect.objectContaining({ path: "cursor" })] });

  it.each<[string, Partial<UncheckedSearch>]>([
    ["condition", { where: compare("votes", "gt", 2) }],
    ["condition, none", { where: null }],
    ["order", { orderBy: orderBy.toReversed() }],
    ["direction", { orderBy: orderBy.map(({ field }) => ({ field, direction: "desc" })) }],
    ["view of the deleted", { includeDeleted: true }],
  ])("is refused by a search with another %s", (_name, other) => {
    expect(() => check({ ...base, ...other, cursor })).toThrow(refused);
  });

  it("is refused by another model", () => {
    expect(() => check({ ...base, cursor }, { ...issueIndex, model: "ticket" })).toThrow(refused);
  });

  const parts: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString());
  const withValue = (at: number, value: unknown) => encode(parts.with(at, value));

  it.each([
    ["nothing", ""],
    ["no base64url", "a b"],
    ["no JSON", Buffer.from("[1").toString("base64url")],
    ["no list", encode({ 0: parts[0] })],
    ["an empty list", encode([])],
    ["too few values", encode(parts.slice(0, -1))],
    ["too many values", encode([...parts, "x"])],
    ["another fingerprint", withValue(0, "AAAAAAAAAAAAAAAA")],
    ["no text", withValue(1, 5)],
    ["an object", withValue(1, { toString: 1 })],
    ["no whole number", withValue(3, 3.5)],
    ["a number as text", withValue(3, "3")],
    ["no boolean", withValue(5, 1)],
    ["a date in another form", withValue(6, "2027-01-01")],
    ["null where there is none", withValue(8, null)],
    ["null for an id", withValue(9, null)],
    ["SQL", "'; DROP TABLE issue; --"],
    ["a deep list", Buffer.from("[".repeat(20_000)).toString("base64url")],
  ])("is refused when it is %s", (_name, forged) => {
    expect(() => check({ ...base, cursor: forged })).toThrow(refused);
  });
});
