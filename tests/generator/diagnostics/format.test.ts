import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { nearestName } from "../../../generator/diagnostics/did-you-mean.js";
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
