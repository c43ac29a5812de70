import { describe, expect, it } from "vitest";
import { codesOf, issueText, readOneField } from "./read-model.js";

const before = [
  "interface Address { street: string; city?: string | null; tags: string[] }",
  'interface Card { kind: "card"; last4: string }\ninterface Iban { kind: "iban"; iban: string }',
  'const LIMIT = 20 as const;\nconst FIRST: string = "a";\nconst LOOP = [LOOP];\nlet later = 1;',
  'export enum Level { Low = 1, Mid = 4, High }\nexport enum Tier { Free = "free" }\nexport const enum Odd { A = 1 << 2 }',
].join("\n");

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
    ["number", "LIMIT", 20],
    ["string[]", "[FIRST, FIRST]", ["a", "a"]],
    ["number", "Level.High", 5],
    ["Level", "Level.Mid", 4],
    ["Tier | null", "Tier.Free", "free"],
    ["Tier.Free", "Tier.Free", "free"],
    ["number", "Odd.A", 4],
    ["bigint", "-10n", "-10"],
    ["bigint", "0xff_ffn", "65535"],
    ["bigint[]", "[1n]", ["1"]],
    ["[number, string?, ...boolean[]]", '[1, "a", true, false]', [1, "a", true, false]],
    ["[number, string?]", "[1]", [1]],
    ["Record<string, number>", "{ a: 1, toString: 2 }", { a: 1, toString: 2 }],
    ["Record<`x-${string}`, number | null>", '{ "x-a": null }', { "x-a": null }],
    ["`ORD-${number}`", '"ORD-12"', "ORD-12"],
    ["string | number", "5", 5],
    ["string | string[]", '["a"]', ["a"]],
    ["Card | Iban", '{ kind: "iban", iban: "DE" }', { kind: "iban", iban: "DE" }],
    ["{ a: number; [key: string]: number }", "{ a: 1, b: 2 }", { a: 1, b: 2 }],
    ["unknown", '{ a: [null, "x"] }', { a: [null, "x"] }],
    ["unknown", "null", null],
    ["Partial<Address>", "{}", {}],
    ["string", "Tier.Free", "free"],
    ["Decimal", '"-12.50"', "-12.50"],
    ["Uuid", '"0190b5a0-7c3e-7000-8000-000000000000"', "0190b5a0-7c3e-7000-8000-000000000000"],
    ['string & Pattern<"^\\\\p{Lu}">', '"Ä"', "Ä"],
    ["Ref<Issue>", '"issue:1"', "issue:1"],
    ["RevisionRef<Issue> | null", '"issue:1:2"', "issue:1:2"],
    ["Binary | null", "null", null],
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
    ["number", "later", "SPEC1203"],
    ["string[]", "LOOP", "SPEC1203"],
    ["number", "Level.Hihg", "SPEC1203"],
    ["number", "Odd.Z", "SPEC1203"],
    ["number", "Elsewhere.A", "SPEC1203"],
    ["Decimal", '"012"', "SPEC1204"],
    ["bigint", "10", "SPEC1204"],
    ["Level", "3", "SPEC1204"],
    ["Tier", "Level.Low", "SPEC1204"],
    ["[number, string]", "[1]", "SPEC1204"],
    ["[number, string?]", '[1, "a", 2]', "SPEC1204"],
    ["[number, ...string[]]", '[1, "a", 2]', "SPEC1204"],
    ["Record<string, number>", '{ a: "1" }', "SPEC1204"],
    ["Record<`x-${string}`, number>", "{ y: 1 }", "SPEC1204"],
    ["`ORD-${number}`", '"ORD-x"', "SPEC1204"],
    ["string | number", "true", "SPEC1204"],
    ["Card | Iban", '{ kind: "iban", iban: 5 }', "SPEC1204"],
    ["Card | Iban", '{ kind: "cash" }', "SPEC1204"],
    ["{ a: number; [key: string]: number }", '{ a: 1, b: "2" }', "SPEC1204"],
    ["unknown", "later", "SPEC1203"],
    ["Decimal", "12.5", "SPEC1204"],
    ["Uuid", '"x"', "SPEC1204"],
    ["Ref<Issue>", '"issue:1:2"', "SPEC1204"],
    ["RevisionRef<Issue>", '"issue:1"', "SPEC1204"],
    ["Date", "uuid()", "SPEC1204"],
    ["string", "now()", "SPEC1204"],
    ["string & MaxLength<35>", "uuid()", "SPEC1204"],
    ["Date", "now(1)", "SPEC1203"],
    ["Address", '{ street: uuid(), tags: [] }', "SPEC1204"],
  ])("%s = %s is refused", (type, initialiser, codes) => {
    expect(codesOf({ "models/issue.ts": issueText(`value: ${type} = ${initialiser};`, { before }) }).join(" ")).toBe(codes);
  });

  it.each([
    ["Date", "now()", "now"],
    ["Date | null", "(now())", "now"],
    ["string", "uuid()", "uuid"],
    ["Uuid & Index", "uuid()", "uuid"],
    ["Date", "clock()", "now"],
    ["Date", "spec.now()", "now"],
  ])("%s = %s is made by the server", (type, initialiser, kind) => {
    const imports = 'import { now as clock } from "@specstar/runtime/spec";\nimport * as spec from "@specstar/runtime/spec";';
    expect(readOneField(`value: ${type} = ${initialiser};`, imports).default).toEqual({ kind });
  });

  it("take now() and uuid() from nowhere else", () => {
    const text = issueText("value: Date = now();").replace("now, uuid, ", "");
    expect(codesOf({ "models/issue.ts": text })).toEqual(["SPEC1203"]);
    expect(codesOf({ "models/issue.ts": `import { now } from "./clock.js";\n${text}` })).toEqual(["SPEC1203"]);
  });
});
