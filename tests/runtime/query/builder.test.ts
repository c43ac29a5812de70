import type { ModelIndex } from "@specstar/runtime";
import { describe, expect, expectTypeOf, it } from "vitest";
import { createFields } from "../../../runtime/query/builder.js";
import { toUncheckedSearch } from "../../../runtime/query/typed-search.js";

interface Indexed {
  status: "open" | "closed";
  size: number;
  assignee: string | null;
  active: boolean | null;
  dueDate?: Date | null;
  "address.city": string;
  tags: string[];
  "lines.at": readonly Date[] | null;
  and: string;
}

const path = (name: string, type: ModelIndex["fields"][number]["type"]) => ({ path: name, column: name, type });
const index: ModelIndex = {
  model: "issue",
  table: "issue",
  fields: [
    path("status", "text"),
    path("size", "integer"),
    path("assignee", "text"),
    path("active", "boolean"),
    path("dueDate", "date"),
    path("address.city", "text"),
    path("and", "text"),
    { ...path("tags", "text"), list: true },
    { ...path("lines.at", "date"), list: true },
  ],
  unique: [],
};
const q = createFields<Indexed>(index);
const date = new Date("2027-01-02T03:04:05.006Z");

describe("the fields of a model", () => {
  it("make plain data, one kind per condition", () => {
    expect(q.status.eq("open")).toEqual({ kind: "compare", field: "status", op: "eq", value: "open" });
    expect(q.size.ge(3)).toEqual({ kind: "compare", field: "size", op: "ge", value: 3 });
    expect(q.assignee.isNull()).toEqual({ kind: "compare", field: "assignee", op: "eq", value: null });
    expect(q.status.in(["open"])).toEqual({ kind: "in", field: "status", values: ["open"] });
    expect(q.status.notIn(["open"])).toEqual({ kind: "not", condition: { kind: "in", field: "status", values: ["open"] } });
    expect(q["address.city"].startsWith("B")).toEqual({ kind: "match", field: "address.city", op: "startsWith", value: "B" });
    expect(q.createdBy.like("a%")).toEqual({ kind: "match", field: "createdBy", op: "like", value: "a%" });
    expect(q.active.in([true, null])).toEqual({ kind: "in", field: "active", values: [true, null] });
    expect(q.createdBy.endsWith("n")).toEqual({ kind: "match", field: "createdBy", op: "endsWith", value: "n" });
    const conditions = [q.size.lt(1), q.active.ne(true)] as const;
    expect(q.and(...conditions)).toEqual({ kind: "and", conditions });
    expect(q.or(...conditions)).toEqual({ kind: "or", conditions });
    expect(q.not(conditions[0])).toEqual({ kind: "not", condition: conditions[0] });
  });

  it("take dates as Date or as text", () => {
    expect(q.dueDate.lt(date)).toEqual({ kind: "compare", field: "dueDate", op: "lt", value: "2027-01-02T03:04:05.006Z" });
    expect(q.dueDate.in([date, null])).toMatchObject({ values: ["2027-01-02T03:04:05.006Z", null] });
    expect(q.updatedTime.gt("2027-01-02T03:04:05Z")).toMatchObject({ value: "2027-01-02T03:04:05Z" });
    expect(() => q.dueDate.lt(new Date(Number.NaN))).toThrow(expect.objectContaining({ code: "INVALID_QUERY" }));
    expect(() => q.dueDate.lt(new Date(8.64e15))).toThrow(expect.objectContaining({ code: "INVALID_QUERY" }));
  });

  it("ask a field with many values for one of them", () => {
    expect(q.tags.has("a")).toEqual({ kind: "has", field: "tags", value: "a" });
    expect(q["lines.at"].has(date)).toEqual({ kind: "has", field: "lines.at", value: "2027-01-02T03:04:05.006Z" });
    expect(q["lines.at"].isNull()).toEqual({ kind: "compare", field: "lines.at", op: "eq", value: null });
    expectTypeOf(q.tags.has).parameter(0).toEqualTypeOf<string>();
    expectTypeOf(q["lines.at"].has).parameter(0).toEqualTypeOf<Date | string>();
    expectTypeOf<Parameters<typeof q.field<"tags">>[0]>().toEqualTypeOf<"tags">();

    // Never run: each line is here for the compiler to refuse.
    const refused = () => [
      // @ts-expect-error not one value
      q.tags.eq("a"),
      // @ts-expect-error never null
      q.tags.isNull(),
      // @ts-expect-error no number
      q.tags.has(1),
      // @ts-expect-error nothing is sorted by many values
      toUncheckedSearch<Indexed>(index, { orderBy: [{ tags: "asc" }] }),
    ];
    expect(refused).toBeTypeOf("function");
  });

  it("reach a field that is called like a join", () => {
    expect(q.field("and").eq("x")).toEqual({ kind: "compare", field: "and", op: "eq", value: "x" });
    expect(q.field("totalRevisionCount").gt(1)).toMatchObject({ field: "totalRevisionCount" });
    expect(q.and()).toEqual({ kind: "and", conditions: [] });
  });

  it("give out what nobody can change", () => {
    const given = ["open" as const];
    const where = q.and(q.status.in(given), q.not(q.size.eq(1)));
    given.pop();
    expect(where).toMatchObject({ conditions: [{ values: ["open"] }, {}] });
    const parts: unknown[] = [q, q.status, where];
    if (where.kind === "and") parts.push(where.conditions, ...where.conditions);
    for (const part of parts) expect(Object.isFrozen(part)).toBe(true);
  });

  it("are typed by the fields' types", () => {
    expectTypeOf(q.status.eq).parameter(0).toEqualTypeOf<"open" | "closed">();
    expectTypeOf(q.status.in).parameter(0).toEqualTypeOf<readonly ("open" | "closed")[]>();
    expectTypeOf(q.assignee.eq).parameter(0).toEqualTypeOf<string | null>();
    expectTypeOf(q.dueDate.eq).parameter(0).toEqualTypeOf<Date | string | null>();
    expectTypeOf(q.dueDate.lt).parameter(0).toEqualTypeOf<Date | string>();
    expectTypeOf(q.active.eq).parameter(0).toEqualTypeOf<boolean | null>();
    expectTypeOf(q.field("size").eq).parameter(0).toEqualTypeOf<number>();

    // Never run: each line is here for the compiler to refuse.
    const refused = () => [
      // @ts-expect-error no such status
      q.status.eq("opne"),
      // @ts-expect-error never null
      q.status.eq(null),
      // @ts-expect-error never null
      q.size.isNull(),
      // @ts-expect-error no text
      q.size.contains("1"),
      // @ts-expect-error no text
      q.dueDate.startsWith("2027"),
      // @ts-expect-error not a number
      q.size.gt("1"),
      // @ts-expect-error null is in no order
      q.assignee.gt(null),
      // @ts-expect-error booleans have no order
      q.active.gt(false),
      // @ts-expect-error not indexed
      q.title,
      // @ts-expect-error not indexed
      q.field("title"),
      // @ts-expect-error a join, no field
      q.and.eq("x"),
    ];
    expect(refused).toBeTypeOf("function");
  });
});

