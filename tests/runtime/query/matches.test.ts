import type { Condition } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { matches } from "../../../runtime/query/matches.js";

const held = { status: "open", rank: 3, assignee: null, active: true, dueDate: "2027-01-01T00:00:00.000Z" };
const compare = (field: string, op: "eq" | "ne" | "gt" | "ge" | "lt" | "le", value: string | number | boolean | null): Condition => ({
  kind: "compare",
  field,
  op,
  value,
});
const match = (field: string, op: "contains" | "startsWith" | "endsWith", value: string): Condition => ({ kind: "match", field, op, value });
const not = (condition: Condition): Condition => ({ kind: "not", condition });

describe("matches", () => {
  it.each([
    [compare("status", "eq", "open"), true],
    [compare("status", "eq", "OPEN"), false],
    [compare("rank", "gt", 2), true],
    [compare("rank", "ge", 3), true],
    [compare("rank", "lt", 3), false],
    [compare("rank", "le", 3), true],
    [compare("active", "ne", false), true],
    [compare("dueDate", "lt", "2027-01-01T00:00:00.001Z"), true],
  ])("compares %o", (condition, expected) => {
    expect(matches(condition, held)).toBe(expected);
    expect(matches(not(condition), held)).toBe(!expected);
  });

  it("takes null for a value that only equals itself and is in no order", () => {
    expect(matches(compare("assignee", "eq", null), held)).toBe(true);
    expect(matches(compare("assignee", "ne", "ann"), held)).toBe(true);
    expect(matches(compare("assignee", "ne", null), held)).toBe(false);
    for (const op of ["gt", "ge", "lt", "le"] as const) {
      expect(matches(compare("assignee", op, "a"), held)).toBe(false);
      expect(matches(not(compare("assignee", op, "a")), held)).toBe(true);
      expect(matches(compare("status", op, null), held)).toBe(false);
      expect(matches(compare("assignee", op, null), held)).toBe(false);
    }
    expect(matches({ kind: "in", field: "assignee", values: ["ann", null] }, held)).toBe(true);
    expect(matches({ kind: "in", field: "assignee", values: ["ann"] }, held)).toBe(false);
    expect(matches(match("assignee", "contains", ""), held)).toBe(false);
  });

  it("matches text as it stands", () => {
    const text = { name: "50%_off\\'" };
    expect(matches(match("name", "contains", "%_"), text)).toBe(true);
    expect(matches(match("name", "contains", "0_"), text)).toBe(false);
    expect(matches(match("name", "startsWith", "50%"), text)).toBe(true);
    expect(matches(match("name", "endsWith", "\\'"), text)).toBe(true);
    expect(matches(match("name", "endsWith", "OFF\\'"), text)).toBe(false);
    expect(matches(match("name", "contains", ""), text)).toBe(true);
  });

  it("takes an empty `and` for true and an empty `or` for false", () => {
    expect(matches({ kind: "and", conditions: [] }, held)).toBe(true);
    expect(matches({ kind: "or", conditions: [] }, held)).toBe(false);
    expect(matches({ kind: "and", conditions: [compare("rank", "eq", 3), compare("rank", "eq", 4)] }, held)).toBe(false);
    expect(matches({ kind: "or", conditions: [compare("rank", "eq", 3), compare("rank", "eq", 4)] }, held)).toBe(true);
  });
});
