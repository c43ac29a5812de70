import { describe, expect, it } from "vitest";
import { codesOf, issueText, readOneField } from "./read-model.js";

const before = "interface Address { street: string; city?: string | null; tags: string[] }";

describe("defaults", () => {
  it.each([
    ["string", '"open"', "open"],
    ["string", "'single'", "single"],
    ["string", "`plain\ntext`", "plain\ntext"],
    ["string & MaxLength<2>", '"👍👍"', "👍👍"],
    ["number", "-1.5", -1.5],
    ["number", "+1_000", 1000],
    ["number", "0xff", 255],
    ["number", "-0", 0],
    ["Int & Min<1>", "1", 1],
    ["boolean", "false", false],
    ["Date | null", "null", null],
    ["string[]", "[]", []],
    ["(number | null)[]", "[1, null, -2]", [1, null, -2]],
    ["string[]", '["a"] as const', ["a"]],
    ["string[]", "[] satisfies string[]", []],
    ["string[]", "([] as string[])", []],
    ['"a" | "b"', '"b"', "b"],
    ["1 | 2", "2", 2],
    ["Address", '{ street: "Main Street", "tags": ["x"] }', { street: "Main Street", tags: ["x"] }],
    ["Address", '{ street: "", city: null, tags: [] }', { street: "", city: null, tags: [] }],
    ["{ depth: { n: number } }[]", "[{ depth: { n: 1 } }]", [{ depth: { n: 1 } }]],
  ])("%s = %s", (type, initialiser, value) => {
    expect(readOneField(`value: ${type} = ${initialiser};`, before).default).toEqual({ kind: "constant", value });
  });

  it("have no negative zero, which JSON would lose", () => {
    expect(readOneField("value: number = -0;").default).toStrictEqual({ kind: "constant", value: 0 });
  });

  it.each([
    ["string", "5", "SPEC1204"],
    ["string[]", '["a", 1, null]', "SPEC1204 SPEC1204"],
    ["Int", "9007199254740993", "SPEC1204"],
    ["string & MaxLength<1>", '"👍👍"', "SPEC1204"],
    ["Address", '{ street: 1, town: "" }', "SPEC1204 SPEC1204 SPEC1204"],
    ["Address", "{ street, ...rest, [key]: 1, tags() {} }", "SPEC1203 SPEC1203 SPEC1203 SPEC1203"],
    ["Address", '{ street: "a", street: "b", tags: [], __proto__: null }', "SPEC1203 SPEC1203"],
    ["string[]", "[now(), , later]", "SPEC1204 SPEC1203 SPEC1203"],
    ["number", "- -1", "SPEC1203"],
    ["number", "~1", "SPEC1203"],
    ["boolean", "!0", "SPEC1203"],
    ["string", "/x/.source", "SPEC1203"],
    ["number", "1n", "SPEC1204"],
  ])("%s = %s is refused", (type, initialiser, codes) => {
    expect(codesOf({ "models/issue.ts": issueText(`value: ${type} = ${initialiser};`, { before }) }).join(" ")).toBe(codes);
  });
});
