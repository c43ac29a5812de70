import { describe, expect, it } from "vitest";
import { codesOf, issueText, readFiles, readIssue, readOneField } from "./read-model.js";

const before = 'export enum Tier { Free = "free", Pro = "pro" }';
const literal = (value: unknown): object => ({ kind: "literal", values: [value] });

describe("a field that its default types", () => {
  it.each([
    ['value = "x";', { kind: "string" }, "x"],
    ["value = -1;", { kind: "number", integer: false }, -1],
    ["value = (true);", { kind: "boolean" }, true],
    ["value = Tier.Free;", { kind: "named", name: "Tier" }, "free"],
    ['readonly value = "x";', literal("x"), "x"],
    ["readonly value = -1;", literal(-1), -1],
    ["value = true as const;", literal(true), true],
    ["readonly value = Tier.Pro;", { kind: "enumMember", name: "Tier", member: "Pro" }, "pro"],
    ["value = Tier.Pro as const;", { kind: "enumMember", name: "Tier", member: "Pro" }, "pro"],
  ])("%s", (member, type, value) => {
    expect(readOneField(member, before)).toMatchObject({ type, default: { kind: "constant", value } });
  });

  it.each(["value;", "value = [];", "value = {};", "value = null;", 'value = "a" + "b";', "value = Tier;"])("is refused: %s", (member) => {
    expect(codesOf({ "models/issue.ts": issueText(member, { before }) })).toEqual(["SPEC1209"]);
  });
});

it("has what tells the members of a union apart written, whatever its default", () => {
  const classes = 'class Cat { readonly kind = "cat"; lives = 9; }\nclass Dog { readonly kind = "dog"; }';
  const [cat] = readIssue("pet!: Cat | Dog;", { before: classes }).types;
  expect(cat).toMatchObject({ fields: [{ name: "kind", default: null }, { name: "lives", default: { kind: "constant", value: 9 } }] });
});

it("takes exported classes that a model uses for no forgotten models", () => {
  const classes = "export class Base { id!: string }\nexport class Part extends Base { size!: number }\nexport class Left { gone!: string }";
  const { diagnostics } = readFiles({ "models/issue.ts": issueText("part!: Part;", { before: classes }) });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([expect.stringMatching(/^SPEC1004 The class `Left`/)]);
});

describe("types that hold themselves", () => {
  it.each([
    ["type A = string | { any: A[] };", ["AObject", "A"]],
    ["type A = string | A[];", ["A"]],
    ["type A = string | { [key: string]: A };", ["A"]],
    ["type A = null | [number, A];", ["A"]],
    ['type A = string | Record<"left" | "right", A>;', ["AObject", "A"]],
    ["type A = string | B[]; type B = number | A[];", ["A"]],
    ["type A = { next: A } | null;", ["A"]],
  ])("%s", (declared, names) => {
    expect(readIssue("value!: A;", { before: declared }).types.map(({ name }) => name).sort()).toEqual(names.toSorted());
  });

  it.each(["type A = A | string;", "type A = B | string; type B = A | number;"])("are refused when they are nothing else: %s", (declared) => {
    expect(codesOf({ "models/issue.ts": issueText("value!: A;", { before: declared }) })).toContain("SPEC2009");
  });
});

it("gives way to a declared name where a type has none of its own", () => {
  const declared = 'interface IssueSize { unit: string }';
  const model = readIssue("size!: { width: number };\nother!: IssueSize;", { before: declared });
  expect(model.types.map(({ name }) => name)).toEqual(["IssueSizeObject", "IssueSize"]);
});

it("has the parts of an intersection among the types", () => {
  const declared = 'interface A { a: string; gone: string } interface B { b: string }';
  const names = readIssue('value!: Omit<A, "gone"> & B;', { before: declared }).types.flatMap((type) => (type.kind === "object" ? [type.name].concat(type.joins) : []));
  expect(names).toEqual(expect.arrayContaining(["OmitAGone", "B"]));
  expect(new Set(names).size).toBe(3);
});
