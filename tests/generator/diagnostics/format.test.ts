import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { nearestName } from "../../../generator/diagnostics/did-you-mean.js";
import { formatGithub } from "../../../generator/diagnostics/format-github.js";
import { formatDiagnostic } from "../../../generator/diagnostics/format.js";
import { sortDiagnostics, type Diagnostic } from "../../../generator/diagnostics.js";

const problem: Diagnostic = {
  code: "SPEC2001",
  severity: "error",
  message: "The type `Dat` is not known.",
  span: { file: "models/issue.ts", line: 7, column: 8, length: 3, sourceLine: "\tdue!: Dat;" },
  help: "Did you mean `Date`?",
  related: [],
};

describe("formatDiagnostic", () => {
  it("underlines what is meant, with tabs kept as they are", () => {
    expect(formatDiagnostic(problem, { colour: false })).toBe(
      [
        "models/issue.ts:7:8 error SPEC2001: The type `Dat` is not known.",
        "7 | \tdue!: Dat;",
        "  | \t      ^^^",
        "  = help: Did you mean `Date`?",
      ].join("\n"),
    );
  });

  it("leaves the frame out when there is no place", () => {
    expect(formatDiagnostic({ ...problem, span: null }, { colour: false })).toBe(
      "error SPEC2001: The type `Dat` is not known.\n = help: Did you mean `Date`?",
    );
  });

  it("adds nothing but colours", () => {
    const coloured = formatDiagnostic(problem, { colour: true });
    expect(coloured).not.toBe(formatDiagnostic(problem, { colour: false }));
    expect(stripVTControlCharacters(coloured)).toBe(formatDiagnostic(problem, { colour: false }));
  });

  it.each([true, false])("shows control characters of the user's instead of obeying them (colour: %s)", (colour) => {
    const hostile = { ...problem, message: "red \u001B[31m bell \u0007", span: null };
    expect(stripVTControlCharacters(formatDiagnostic(hostile, { colour }))).toContain("red \uFFFD[31m bell \uFFFD");
  });
});

describe("sortDiagnostics", () => {
  it("goes by file, line, column and code, with placeless ones first", () => {
    const at = (file: string, line: number, column: number, code: string): Diagnostic => ({
      ...problem,
      code,
      span: { file, line, column, length: 1, sourceLine: "" },
    });
    const sorted = [
      { ...problem, span: null },
      at("models/B.ts", 10, 1, "SPEC1"),
      at("models/a.ts", 2, 9, "SPEC9"),
      at("models/a.ts", 2, 10, "SPEC1"),
      at("models/a.ts", 2, 10, "SPEC2"),
      at("models/a.ts", 10, 1, "SPEC1"),
    ];
    expect(sortDiagnostics([...sorted].reverse())).toEqual(sorted);
  });
});

describe("nearestName", () => {
  const names = ["Index", "Unique", "MinLength", "MaxLength", "Min", "Max"];

  it.each([
    ["Uniqe", "Unique"],
    ["index", "Index"],
    ["MxaLength", "MaxLength"],
    ["Mix", "Min"],
    ["Foo", null],
    ["Pattern", null],
  ])("of %s is %s", (name, nearest) => expect(nearestName(name, names)).toBe(nearest));
});

describe("related places", () => {
  it("are shown below the problem, each with its line", () => {
    const related = [{ message: "`Dat` is declared here.", span: { file: "models/date.ts", line: 12, column: 1, length: 3, sourceLine: "Dat" } }];
    expect(formatDiagnostic({ ...problem, related }, { colour: false }).split("\n").slice(4)).toEqual([
      "models/date.ts:12:1 note: `Dat` is declared here.",
      "12 | Dat",
      "   | ^^^",
    ]);
  });
});

describe("formatGithub", () => {
  it("is a workflow command at the place of the problem", () => {
    expect(formatGithub(problem)).toBe(
      "::error file=models/issue.ts,line=7,col=8,endColumn=11,title=SPEC2001::The type `Dat` is not known.%0ADid you mean `Date`?",
    );
    expect(formatGithub({ ...problem, span: null, severity: "warning" })).toMatch(/^::warning title=SPEC2001::/);
  });

  it("escapes what would end it", () => {
    const hostile = { ...problem, message: "100%\r\n::error::x", span: { file: "a:b,c%.ts", line: 1, column: 1, length: 1, sourceLine: "" } };
    expect(formatGithub(hostile)).toBe(
      "::error file=a%3Ab%2Cc%25.ts,line=1,col=1,endColumn=2,title=SPEC2001::100%25%0D%0A::error::x%0ADid you mean `Date`?",
    );
  });
});
