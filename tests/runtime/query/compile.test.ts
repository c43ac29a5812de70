import type { Condition, ModelIndex, Query } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { compileSearch, compileWhere } from "../../../runtime/query/compile.js";
import { sqlite } from "../../../runtime/query/dialects/sqlite.js";

const index: ModelIndex = {
  model: "issue",
  table: "issue",
  fields: [
    { path: "status", column: "data_status", type: "text" },
    { path: "open", column: "data_open", type: "boolean" },
    { path: "dueDate", column: "data_due_date", type: "date" },
    { path: "tags", column: "data_tags", type: "text", list: true },
  ],
  unique: [],
};

const status = (value: string | null): Condition => ({ kind: "compare", field: "status", op: "eq", value });
const query = (part: Partial<Query>): Query => ({
  where: null,
  orderBy: [{ field: "resourceId", direction: "asc" }],
  after: null,
  limit: 20,
  offset: 0,
  includeDeleted: false,
  ...part,
});
const where = (condition: Condition | null, includeDeleted = true) => compileWhere(sqlite, index, { where: condition, includeDeleted });
const search = (part: Partial<Query>) => compileSearch(sqlite, index, query(part));

describe("the SQL of a condition, for SQLite", () => {
  it.each<[string, Condition, string, unknown[]]>([
    ["eq", status("open"), `WHERE m."data_status" IS ?`, ["open"]],
    ["eq null", status(null), `WHERE m."data_status" IS NULL`, []],
    ["ne", { kind: "compare", field: "open", op: "ne", value: true }, `WHERE m."data_open" IS NOT ?`, [1]],
    ["ne null", { kind: "compare", field: "open", op: "ne", value: null }, `WHERE m."data_open" IS NOT NULL`, []],
    ["gt", { kind: "compare", field: "totalRevisionCount", op: "gt", value: 3 }, `WHERE m."total_revision_count" > ?`, [3]],
    ["le null", { kind: "compare", field: "status", op: "le", value: null }, "WHERE FALSE", []],
    ["has", { kind: "has", field: "tags", value: "a" }, `WHERE EXISTS (SELECT 1 FROM json_each(m."data_tags") WHERE value = (SELECT value FROM json_each(?)))`, ['["a"]']],
    ["in", { kind: "in", field: "status", values: ["a", "b"] }, `WHERE (m."data_status" IN (?, ?))`, ["a", "b"]],
    ["in null", { kind: "in", field: "status", values: ["a", null] }, `WHERE (m."data_status" IN (?) OR m."data_status" IS NULL)`, ["a"]],
    ["in nothing", { kind: "in", field: "status", values: [] }, "WHERE FALSE", []],
    ["contains", { kind: "match", field: "status", op: "contains", value: "%_" }, `WHERE instr(m."data_status", ?) > 0`, ["%_"]],
    [
      "startsWith",
      { kind: "match", field: "status", op: "startsWith", value: "ab" },
      `WHERE (m."data_status" >= ? AND m."data_status" < ?)`,
      ["ab", "ac"],
    ],
    [
      "startsWith the last character there is",
      { kind: "match", field: "status", op: "startsWith", value: "\u{10FFFF}" },
      `WHERE m."data_status" >= ?`,
      ["\u{10FFFF}"],
    ],
    [
      "endsWith",
      { kind: "match", field: "status", op: "endsWith", value: "ä" },
      `WHERE substr(CAST(m."data_status" AS BLOB), ?) = CAST(? AS BLOB)`,
      [-2, "ä"],
    ],
    ["contains nothing", { kind: "match", field: "status", op: "contains", value: "" }, `WHERE m."data_status" IS NOT NULL`, []],
    ["not", { kind: "not", condition: status("a") }, `WHERE (m."data_status" IS ?) IS NOT TRUE`, ["a"]],
    ["or", { kind: "or", conditions: [status("a"), status("b")] }, `WHERE (m."data_status" IS ? OR m."data_status" IS ?)`, ["a", "b"]],
    ["or of nothing", { kind: "or", conditions: [] }, "WHERE FALSE", []],
    [
      "nested",
      { kind: "and", conditions: [status("a"), { kind: "or", conditions: [status("b"), { kind: "and", conditions: [] }] }] },
      `WHERE m."data_status" IS ? AND (m."data_status" IS ? OR TRUE)`,
      ["a", "b"],
    ],
  ])("%s", (_name, condition, sql, parameters) => {
    expect(where(condition)).toEqual({ sql, parameters });
  });

  it("leaves deleted resources out unless asked for them", () => {
    expect(where(null, false)).toEqual({ sql: `WHERE NOT m."is_deleted"`, parameters: [] });
    expect(where(null, true)).toEqual({ sql: "", parameters: [] });
  });

  it("refuses a field that the index lacks, whatever it is called", () => {
    expect(() => where({ kind: "compare", field: `status" = "" --`, op: "eq", value: "" })).toThrow("Unchecked query");
    expect(() => where({ kind: "compare", field: "constructor", op: "eq", value: "" })).toThrow("Unchecked query");
  });

  it("escapes the quotes of an identifier", () => {
    expect(sqlite.quote('a"b')).toBe('"a""b"');
  });
});

describe("the SQL of a search, for SQLite", () => {
  it("puts filter, order and page together", () => {
    const orderBy = [
      { field: "dueDate", direction: "desc" },
      { field: "resourceId", direction: "desc" },
    ] as const;
    expect(search({ where: status("open"), orderBy, limit: 10, offset: 5 })).toEqual({
      sql: `WHERE NOT m."is_deleted" AND m."data_status" IS ? ORDER BY m."data_due_date" DESC, m."resource_id" DESC LIMIT ? OFFSET ?`,
      parameters: ["open", 10, 5],
    });
  });

  it("goes on after a row with a bound that an index can start at", () => {
    const orderBy = [
      { field: "createdTime", direction: "desc" },
      { field: "resourceId", direction: "desc" },
    ] as const;
    expect(search({ orderBy, after: ["2027-01-01T00:00:00.000Z", "issue:1"] })).toEqual({
      sql:
        `WHERE NOT m."is_deleted" AND m."created_time" <= ? AND (m."created_time" IS NOT ? OR (m."resource_id" < ?)) ` +
        `ORDER BY m."created_time" DESC, m."resource_id" DESC LIMIT ? OFFSET ?`,
      parameters: ["2027-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z", "issue:1", 20, 0],
    });
  });

  it.each([
    ["asc", "a", `m."data_status" >= ? AND (m."data_status" IS NOT ? OR (m."resource_id" > ?))`, ["a", "a", "issue:1"]],
    ["asc", null, `TRUE AND (m."data_status" IS NOT NULL OR (m."resource_id" > ?))`, ["issue:1"]],
    [
      "desc",
      "a",
      `(m."data_status" <= ? OR m."data_status" IS NULL) AND (m."data_status" IS NOT ? OR (m."resource_id" > ?))`,
      ["a", "a", "issue:1"],
    ],
    ["desc", null, `m."data_status" IS NULL AND (m."data_status" IS NOT NULL OR (m."resource_id" > ?))`, ["issue:1"]],
  ] as const)("goes on %s after %o", (direction, value, sql, parameters) => {
    const orderBy = [
      { field: "status", direction },
      { field: "resourceId", direction: "asc" },
    ] as const;
    const compiled = search({ orderBy, after: [value, "issue:1"], includeDeleted: true });
    expect(compiled.sql).toContain(`WHERE ${sql} ORDER BY`);
    expect(compiled.parameters).toEqual([...parameters, 20, 0]);
  });
});
