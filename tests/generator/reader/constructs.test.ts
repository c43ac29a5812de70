import { describe, expect, it } from "vitest";
import { readIssue, readOneField, readSound, codesOf, issueText } from "./read-model.js";

const text = { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false };
const number = { kind: "number", integer: false, min: null, max: null };

const before = [
  "interface Address { street: string; city?: string; readonly zip: number }",
  'interface Card { kind: "card"; last4: string }',
  'interface Iban { kind: "iban"; iban: string; at: Date }',
  'export enum Tier { Free = "free", Pro = "pro" }',
  "export const enum Level { Low = 1, High = Low << 2, Top }",
  'const LEVELS = ["low", "high"] as const;',
  'const COLOURS = { red: "#f00", blue: "#00f" } as const;',
  "type Maybe<T> = T | null;",
  "interface Page<Item, Total = number> { items: Item[]; total: Total }",
  "type Payment = Card | Iban;",
].join("\n");

const literal = (...values: unknown[]): object => ({ kind: "literal", values });
const fieldNames = (type: string, name: string): string[] => {
  const found = readIssue(`value!: ${type};`, { before }).types.find((each) => each.name === name);
  return found?.kind === "object" ? found.fields.map((field) => `${field.readonly ? "readonly " : ""}${field.name}${field.optional ? "?" : ""}`) : [];
};

