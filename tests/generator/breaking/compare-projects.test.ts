import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareProjects } from "../../../generator/breaking/compare-projects.js";
import { RULES, type RuleName } from "../../../generator/breaking/rules.js";
import type { Field, Model, ModelOptions } from "../../../generator/ir/model.js";
import type { FieldType, NamedType } from "../../../generator/ir/type.js";
import { field, model, project, text } from "../emitters/model-ir.js";

const issue = (fields: readonly Field[], more: Partial<Model> = {}): Model => model("Issue", { file: "models/issue.ts", fields, ...more });
const title = (more: Partial<Field> = {}, type: FieldType = text): Model => issue([field("title", type, more)]);
const options = (more: Partial<ModelOptions>): Model => issue([], { options: { ...issue([]).options, ...more } });
const limited = (maxLength: number | null): FieldType => ({ kind: "string", minLength: null, maxLength, pattern: null, format: null, open: false });
const number = (integer: boolean): FieldType => ({ kind: "number", integer, min: null, max: null });
const literal = (...values: string[]): FieldType => ({ kind: "literal", values });
const constant = (value: string) => ({ kind: "constant", value }) as const;
const index = (type: "text" | "integer") => [{ path: "title", type, nullable: false, list: false, renamedFrom: null }];
const reference = (to: string, onDelete: "cascade" | "restrict") => [{ path: "owner", list: false, model: to, to: "resource", onDelete }] as const;
const tier = (...names: string[]): NamedType => ({ kind: "enum", name: "Tier", members: names.map((name) => ({ name, value: "free" })), from: { file: "models/tier.ts" }, doc: "" });
const address = (...fields: Field[]): NamedType => ({ kind: "object", name: "Address", fields, rest: null, joins: [], doc: "" });
const list = (items: FieldType): FieldType => ({ kind: "array", items: { type: items, nullable: false }, minItems: null, maxItems: null, uniqueItems: false, readonly: false });
const named = (name: string): FieldType => ({ kind: "named", name });

/** For each rule a change that breaks it, and where that is told. */
const CASES: Readonly<Record<RuleName, readonly [before: Model, after: Model | null, place: string]>> = {
  CONSTRAINT_LOOSENED: [title({}, limited(5)), title({}, limited(9)), "Issue.title"],
  CONSTRAINT_TIGHTENED: [title({}, limited(9)), title({}, limited(5)), "Issue.title"],
  DEFAULT_CHANGED: [title({ default: constant("a") }), title({ default: constant("b") }), "Issue.title"],
  DEFAULT_STATUS_CHANGED: [options({}), options({ defaultStatus: "draft" }), "Issue"],
  DISPLAY_NAME_CHANGED: [issue([], { displayName: "title" }), issue([]), "Issue"],
  ENUM_MEMBER_RENAMED: [issue([], { types: [tier("Free")] }), issue([], { types: [tier("Gratis")] }), "Tier.Free"],
  FIELD_ABSENT: [title(), title({ optional: true }), "Issue.title"],
  FIELD_ADDED_REQUIRED: [issue([]), title(), "Issue.title"],
  FIELD_HIDDEN: [title(), title({ access: "writeOnly" }), "Issue.title"],
  FIELD_PROTECTED: [title(), title({ access: "readOnly" }), "Issue.title"],
  FIELD_READONLY: [title(), title({ readonly: true }), "Issue.title"],
  FIELD_REMOVED: [title(), issue([]), "Issue.title"],
  FIELD_RENAMED: [title(), issue([field("name", text, { renamedFrom: "title" })]), "Issue.title"],
  FIELD_REQUIRED: [title({ default: constant("a") }), title(), "Issue.title"],
  FIELD_TYPE_CHANGED: [title(), title({}, number(false)), "Issue.title"],
  INDEX_REMOVED: [issue([], { indexes: index("text") }), issue([]), "Issue.title"],
  INDEX_TYPE_CHANGED: [issue([], { indexes: index("text") }), issue([], { indexes: index("integer") }), "Issue.title"],
  MODEL_PATH_CHANGED: [options({}), options({ path: "tickets" }), "Issue"],
  MODEL_PLURAL_CHANGED: [options({}), options({ plural: "tickets" }), "Issue"],
  MODEL_REMOVED: [issue([]), null, "Issue"],
  NULL_REFUSED: [title({ nullable: true }), title(), "Issue.title"],
  NULL_RETURNED: [title(), title({ nullable: true }), "Issue.title"],
  ON_DELETE_CHANGED: [issue([], { references: reference("Member", "restrict") }), issue([], { references: reference("Member", "cascade") }), "Issue.owner"],
  REFERENCE_RETARGETED: [issue([], { references: reference("Member", "restrict") }), issue([], { references: reference("Team", "restrict") }), "Issue.owner"],
  REQUIRE_IF_MATCH_ADDED: [options({}), options({ requireIfMatch: true }), "Issue"],
  REQUIRE_REASON_ADDED: [options({}), options({ requireReason: true }), "Issue"],
  ROUTE_REMOVED: [options({}), options({ withoutRoutes: ["delete"] }), "Issue"],
  SCHEMA_VERSION_LOWERED: [issue([], { schemaVersion: "v10" }), issue([], { schemaVersion: "v9" }), "Issue"],
  TYPE_REMOVED: [issue([], { types: [address()] }), issue([]), "Address"],
  UNIQUE_ADDED: [issue([]), issue([], { unique: [["title", "status"]] }), "Issue.title, status"],
  VALUE_ADDED: [title({}, literal("a")), title({}, literal("a", "b")), "Issue.title"],
  VALUE_REMOVED: [title({}, literal("a", "b")), title({}, literal("a")), "Issue.title"],
};

