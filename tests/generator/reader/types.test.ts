import { describe, expect, it } from "vitest";
import { readIssue, readOneField } from "./read-model.js";

const text = { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false };
const number = { kind: "number", integer: false, min: null, max: null };

function list(items: object, readonly: boolean): object {
  return { kind: "array", items, minItems: null, maxItems: null, uniqueItems: false, readonly };
}

describe("types of fields", () => {
  it.each([
    ["string", text],
    ["number", number],
    ["boolean", { kind: "boolean" }],
    ["Date", { kind: "date" }],
    ["Int", { ...number, integer: true }],
    ["number & Int", { ...number, integer: true }],
    ["Int & Min<-5> & Max<5>", { ...number, integer: true, min: -5, max: 5 }],
    ["number & Min<1> & Int", { ...number, integer: true, min: 1 }],
    ["string & MinLength<1> & MaxLength<200>", { ...text, minLength: 1, maxLength: 200 }],
    ["number & Min<0.5>", { ...number, min: 0.5 }],
    ['"open" | "in_progress" | "resolved"', { kind: "literal", values: ["open", "in_progress", "resolved"] }],
    ['| "b" | "a"', { kind: "literal", values: ["b", "a"] }],
    ["-1 | 0 | 1", { kind: "literal", values: [-1, 0, 1] }],
    ["1_000 | 0x10 | -0", { kind: "literal", values: [1000, 16, 0] }],
    ['"a" | 1 | true', { kind: "literal", values: ["a", 1, true] }],
    ["true", { kind: "literal", values: [true] }],
    ["true | false", { kind: "boolean" }],
    ["`plain`", { kind: "literal", values: ["plain"] }],
    ["string[]", list({ type: text, nullable: false }, false)],
    ["Array<number>", list({ type: number, nullable: false }, false)],
    ["readonly Date[]", list({ type: { kind: "date" }, nullable: false }, true)],
    ["ReadonlyArray<string>", list({ type: text, nullable: false }, true)],
    ["(string & MaxLength<5>)[]", list({ type: { ...text, maxLength: 5 }, nullable: false }, false)],
    ["(string | null)[]", list({ type: text, nullable: true }, false)],
    [
      "string[][]",
      list({ type: list({ type: text, nullable: false }, false), nullable: false }, false),
    ],
    ["((string))", text],
  ])("%s", (type, expected) => {
    expect(readOneField(`value!: ${type};`)).toMatchObject({ type: expected, nullable: false, optional: false });
  });

  it.each([
    ["string | null", true],
    ["null | string", true],
    ["(string & Index) | null", true],
    ["(string | null) & Index", true],
    ["Maybe", true],
    ["Maybe & Index", true],
    ["string", false],
  ])("%s: nullable is %s", (type, nullable) => {
    expect(readOneField(`value!: ${type};`, "type Maybe = string | null;")).toMatchObject({ type: text, nullable });
  });

  it("keeps null, ? and a default apart", () => {
    const { fields } = readIssue('a?: string;\nb: string | null = null;\nc: string = "c";\nd!: string;');
    expect(fields.map(({ nullable, optional, default: value }) => [nullable, optional, value])).toEqual([
      [false, true, null],
      [true, false, { kind: "constant", value: null }],
      [false, false, { kind: "constant", value: "c" }],
      [false, false, null],
    ]);
  });

  it("accepts every way to declare a field without a default", () => {
    const { fields } = readIssue('a!: string;\nb: string;\ndeclare c: string;\npublic d: string;\n"e": string;\nreadonly f: string;');
    expect(fields.map(({ name, readonly }) => `${name} ${readonly}`)).toEqual([
      "a false",
      "b false",
      "c false",
      "d false",
      "e false",
      "f true",
    ]);
  });

  it("looks through aliases of scalars, unions and markers", () => {
    const before =
      'type Title = string & MaxLength<50>;\ntype Key = Index & Unique;\ntype Status = "open" | "done";\ntype More = Status | "late";';
    const model = readIssue("title!: Title & MinLength<1> & Key;\nstatus!: More & Index;", { before });
    expect(model.fields.map(({ type }) => type)).toEqual([
      { ...text, minLength: 1, maxLength: 50 },
      { kind: "literal", values: ["open", "done", "late"] },
    ]);
    expect(model.indexes.map(({ path }) => path)).toEqual(["title", "status"]);
    expect(model.unique).toEqual([["title"]]);
  });

  it("takes a type of the project's own before the language's", () => {
    const { fields } = readIssue("when!: Date;\nlist!: Array;", { before: "type Date = string;\ntype Array = number[];" });
    expect(fields.map(({ type }) => type.kind)).toEqual(["string", "array"]);
  });
});

describe("indexes", () => {
  it.each([
    ["string", "text"],
    ['"a" | "b"', "text"],
    ["Int", "integer"],
    ["1 | 2", "integer"],
    ["1 | 2.5", "real"],
    ["number", "real"],
    ["boolean", "boolean"],
    ["Date", "date"],
  ])("of %s is %s", (type, indexed) => {
    expect(readIssue(`value!: (${type}) & Index;`).indexes).toEqual([
      { path: "value", type: indexed, nullable: false, list: false, renamedFrom: null },
    ]);
  });

  it("come in the order of the source, compound and unique ones among them, each once", () => {
    const model = readIssue(
      "a!: string;\nb!: (Int & Index) | null;\nc!: string;\nd!: string & Unique;\ne?: Date & Index & Unique;\nf!: string;",
      { options: '{ indexes: [["c", "a"], ["b", "c"]], unique: [["a", "f"]] }' },
    );
    expect(model.indexes.map(({ path, nullable }) => `${path} ${nullable}`)).toEqual([
      "a false",
      "b true",
      "c false",
      "d false",
      "e true",
      "f false",
    ]);
    expect(model.compoundIndexes).toEqual([
      ["c", "a"],
      ["b", "c"],
    ]);
    expect(model.unique).toEqual([["d"], ["e"], ["a", "f"]]);
  });
});
