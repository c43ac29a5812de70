import { hash } from "node:crypto";
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

const orderBy: readonly Order[] = ["status", "severity", "votes", "open", "dueDate"].map(
  (field) => ({ field, direction: "asc" }),
);
const base: UncheckedSearch = { where: compare("votes", "gt", 1), orderBy };
const check = (search: UncheckedSearch, index = issueIndex) => checkSearch(index, search);
const cursor = encodeCursor(issueIndex, check(base), meta);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a cursor", () => {
  it("holds the position of a resource in its search", () => {
    expect(check({ ...base, cursor }).after).toEqual(["öpen 😀", null, 3, true, null, "issue:1"]);
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
  /** With a fingerprint that fits: only the value is wrong. */
  const forge = (values: readonly unknown[]) => {
    const { where, orderBy: order, includeDeleted } = check(base);
    return encode([hash("sha256", JSON.stringify(["issue", where, order, includeDeleted, values]), "base64url").slice(0, 16), ...values]);
  };
  const withValue = (at: number, value: unknown) => forge(parts.slice(1).with(at - 1, value));

  it("would be taken from anybody who knows how it is made", () => {
    expect(check({ ...base, cursor: forge(["a", null, 4, null, null, "issue:2"]) }).after).toEqual(["a", null, 4, null, null, "issue:2"]);
  });

  it("is refused when a single character of it is changed", () => {
    for (let at = 0; at < cursor.length; at++) {
      const changed = cursor.slice(0, at) + (cursor[at] === "A" ? "B" : "A") + cursor.slice(at + 1);
      expect(() => check({ ...base, cursor: changed })).toThrow(refused);
    }
    for (const changed of [`${cursor}=`, `${cursor}A`, ` ${cursor}`, cursor.slice(1)]) expect(() => check({ ...base, cursor: changed })).toThrow(refused);
  });

  it.each([
    ["nothing", ""],
    ["no base64url", "a b"],
    ["no JSON", Buffer.from("[1").toString("base64url")],
    ["no list", encode({ 0: parts[0] })],
    ["an empty list", encode([])],
    ["too few values", forge(parts.slice(1, -1))],
    ["too many values", forge([...parts.slice(1), "x"])],
    ["another fingerprint", encode(parts.with(0, "AAAAAAAAAAAAAAAA"))],
    ["no text", withValue(1, 5)],
    ["an object", withValue(1, { toString: 1 })],
    ["no whole number", withValue(3, 3.5)],
    ["a number as text", withValue(3, "3")],
    ["no boolean", withValue(4, 1)],
    ["a date in another form", withValue(5, "2027-01-01")],
    ["null for an id", withValue(6, null)],
    ["SQL", "'; DROP TABLE issue; --"],
    ["an endless list", Buffer.from("[".repeat(20_000)).toString("base64url")],
    ["a deep list", Buffer.from("[".repeat(200_000) + "]".repeat(200_000)).toString("base64url")],
  ])("is refused when it is %s", (_name, forged) => {
    expect(() => check({ ...base, cursor: forged })).toThrow(refused);
  });
});
