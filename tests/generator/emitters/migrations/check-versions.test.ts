import { describe, expect, it } from "vitest";
import { checkVersions } from "../../../../generator/emitters/check-versions.js";
import { emitMigration } from "../../../../generator/emitters/emit-migration.js";
import type { Field, Model } from "../../../../generator/ir/model.js";
import type { FieldType, NamedType } from "../../../../generator/ir/type.js";
import { field, model, project, text } from "../model-ir.js";

const number: FieldType = { kind: "number", integer: false, min: null, max: null };
const integer: FieldType = { kind: "number", integer: true, min: 0, max: 9 };
const date: FieldType = { kind: "date" };
const decimal: FieldType = { kind: "decimal" };
const json: FieldType = { kind: "json" };
const literal = (...values: (string | number | boolean)[]): FieldType => ({ kind: "literal", values });
const union = (...members: FieldType[]): FieldType => ({ kind: "union", members, discriminator: null });
const list = (type: FieldType): FieldType => ({ kind: "array", items: { type, nullable: false }, minItems: null, maxItems: null, uniqueItems: false, readonly: false });
const tuple = (...items: FieldType[]): FieldType => ({ kind: "tuple", items: items.map((type) => ({ type, nullable: false, optional: false, label: null })), rest: null, readonly: false });
const record = (type: FieldType): FieldType => ({ kind: "record", keys: { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false }, values: { type, nullable: false }, readonly: false });
const named = (name: string): FieldType => ({ kind: "named", name });
const object = (name: string, ...fields: Field[]): NamedType => ({ kind: "object", name, fields, rest: null, joins: [], doc: "" });
const constant = { kind: "constant", value: null } as const;

function issue(schemaVersion: string, fields: readonly Field[], more: Partial<Model> = {}): Model {
  return model("Issue", { schemaVersion, fields, ...more });
}

function steps(...pairs: readonly (readonly [from: string, to: string])[]): Partial<Model> {
  return { functions: { exportName: "default", validate: false, newId: false, steps: pairs.map(([from, to]) => ({ from, to })) } };
}

/** The findings of the last model, after runs for those before it. */
function check(...models: readonly Model[]) {
  let lock: string | null = null;
  for (const each of models.slice(0, -1)) {
    lock = emitMigration(project(each), { migrations: "m", dialects: [], lock, existing: {}, now: new Date(0) }).files.at(-1)?.text ?? null;
  }
  return checkVersions(project(...models.slice(-1)), lock).map(({ code, message }) => `${code} ${message}`);
}

describe("a change of a field's type under one version", () => {
  const widens: [string, FieldType, FieldType][] = [
    ["more literals", literal("a", "b"), literal("b", "c", "a")],
    ["literals to text", literal("a"), text],
    ["a literal to one of several types", literal("a", 1), union(literal("a"), number)],
    ["integers to numbers", integer, number],
    ["limits", integer, { kind: "number", integer: true, min: 5, max: 6 }],
    ["a decimal to text", decimal, text],
    ["a template to text", { kind: "template", parts: ["a"], pattern: "^a$" }, text],
    ["a literal to a template", literal("ab"), { kind: "template", parts: ["a", { hole: "string" }], pattern: "^a.*$" }],
    ["a boolean to its literals", { kind: "boolean" }, literal(true, false)],
    ["a type to a union with it", date, union(number, date)],
    ["a union to a wider one", union(text, date), union(date, number, text)],
    ["text to any JSON", text, json],
    ["a list of literals to a list of text", list(literal("a")), list(text)],
    ["a tuple to a list", tuple(integer, number), list(number)],
    ["a record", record(integer), record(number)],
  ];
  it.each(widens)("is fine for %s", (_, before, after) => {
    expect(check(issue("v1", [field("a", before)]), issue("v1", [field("a", after)]))).toEqual([]);
  });

  const breaks: [string, FieldType, FieldType][] = [
    ["fewer literals", literal("a", "b"), literal("a")],
    ["text to literals", text, literal("a")],
    ["numbers to integers", number, integer],
    ["a date to text: it would be read as text", date, text],
    ["a big integer to text", { kind: "bigint" }, text],
    ["a date to any JSON", date, json],
    ["a list with dates to any JSON", list(date), json],
    ["a union to one of its types", union(text, date), date],
    ["a type to a list of it", text, list(text)],
    ["a list to a tuple", list(text), tuple(text)],
    ["a shorter tuple", tuple(text, text), tuple(text)],
    ["a longer tuple", tuple(text), tuple(text, text)],
    ["another model that is referred to", { kind: "reference", model: "A", to: "resource", onDelete: "restrict" }, { kind: "reference", model: "B", to: "resource", onDelete: "restrict" }],
  ];
  it.each(breaks)("needs a new version for %s", (_, before, after) => {
    expect(check(issue("v1", [field("a", before)]), issue("v1", [field("a", after)]))).toEqual([expect.stringMatching(/^SPEC5001 .*`a` was/)]);
  });
});

