import { spawnSync } from "node:child_process";
import { assert, array, constantFrom, pre, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../../generator/writer/unified-diff.js";
import { tempProject } from "../temp-project.js";

describe("unifiedDiff", () => {
  it("is empty for equal texts", () => {
    expect(unifiedDiff("a\nb\n", "a\nb\n")).toBe("");
  });

  it("shows a change with three lines around it", () => {
    const lines = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    const before = `${lines.join("\n")}\n`;
    const after = before.replace("5", "five");
    expect(unifiedDiff(before, after)).toBe("@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8");
  });

  it("shows changes that are far apart as two hunks", () => {
    const lines = Array.from({ length: 30 }, (_, index) => String(index));
    const diff = unifiedDiff(`${lines.join("\n")}\n`, `${lines.with(2, "two").with(27, "x").join("\n")}\n`);
    expect(diff.split("\n").filter((line) => line.startsWith("@@"))).toEqual(["@@ -1,6 +1,6 @@", "@@ -25,6 +25,6 @@"]);
  });

  it("is a patch that turns one text into the other", () => {
    const line = constantFrom("a", "b", "c", "d", "");
    const text = tuple(array(line, { maxLength: 40 }), constantFrom("", "end", "fin")).map(([lines, end]) => {
      return [...lines.map((each) => `${each}\n`), end].join("");
    });
    const project = tempProject();
    assert(
      property(text, text, (before, after) => {
        pre(before !== after && before !== "" && after !== "");
        project.write("file", before);
        project.write("patch", `--- file\n+++ file\n${unifiedDiff(before, after)}\n`);
        const { status, stderr } = spawnSync("git", ["apply", "-p0", "patch"], { cwd: project.root, encoding: "utf8" });
        expect(status, `${stderr}${project.read("patch")}`).toBe(0);
        expect(project.read("file")).toBe(after);
      }),
      { numRuns: 60 },
    );
  });
});