describe("a typed search", () => {
  it("becomes plain data", () => {
    const search = toUncheckedSearch<Indexed>(index, {
      where: (fields) => fields.status.eq("open"),
      orderBy: [{ updatedTime: "desc", size: "asc" }, { "address.city": "asc" }],
      limit: 5,
      cursor: "abc",
      count: "exact",
    });
    expect(search).toEqual({
      where: { kind: "compare", field: "status", op: "eq", value: "open" },
      orderBy: [
        { field: "updatedTime", direction: "desc" },
        { field: "size", direction: "asc" },
        { field: "address.city", direction: "asc" },
      ],
      limit: 5,
      cursor: "abc",
      count: "exact",
    });
    expect(toUncheckedSearch<Indexed>(index, {})).toEqual({ where: null, orderBy: [] });
  });

  it("is typed by the fields", () => {
    const refused = () => [
      // @ts-expect-error not indexed
      toUncheckedSearch<Indexed>(index, { orderBy: [{ title: "asc" }] }),
      // @ts-expect-error no direction
      toUncheckedSearch<Indexed>(index, { orderBy: [{ size: "up" }] }),
      // @ts-expect-error not indexed
      toUncheckedSearch<Indexed>(index, { where: (fields) => fields.title.eq("x") }),
    ];
    expect(refused).toBeTypeOf("function");
  });
});