describe("a type of a field", () => {
  it.each([
    ["bigint", { kind: "bigint" }],
    ["unknown", { kind: "json" }],
    ["[x: number, y?: string, ...boolean[]]", { kind: "tuple", rest: { type: { kind: "boolean" } }, items: [{ type: number, label: "x", optional: false }, { type: text, label: "y", optional: true }] }],
    ["readonly [1, 2]", { kind: "tuple", readonly: true, rest: null }],
    ["Record<string, number | null>", { kind: "record", keys: text, values: { type: number, nullable: true }, readonly: false }],
    ["{ readonly [key: string]: string }", { kind: "record", keys: text, readonly: true }],
    ["Record<number, string>", { kind: "record", keys: { kind: "template", parts: [{ hole: "number" }] } }],
    ["Record<`x-${string}`, string>", { kind: "record", keys: { kind: "template", pattern: "^x-[\\s\\S]*$" } }],
    ["`ORD-${number}`", { kind: "template", parts: ["ORD-", { hole: "number" }] }],
    ['`${"a" | "b"}.${1 | 2}`', literal("a.1", "a.2", "b.1", "b.2")],
    ['Uppercase<"a" | "b">', literal("A", "B")],
    ["Capitalize<keyof Address>", literal("Street", "City", "Zip")],
    ["keyof Address", literal("street", "city", "zip")],
    ["(typeof LEVELS)[number]", literal("low", "high")],
    ["keyof typeof COLOURS", literal("red", "blue")],
    ["(typeof COLOURS)[keyof typeof COLOURS]", literal("#f00", "#00f")],
    ["keyof typeof Tier", literal("Free", "Pro")],
    ["`${Tier}`", literal("free", "pro")],
    ["Tier", { kind: "named", name: "Tier" }],
    ["Tier.Pro", { kind: "enumMember", name: "Tier", member: "Pro", value: "pro" }],
    ["Level.Top", { kind: "enumMember", value: 5 }],
    ['Address["zip"]', number],
    ['Payment["kind"]', literal("card", "iban")],
    ['Exclude<"a" | "b" | 1, string>', literal(1)],
    ['Extract<"a" | "b" | 1, string>', literal("a", "b")],
    ["NonNullable<Maybe<string>>", text],
    ["string | number", { kind: "union", members: [text, number], discriminator: null }],
    ["string | string[]", { kind: "union", members: [text, { kind: "array" }] }],
    ['(string & {}) | "a"', { kind: "union", members: [{ ...text, open: true }, literal("a")] }],
    ['string | "a"', text],
    ['boolean | "x"', { kind: "union", members: [{ kind: "boolean" }, literal("x")] }],
    ["Card | Iban", { kind: "union", discriminator: "kind", members: [{ name: "Card" }, { name: "Iban" }] }],
    ["Payment", { kind: "named", name: "Payment" }],
    ["Maybe<number>", number],
    ["Page<Address>", { kind: "named", name: "PageAddress" }],
    ["Page<string, 1 | 2>", { kind: "named", name: "PageString1Or2" }],
    ["Address extends { street: string } ? 1 : 2", literal(1)],
    ["(readonly string[])[number]", text],
    ["Readonly<string[]>", { kind: "array", readonly: true }],
    ['import("./other.js").Other', { kind: "named", name: "Other" }],
  ])("%s", (type, expected) => {
    const models = readSound({ "models/issue.ts": issueText(`value!: ${type};`, { before }), "models/other.ts": "export interface Other { a: string }" });
    expect(models[0]?.fields[0]).toMatchObject({ type: expected });
  });

  it.each([
    ["Partial<Address>", "PartialAddress", ["street?", "city?", "readonly zip?"]],
    ["Required<Address>", "RequiredAddress", ["street", "city", "readonly zip"]],
    ["Readonly<Address>", "ReadonlyAddress", ["readonly street", "readonly city?", "readonly zip"]],
    ['Pick<Address, "zip" | "street">', "PickAddressZipOrStreet", ["street", "readonly zip"]],
    ['Omit<Address, "street">', "OmitAddressStreet", ["city?", "readonly zip"]],
    ["{ [Key in keyof Address]?: Address[Key] }", "IssueValue", ["street?", "city?", "readonly zip?"]],
    ["{ -readonly [Key in keyof Address]-?: string }", "IssueValue", ["street", "city", "zip"]],
    ["{ [Key in keyof Address as `old${Capitalize<Key>}`]: string }", "IssueValue", ["oldStreet", "oldCity?", "readonly oldZip"]],
    ['Record<"a" | "b", number>', "IssueValue", ["a", "b"]],
    ["Record<Tier, number>", "IssueValue", ["free", "pro"]],
    ["Address & Card", "AddressAndCard", ["street", "city?", "readonly zip", "kind", "last4"]],
    ["Address & { extra: string }", "IssueValue", ["street", "city?", "readonly zip", "extra"]],
    ["typeof COLOURS", "COLOURS", ["readonly red", "readonly blue"]],
  ])("%s has fields", (type, name, fields) => {
    expect(fieldNames(type, name)).toEqual(fields);
  });

  it.each([
    ["Date | string", "SPEC2005"],
    ["bigint | string", "SPEC2005"],
    ["Date | bigint", ""],
    ['Date | "never"', ""],
    ["Date[] | string[]", "SPEC2005"],
    ["{ at: Date } | { at: string }", "SPEC2005"],
    ["{ at: Date } | { on: string }", ""],
    ["any", "SPEC2002"],
    ["object", "SPEC2002"],
    ["never", "SPEC2002"],
    ["void", "SPEC2002"],
    ["{}", "SPEC2011"],
    ["symbol", "SPEC2003"],
    ["() => void", "SPEC2003"],
    ["Map<string, string>", "SPEC2003"],
    ["Promise<string>", "SPEC2003"],
    ["string & { brand: 1 }", "SPEC2006"],
    ["string | undefined", "SPEC2004"],
    ['Address["town"]', "SPEC2015"],
    ['Pick<Address, "town">', "SPEC2015"],
    ["Tier.Gold", "SPEC2015"],
    ["typeof later", "SPEC2017"],
    ["Address<string>", "SPEC2010"],
    ["Page", "SPEC2010"],
  ])("%s gives %s", (type, code) => {
    expect(codesOf({ "models/issue.ts": issueText(`value!: ${type};`, { before: `${before}\nlet later;` }) }).join(" ")).toBe(code);
  });
});