describe("a change of fields under one version", () => {
  const before = issue("v1", [field("a"), field("b", number, { optional: true })]);
  it.each([
    ["a new optional field", [field("a"), field("b", number, { optional: true }), field("c", text, { optional: true })]],
    ["null where there was none", [field("a", text, { nullable: true }), field("b", number, { optional: true })]],
    ["another order, docs and defaults", [field("b", number, { optional: true }), field("a", text, { default: constant, doc: { text: "x", deprecated: "y", examples: [] } })]],
  ])("is fine for %s", (_, fields) => {
    expect(check(before, issue("v1", fields))).toEqual([]);
  });

  it.each([
    ["a new required field", [field("a"), field("b", number, { optional: true }), field("c", text, { default: constant })], "`c: string` is new"],
    ["a field that is gone", [field("b", number, { optional: true })], "`a: string` is gone"],
    ["a field that is renamed", [field("c", text, { renamedFrom: "a" }), field("b", number, { optional: true })], "`a` is called `c`"],
    ["a field that must be there", [field("a"), field("b", number)], "`b` may no longer be absent"],
  ])("needs a new version for %s", (_, fields, told) => {
    expect(check(before, issue("v1", fields))).toEqual([`SPEC5001 \`Issue\` has another shape than its v1 had: ${told}.`]);
  });

  it("knows types by what they are, not by their names", () => {
    const types = (name: string) => ({ types: [object(name, field("city"))] });
    expect(check(issue("v1", [field("a", named("Address"))], types("Address")), issue("v1", [field("a", named("Place"))], types("Place")))).toEqual([]);
  });

  it("goes on into objects and lists, and stops at types that hold themselves", () => {
    const tree = (...more: Field[]) => ({ types: [object("Tree", field("children", list(named("Tree"))), ...more)] });
    const fields = [field("root", named("Tree"))];
    expect(check(issue("v1", fields, tree()), issue("v1", fields, tree(field("note", text, { optional: true }))))).toEqual([]);
    const [told] = check(issue("v1", fields, tree(field("at", date))), issue("v1", fields, tree(field("at"))));
    expect(told).toContain("`root.at` was `Date` and is `string`");
  });

  it("keeps what has been widened: to narrow it again needs a new version", () => {
    const [narrow, wide] = [issue("v1", [field("a")]), issue("v1", [field("a", text, { nullable: true })])];
    expect(check(narrow, wide, narrow)).toEqual([expect.stringContaining("SPEC5001")]);
  });
});

describe("a new version", () => {
  const first = issue("v1", [field("a"), field("owner", text)]);

  it.each([
    ["fields are added with a default or optional", [field("a"), field("owner"), field("c", number, { default: constant }), field("d", text, { optional: true })]],
    ["a field is gone", [field("a")]],
    ["a field is renamed", [field("a"), field("assignee", text, { renamedFrom: "owner", nullable: true })]],
    ["a field is widened", [field("a", union(text, number)), field("owner")]],
  ])("needs no step when %s", (_, fields) => {
    expect(check(first, issue("v2", fields))).toEqual([]);
  });

  it("needs a step for anything else, from every version that can't get there by itself", () => {
    const second = issue("v2", [field("a"), field("owner"), field("c", text)], steps(["v1", "v2"]));
    expect(check(first, issue("v2", [field("a"), field("owner"), field("c", text)]))).toEqual(["SPEC5002 Data of `Issue` v1 has no way to v2: `c: string` is new."]);
    expect(check(first, second)).toEqual([]);
    const third = [field("a", number), field("owner"), field("c", text)];
    expect(check(first, second, issue("v3", third, steps(["v1", "v2"])))).toEqual([expect.stringContaining("SPEC5002 Data of `Issue` v2 has no way to v3")]);
    expect(check(first, second, issue("v3", third, steps(["v1", "v2"], ["v2", "v3"])))).toEqual([]);
    expect(check(first, second, issue("v3", third, steps(["v1", "v3"], ["v2", "v3"])))).toEqual([]);
    expect(check(first, second, issue("v3", third, steps(["v1", "v9"], ["v2", "v3"])))).toEqual([expect.stringContaining("its steps lead to a version that nothing follows")]);
  });

  it("goes on by itself from where a step leads, and takes stale tags for what they are", () => {
    const second = issue("v2", [field("a"), field("assignee", text, { renamedFrom: "owner" })]);
    const third = issue("v3", [field("a"), field("assignee", text, { renamedFrom: "owner" }), field("owner", number, { default: constant })]);
    expect(check(first, second, third)).toEqual([]);
  });

  it("is not lower than the last", () => {
    expect(check(issue("v10", [field("a")]), issue("v9", [field("a")]))).toEqual(["SPEC5003 `Issue` has been at v10, and v9 is older."]);
  });
});