function compare(before: Model, after: Model | null) {
  return compareProjects(project(before), project(...(after === null ? [] : [after]))).map(({ rule, place }) => `${rule} ${place}`);
}

describe("compareProjects", () => {
  it.each(Object.entries(CASES))("finds %s, and nothing else", (rule, [before, after, place]) => {
    expect(compare(before, after)).toEqual([`${rule} ${place}`]);
    expect(compare(before, before)).toEqual([]);
  });

  const holding = (type: FieldType, ...types: NamedType[]): Model => issue([field("it", type)], { types });
  it.each<[string, Model, Model, string[]]>([
    ["a choice becomes any text", title({}, literal("a")), title(), ["CONSTRAINT_LOOSENED Issue.title"]],
    ["any text becomes a choice", title(), title({}, literal("a", "b")), ["CONSTRAINT_TIGHTENED Issue.title"]],
    ["a number must be whole", title({}, number(false)), title({}, number(true)), ["CONSTRAINT_TIGHTENED Issue.title"]],
    ["a member of a union is new", title(), title({}, { kind: "union", members: [text, number(false)], discriminator: null }), ["VALUE_ADDED Issue.title"]],
    ["items of a list", holding(list(limited(9))), holding(list(limited(5))), ["CONSTRAINT_TIGHTENED Issue.it[]"]],
    ["a list of something else", holding(list(text)), holding(list(number(true))), ["FIELD_TYPE_CHANGED Issue.it[]"]],
    ["a field of a type that holds itself", holding(named("Address"), address(field("next", named("Address")), field("city"))), holding(named("Address"), address(field("next", named("Address")))), ["FIELD_REMOVED Address.city"]],
    ["a required field with a default", issue([]), title({ default: constant("a") }), []],
    ["an alias of the same", title({}, literal("a")), issue([field("title", named("Word"))], { types: [{ kind: "alias", name: "Word", type: literal("a"), nullable: false, doc: "" }] }), []],
    ["a field that nobody saw", title({ access: "internal" }), issue([]), []],
    ["a default that is gone", title({ optional: true, default: constant("a") }), title({ optional: true }), ["DEFAULT_CHANGED Issue.title"]],
  ])("%s", (_, before, after, expected) => {
    expect(compare(before, after)).toEqual(expected);
  });

  it("tells in the order of places", () => {
    const before = issue([field("b"), field("a")]);
    expect(compare(before, issue([]))).toEqual(["FIELD_REMOVED Issue.a", "FIELD_REMOVED Issue.b"]);
  });
});

describe("docs/breaking.md", () => {
  const page = readFileSync(new URL("../../../docs/breaking.md", import.meta.url), "utf8");
  const sections = page.split(/^### /m).slice(1);

  it("lists every rule with its category, severity and title, and an example", () => {
    expect(sections.map((section) => section.split("\n")[0])).toEqual(Object.keys(RULES));
    for (const [at, { category, severity, title: summary }] of Object.values(RULES).entries()) {
      expect(sections[at]).toContain(`*${category}, ${severity}.* ${summary}`);
      expect(sections[at]).toMatch(/```diff\n(.*\n)*[-+].*\n(.*\n)*```/);
    }
  });
});
