import { isSpecstarError, type Condition } from "@specstar/runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFilterText } from "../../../runtime/query/grammar/parse-filter-text.js";
import { printFilter } from "../../../runtime/query/grammar/print-filter.js";
import { issueIndex } from "./issue-index.js";
import { randomCondition } from "./random-condition.js";

const oddIndex = { ...issueIndex, fields: ["not", "in", "a`b", "ü.x", "first name"].map((path) => ({ path, column: "c", type: "text" as const })) };
const parse = (text: string) => parseFilterText(issueIndex, text);
const eq = (field: string, value: string | number | boolean | null): Condition => ({ kind: "compare", field, op: "eq", value });
const terms = (count: number) => Array.from({ length: count }, () => "votes=1").join(" OR ");
const values = (count: number) => `votes IN (${Array.from({ length: count }, () => 1).join(",")})`;
const nested = (depth: number) => `${"(NOT ".repeat(depth / 2)}votes=1${")".repeat(depth / 2)}`;
const [a, b, c] = [eq("votes", 1), eq("votes", 2), eq("votes", 3)];

function problem(text: string, index = issueIndex): string {
  try {
    parseFilterText(index, text);
  } catch (error) {
    if (!isSpecstarError(error, "INVALID_QUERY")) throw error;
    expect(error.problems).toEqual([{ path: "filter", message: expect.any(String) }]);
    return error.problems[0]?.message ?? "";
  }
  throw new Error(`${text} was taken.`);
}

