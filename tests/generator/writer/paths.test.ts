import { describe, expect, it } from "vitest";
import { toOutputFolder } from "../../../generator/writer/paths.js";
import { Refusal } from "../../../generator/writer/refusal.js";

describe("toOutputFolder", () => {
  it.each([
    ["generated", "generated"],
    ["./src/generated/", "src/generated"],
    ["src\\generated", "src/generated"],
    ["a/../b", "b"],
  ])("takes %s", (output, folder) => {
    expect(toOutputFolder(output)).toBe(folder);
  });

  it.each(["", ".", "./", "a/..", "..", "../sibling", "a/../../b", "/etc"])("refuses %j", (output) => {
    expect(() => toOutputFolder(output)).toThrow(Refusal);
  });
});