describe("types that contain themselves", () => {
  it("are read, by interface, by alias and by each other", () => {
    const recursive = "interface Node { children: Node[]; other: Other | null }\ninterface Other { node: Node }\ntype Tree = string | Tree[];\ntype Json = string | number | boolean | null | Json[] | { [key: string]: Json };";
    const model = readIssue("node!: Node;\ntree!: Tree;\njson!: Json;", { before: recursive });
    expect(model.types.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["object Other", "object Node", "alias Tree", "alias Json"]);
    expect(model.fields[1]?.type).toEqual({ kind: "named", name: "Tree" });
    expect(model.fields[2]?.nullable).toBe(true);
  });

  it("may be the model itself", () => {
    const model = readIssue("parent: Issue | null = null;");
    expect(model.fields[0]?.type).toEqual({ kind: "named", name: "Issue" });
    expect(model.types).toEqual([]);
  });

  it.each([
    ["type A = A;", "A"],
    ["type A = B | string;\ntype B = A | number;", "A"],
    ["interface A extends A { a: string }", "A"],
    ["interface A<T> { next: A<T[]> }", "A<string>"],
    ["interface A<T> { left: A<[T, 1]>; right: A<[T, 2]> }", "A<string>"],
    ["type A<T> = { a: A<[T, T]> }", "A<string>"],
  ])("end: %s", (declarations, type) => {
    const codes = codesOf({ "models/issue.ts": issueText(`value!: ${type};`, { before: declarations }) });
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set([...codes, "SPEC2009", "SPEC2003"]).size).toBe(2);
  });

  it("don't write out without end", () => {
    const doubling = Array.from({ length: 40 }, (_, at) => `type T${at} = [T${at + 1}, T${at + 1}];`).join("\n");
    expect(codesOf({ "models/issue.ts": issueText("value!: T0;", { before: `${doubling}\ntype T40 = string;` }) })).toContain("SPEC2009");
  });
});

describe("inheritance", () => {
  it("puts the parents' fields first, and what is overridden stays in its place", () => {
    const parents = "interface Named { name: string }\nabstract class Base<Id> implements Named { id!: Id; name: string = \"\"; static count = 0; constructor() {} }\ninterface Extra extends Base<number>, Pick<Tagged, \"tags\"> { id: 1 }\ninterface Tagged { tags: string[]; hidden: string }";
    const model = readIssue("extra!: Extra;", { before: parents });
    expect(model.types.map(({ name }) => name)).toEqual(["Extra"]);
    expect(model.types).toMatchObject([{ fields: [{ name: "id" }, { name: "name" }, { name: "tags" }] }]);
  });

  it("reads a job", () => {
    const files = { "models/train.ts": 'import { Job, schema } from "@specstar/runtime/spec";\nexport class Train extends Job<{ epochs: number }, { loss: number }> { name!: string; }\nexport default schema(Train, "v1");' };
    const [model] = readSound(files);
    expect(model?.fields.map(({ name, access }) => `${name} ${access}`)).toEqual(["payload null", "result readOnly", "state readOnly", "attempts readOnly", "maxRetries null", "runAt null", "priority null", "timeout null", "dedupeKey null", "concurrencyKey null", "schedule null", "firedBy readOnly", "log readOnly", "name null"]);
    expect(model?.job).toMatchObject({ payload: { name: "TrainPayload" }, result: { name: "TrainResult" } });
    expect(model?.types.map(({ name }) => name)).toEqual(["TrainPayload", "TrainResult", "JobAttempt", "CronSchedule", "IntervalSchedule"]);
  });

  it("merges declarations", () => {
    const model = readIssue("box!: Box;", { before: "interface Box { a: string }\ninterface Box { b: string }" });
    expect(model.types).toMatchObject([{ fields: [{ name: "a" }, { name: "b" }] }]);
  });

  it("refuses what is not data", () => {
    const members = "save(): void {}\nget size(): number { return 1 }\nconstructor(private readonly a: string) {}\nprivate b = 1;\n#c = 2;\nd!: string;";
    expect(codesOf({ "models/issue.ts": issueText(members) })).toEqual(["SPEC1202", "SPEC1202", "SPEC1202", "SPEC1205", "SPEC1205"]);
  });
});