describe("a filter's text", () => {
  it.each<[string, Condition]>([
    ['status = "open"', eq("status", "open")],
    ["status=null", eq("status", null)],
    ["votes != -3", { kind: "compare", field: "votes", op: "ne", value: -3 }],
    ["votes<1", { kind: "compare", field: "votes", op: "lt", value: 1 }],
    ["votes<=1", { kind: "compare", field: "votes", op: "le", value: 1 }],
    ["weight > -1.5e3", { kind: "compare", field: "weight", op: "gt", value: -1500 }],
    ["weight >= 1", { kind: "compare", field: "weight", op: "ge", value: 1 }],
    ["open = True", eq("open", true)],
    ['dueDate < "2027-01-01"', { kind: "compare", field: "dueDate", op: "lt", value: "2027-01-01T00:00:00.000Z" }],
    ['dueDate = "2027-01-01T02:00:00+02:00"', eq("dueDate", "2027-01-01T00:00:00.000Z")],
    ['status IN ("a", "b,c", null)', { kind: "in", field: "status", values: ["a", "b,c", null] }],
    ["votes in ()", { kind: "in", field: "votes", values: [] }],
    ["votes NOT IN (1, 2)", { kind: "not", condition: { kind: "in", field: "votes", values: [1, 2] } }],
    ["dueDate IS NULL", eq("dueDate", null)],
    ["dueDate is not null", { kind: "compare", field: "dueDate", op: "ne", value: null }],
    ["tags IS NULL", eq("tags", null)],
    ["tags != null", { kind: "compare", field: "tags", op: "ne", value: null }],
    ['tags HAS "a"', { kind: "has", field: "tags", value: "a" }],
    ['lines.at HAS "2027-01-01"', { kind: "has", field: "lines.at", value: "2027-01-01T00:00:00.000Z" }],
    ['status CONTAINS "%_"', { kind: "match", field: "status", op: "contains", value: "%_" }],
    ['status STARTS   WITH ""', { kind: "match", field: "status", op: "startsWith", value: "" }],
    ['address.city ends with "n"', { kind: "match", field: "address.city", op: "endsWith", value: "n" }],
    ['status LIKE "a\\\\_%"', { kind: "match", field: "status", op: "like", value: "a\\_%" }],
    ['status = "\\u0001\\"\\\\ \\uD83D\\uDE00 😀"', eq("status", '\u0001"\\ 😀 😀')],
    ["`status` = \"`\"", eq("status", "`")],
    ["votes=1 AND votes=2 and votes=3", { kind: "and", conditions: [a, b, c] }],
    ["votes=1 OR votes=2 AND votes=3", { kind: "or", conditions: [a, { kind: "and", conditions: [b, c] }] }],
    ["(votes=1 OR votes=2) AND votes=3", { kind: "and", conditions: [{ kind: "or", conditions: [a, b] }, c] }],
    ["NOT votes=1 AND votes=2", { kind: "and", conditions: [{ kind: "not", condition: a }, b] }],
    ["NOT(NOT ((votes=1)))", { kind: "not", condition: { kind: "not", condition: a } }],
    ["TRUE", { kind: "and", conditions: [] }],
    ["votes=1 or false", { kind: "or", conditions: [a, { kind: "or", conditions: [] }] }],
    ["\tvotes\n=\r\n1 ", a],
  ])("%s", (text, condition) => {
    expect(parse(text)).toEqual(condition);
  });

  it.each([
    ["", "Column 1: Expected a field, NOT or a parenthesis, but the filter ends here."],
    ["stauts = 1", 'Column 1: There is no indexed field "stauts". Did you mean "status"? There are: status,'],
    ["__proto__ = 1", 'Column 1: There is no indexed field "__proto__".'],
    ['status CONTAIN "a"', "Column 8: Expected an operator, but there is CONTAIN. Did you mean CONTAINS? There are: =, !=,"],
    ['status startswith "a"', "Did you mean STARTS WITH?"],
    ['status notIn ("a")', "Did you mean NOT IN?"],
    ["votes gt 1", "Did you mean >?"],
    ["status", "Column 7: Expected an operator, but the filter ends here. There are:"],
    ["status = open", 'Column 10: Expected a value, but there is open. Text is put in double quotes: "open".'],
    ["status = 'open'", 'Column 10: Text is put in double quotes: "open".'],
    ['status = "open', "Column 10: This text has no closing double quote."],
    ['status = "\\x"', "Column 10: Not a text as in JSON"],
    ["votes = 01", "Column 9: Not a number as in JSON."],
    ['status == "a"', "Column 9: Expected a value, but there is =."],
    ["votes = 1 && votes = 2", "Column 11: Conditions are joined by AND."],
    ["votes = 1 | votes = 2", "Column 11: Conditions are joined by OR."],
    ["votes = 1 votes = 2", "Column 11: Expected AND, OR or the end, but there is votes."],
    ["votes = 1)", "Column 10: Expected AND, OR or the end, but there is )."],
    ["(votes = 1", "Column 11: Expected AND, OR or a closing parenthesis, but the filter ends here."],
    ["votes IN 1", "Column 10: Expected a list of values in parentheses, but there is 1."],
    ["votes IN (1 2)", "Column 13: Expected a comma or a closing parenthesis, but there is 2."],
    ["votes IN (1,)", "Column 13: Expected a value, but there is )."],
    ["votes IN [1]", "Column 10: A list of values is put in parentheses."],
    ["votes = 1.5", "Column 9: Must be a whole number"],
    ['votes IN (1, 2, "3")', "Column 17: Must be a whole number"],
    ['dueDate < "tomorrow"', "Column 11: Must be an RFC 3339 date-time"],
    ["dueDate < 2027-01-01", "Column 11: Not a number as in JSON. A date is put in double quotes."],
    ["open > true", 'Column 6: There is no operator for boolean "gt".'],
    ['tags = "a"', "Column 6: Has many values: one of them is searched for by tags HAS …"],
    ["tags HAS null", "Column 10: Must be text of Unicode characters other than U+0000."],
    ['status HAS "a"', 'Column 8: There is no operator for text "has".'],
    ['status LIKE "a\\\\"', "Column 13: In a pattern a \\ stands before %, _ or \\: it takes them as they are."],
    ['status = "a\\u0000"', "Column 10: Must be text of Unicode characters other than U+0000."],
    ['status = "\\ud800"', "Column 10: Must be text of Unicode characters other than U+0000."],
    ["votes = 1; DROP TABLE issue", 'Column 10: ";" means nothing here.'],
  ])("%s is refused", (text, message) => {
    expect(problem(text)).toContain(message);
  });

  it("is shown with a caret under the place, if it is short", () => {
    expect(problem('status = "😀" AND votes = x')).toBe(
      'Column 26: Expected a value, but there is x. Text is put in double quotes: "x".\nstatus = "😀" AND votes = x\n                         ^',
    );
    expect(problem(`${"votes = 1 AND ".repeat(10)} x`)).not.toContain("\n");
    expect(problem("votes\n= x")).not.toContain("\n");
  });

  it("is bounded", () => {
    for (const text of [terms(200), values(1000), nested(20), `votes=1${" ".repeat(8185)}`]) expect(parse(text)).toBeDefined();
    expect(problem(terms(201))).toContain("A filter has at most 200 terms.");
    expect(problem(values(1001))).toContain("A list has at most 1000 values.");
    expect(problem(nested(22))).toContain("A filter has at most 20 levels of parentheses and NOT.");
    expect(problem(`votes=1${" ".repeat(8186)}`)).toContain("A filter has at most 8192 characters.");
    expect(problem("(".repeat(8192))).toContain("at most 20 levels");
    expect(problem(`status = "${"\\\\".repeat(4000)}`)).toContain("no closing double quote");
  });

  it("can name every field in backticks", () => {
    expect(parseFilterText(oddIndex, '`not` = "a" AND in IN ("b") AND `a``b` = "" AND ü.x = "" AND `first name` != "x"')).toMatchObject({
      conditions: [eq("not", "a"), { kind: "in", field: "in" }, eq("a`b", ""), eq("ü.x", ""), { field: "first name" }],
    });
    for (const { path } of oddIndex.fields) expect(parseFilterText(oddIndex, printFilter(eq(path, "x")))).toEqual(eq(path, "x"));
  });
});

describe("the text of a condition", () => {
  it("stands for the condition", () => {
    fc.assert(fc.property(randomCondition, (condition) => void expect(parse(printFilter(condition))).toEqual(condition)), { numRuns: 2000 });
  });

  it("is what one would write", () => {
    for (const text of ['(status = "open" OR severity = null) AND NOT votes > 3', 'status NOT IN ("a", "b") OR tags HAS "x"', 'status STARTS WITH "a"']) {
      expect(printFilter(parse(text))).toBe(text);
    }
  });

  it("of any characters is parsed or refused, never more", () => {
    const piece = fc.oneof(fc.constantFrom("status", "votes", " ", "=", "IN", "(", ")", '"a"', "1", "NOT", "AND", "OR", "IS", "NULL", ",", "`"), fc.string({ unit: "binary", maxLength: 2 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          parse(pieces.join(""));
        } catch (error) {
          if (!isSpecstarError(error, "INVALID_QUERY")) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