describe("models", () => {
  it("may be a union of classes", () => {
    const [model] = readSound({
      "models/pet.ts": 'import { schemaOf, type Index } from "@specstar/runtime/spec";\ninterface Cat { kind: "cat"; name: string & Index }\ninterface Dog { kind: "dog"; name: string & Index; good: boolean }\nexport type Pet = Cat | Dog;\nexport default schemaOf<Pet>("Pet", "v1");',
    });
    expect(model).toMatchObject({ name: "Pet", fields: [], union: { kind: "union", discriminator: "kind" }, indexes: [{ path: "name", nullable: false }] });
    expect(model?.types.map(({ name }) => name)).toEqual(["Cat", "Dog"]);
  });

  it("are not embedded in others", () => {
    const account = 'import { schema } from "@specstar/runtime/spec";\nexport class Account { name!: string }\nexport default schema(Account, "v1");';
    const issue = issueText("account!: Account;", { before: 'import type { Account } from "./account.js";' });
    expect(codesOf({ "models/account.ts": account, "models/issue.ts": issue })).toEqual(["SPEC2008"]);
  });
});

describe("modules", () => {
  it("are found in packages, as their manifests say", () => {
    const [model] = readSound({
      "models/issue.ts": issueText("a!: A;\nb!: B;\nc!: ns.C;\nd!: D;\ne!: E;\nf!: F;", {
        before: 'import type { A } from "exported";\nimport type { B } from "exported/sub/b.js";\nimport type * as ns from "typed";\nimport D from "by-types";\nimport E = require("./equals.js");\nimport type { F } from "./index.js";',
      }),
      "models/equals.ts": "interface E { e: string }\nexport = E;",
      "models/index.ts": 'export type { Far as F } from "./far.js";',
      "models/far.ts": "namespace Inner { export interface Far { f: string } }\nexport import Far = Inner.Far;",
      "node_modules/exported/package.json": '{ "exports": { ".": { "types": "./a.d.ts", "default": "./a.js" }, "./sub/*.js": { "types": "./lib/*.d.ts" } } }',
      "node_modules/exported/a.d.ts": "/** @see elsewhere */\nexport interface A { a: string }",
      "node_modules/exported/lib/b.d.ts": 'import { A } from "../a.js";\nexport interface B extends A { b: string }',
      "node_modules/typed/package.json": '{ "typings": "types/main" }',
      "node_modules/typed/types/main.d.ts": "declare namespace Typed { interface C { c: string } }\nexport = Typed;",
      "node_modules/@types/by-types/package.json": "{}",
      "node_modules/@types/by-types/index.d.ts": "export default interface D { d: string }",
    });
    expect(model?.types.map(({ name }) => name)).toEqual(["A", "B", "TypedC", "D", "E", "InnerFar"]);
  });

  it("are blamed where the project uses them", () => {
    const files = {
      "models/issue.ts": issueText("a!: A;", { before: 'import type { A } from "pkg";' }),
      "node_modules/pkg/package.json": '{ "types": "index.d.ts" }',
      "node_modules/pkg/index.d.ts": "export interface A { a: any; b: any }",
    };
    expect(codesOf(files)).toEqual(["SPEC2002"]);
  });
});

describe("names of fields", () => {
  it("may be any", () => {
    const model = readIssue('"content-type"!: string;\n"ä b"!: string;\nid!: string;\nconstructor_!: string;\ntoString!: string;\nvalue!: { constructor: string; 1: string };');
    expect(model.fields.map(({ name }) => name)).toEqual(["content-type", "ä b", "id", "constructor_", "toString", "value"]);
  });
});

it("keeps `undefined` of an optional field out of its type", () => {
  expect(readOneField("value?: string | undefined;")).toMatchObject({ type: text, optional: true, undefinable: true, nullable: false });
  expect(readOneField("value?: string;")).toMatchObject({ type: text, optional: true, undefinable: false });
});
