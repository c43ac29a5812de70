import { describe, expect, it } from "vitest";
import { DEFAULT_JOB_SETTINGS } from "../../../../generator/ir/job-settings.js";
import { nameComponents } from "../../../../generator/emitters/openapi/component-names.js";
import { documentJson } from "../../../../generator/emitters/openapi/document-json.js";
import { toDocument } from "../../../../generator/emitters/openapi/document.js";
import { modelPart, partAlone } from "../../../../generator/emitters/openapi/model-part.js";
import type { Components } from "../../../../generator/emitters/openapi/types.js";
import type { OpenapiConfig } from "../../../../generator/config.js";
import type { Field, IndexedPath, Model } from "../../../../generator/ir/model.js";
import type { FieldType, NamedType } from "../../../../generator/ir/type.js";
import { doc, field, model, text } from "../model-ir.js";
import { componentsOf } from "./components-of.js";
import { pathsOf } from "./paths-of.js";

const whole: FieldType = { kind: "number", integer: true, min: null, max: null };
const number: FieldType = { ...whole, integer: false };
const named = (name: string): FieldType => ({ kind: "named", name });
const valueOf = (type: FieldType, nullable = false) => ({ type, nullable });

function index(path: string): IndexedPath {
  return { path, type: "text", nullable: false, list: false, renamedFrom: null };
}

function statusField(...values: string[]): Field {
  return field("status", { kind: "literal", values });
}

const tier: NamedType = { kind: "enum", name: "Tier", members: [{ name: "Free", value: 0 }, { name: "Pro", value: 1 }], from: { file: "models/a.ts" }, doc: "" };
const card: NamedType = { kind: "object", name: "Card", fields: [field("kind", { kind: "literal", values: ["card"] }), field("digits")], rest: null, joins: [], doc: "" };
const iban: NamedType = { kind: "object", name: "Iban", fields: [field("kind", { kind: "literal", values: ["iban"] }), field("iban")], rest: null, joins: [], doc: "" };
const bag: NamedType = {
  kind: "object",
  name: "Bag",
  fields: [field("size", whole)],
  rest: { kind: "record", keys: { kind: "template", parts: ["x-", { hole: "string" }], pattern: "^x-[\\s\\S]*$" }, values: valueOf(text), readonly: false },
  joins: [],
  doc: "",
};
const types = [tier, card, iban, bag];

function schemasOf(fields: readonly Field[], more: Partial<Model> = {}): Components["schemas"] {
  return componentsOf(toDocument([model("Thing", { types, fields, ...more })], {})).schemas;
}

/** The schema of a field of this type, in answers. */
function schemaOf(type: FieldType, more: Partial<Field> = {}): unknown {
  const schema = schemasOf([field("value", type, more)])["Thing"];
  return schema !== undefined && "properties" in schema ? schema.properties?.["value"] : undefined;
}

const array = { kind: "array", minItems: null, maxItems: null, uniqueItems: false, readonly: false } as const;
const tuple = { kind: "tuple", rest: null, readonly: false } as const;

describe("the schema of a field", () => {
  it.each<[FieldType, object]>([
    [{ ...text, kind: "string", minLength: 1, maxLength: 9, pattern: "^a", format: "email", open: false }, { type: "string", minLength: 1, maxLength: 9, pattern: "^a", format: "email" }],
    [whole, { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }],
    [number, { type: "number" }],
    [{ kind: "bigint" }, { type: "string", pattern: "^(0|-?[1-9][0-9]*)$" }],
    [{ kind: "decimal" }, { type: "string", pattern: "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$" }],
    [{ kind: "binary" }, { $ref: "#/components/schemas/Binary" }],
    [{ kind: "json" }, {}],
    [{ kind: "literal", values: ["a", 1] }, { type: ["string", "number"], enum: ["a", 1] }],
    [{ kind: "enumMember", name: "Tier", member: "Pro", value: 1 }, { type: "number", const: 1 }],
    [{ kind: "template", parts: ["ORD-", { hole: "number" }], pattern: "^ORD-1$" }, { type: "string", pattern: "^ORD-1$" }],
    [
      { kind: "reference", model: "BlogPost", to: "revision", onDelete: "cascade" },
      { type: "string", pattern: "^blog-post:[A-Za-z0-9._-]+:[1-9][0-9]*$", "x-ref": { model: "BlogPost", onDelete: "cascade", to: "revision" } },
    ],
    [{ ...array, items: valueOf(text, true), minItems: 1, maxItems: 2, uniqueItems: true }, { type: "array", items: { type: ["string", "null"] }, minItems: 1, maxItems: 2, uniqueItems: true }],
    [
      { ...tuple, items: [{ ...valueOf(text), optional: false, label: null }, { ...valueOf({ kind: "boolean" }), optional: true, label: null }] },
      { type: "array", prefixItems: [{ type: "string" }, { type: "boolean" }], items: {}, minItems: 1, maxItems: 2 },
    ],
    [{ ...tuple, items: [], rest: valueOf(number) }, { type: "array", items: { type: "number" } }],
    [{ kind: "record", keys: { kind: "template", parts: [], pattern: "^$" }, values: valueOf(text), readonly: false }, { type: "object", propertyNames: { pattern: "^$" }, additionalProperties: { type: "string" } }],
    [{ kind: "union", members: [text, number], discriminator: null }, { anyOf: [{ type: "string" }, { type: "number" }] }],
  ])("%j", (type, schema) => {
    expect(schemaOf(type)).toEqual(schema);
  });

  it("may be null", () => {
    expect(schemaOf({ kind: "enumMember", name: "Tier", member: "Pro", value: 1 }, { nullable: true })).toEqual({ type: ["number", "null"], enum: [1, null] });
    expect(schemaOf(named("Card"), { nullable: true })).toEqual({ anyOf: [{ $ref: "#/components/schemas/Card" }, { type: "null" }] });
    expect(schemaOf({ kind: "json" }, { nullable: true })).toEqual({});
  });

  it("tells objects apart by their discriminator", () => {
    const schema = schemaOf({ kind: "union", members: [named("Card"), named("Iban")], discriminator: "kind" });
    const [first, second] = ["#/components/schemas/Card", "#/components/schemas/Iban"];
    expect(schema).toEqual({ oneOf: [{ $ref: first }, { $ref: second }], discriminator: { propertyName: "kind", mapping: { card: first, iban: second } } });
  });

  it("names the members of a number enum", () => {
    expect(schemasOf([field("tier", named("Tier"))])["Tier"]).toEqual({ type: "number", enum: [0, 1], "x-enum-varnames": ["Free", "Pro"] });
  });

  it("allows other keys beside fields", () => {
    expect(schemasOf([field("bag", named("Bag"))])["Bag"]).toMatchObject({ additionalProperties: false, patternProperties: { "^x-[\\s\\S]*$": { type: "string" } } });
  });

  it.each<[FieldType, string, unknown]>([
    [text, "1", "1"],
    [text, '"1"', "1"],
    [whole, "1", 1],
    [whole, "1.5", undefined],
    [{ ...array, items: valueOf(whole) }, "[1, 2]", [1, 2]],
    [{ ...array, items: valueOf(whole) }, "[1, null]", undefined],
    [named("Card"), '{"kind":"card","digits":"1"}', { kind: "card", digits: "1" }],
    [named("Card"), '{"kind":"iban","digits":"1"}', undefined],
    [{ kind: "json" }, "{}", {}],
    [{ kind: "bigint" }, "12", "12"],
    [named("Tier"), "1", 1],
  ])("%j has the example %s if it fits", (type, example, value) => {
    const schema = schemaOf(type, { doc: { ...doc(), examples: [example] } });
    expect(Object(schema).examples).toEqual(value === undefined ? undefined : [value]);
  });
});

describe("the schemas of a model", () => {
  const fields = [
    field("shown", text, { access: "readOnly" }),
    field("told", text, { access: "writeOnly" }),
    field("hidden", text, { access: "internal" }),
    field("plain"),
    field("made", { kind: "date" }, { default: { kind: "now" } }),
  ];
  const indexes = ["shown", "hidden"].map(index);

  it("leave out of answers and of bodies what HTTP doesn't have there", () => {
    const schemas = schemasOf(fields, { indexes });
    expect(Object.keys(Object(schemas["Thing"]).properties)).toEqual(["shown", "plain", "made"]);
    expect(Object.keys(Object(schemas["ThingInput"]).properties)).toEqual(["told", "plain", "made"]);
    expect(Object(schemas["ThingInput"]).properties.made).toEqual({ type: "string", format: "date-time", "x-default": "now()" });
    expect(Object(schemas["ThingInput"]).required).toEqual(["told", "plain"]);
  });

  it("don't give away a hidden field where its index is", () => {
    const components = componentsOf(toDocument([model("Thing", { fields, indexes })], {}));
    expect(JSON.stringify(components)).not.toMatch(/hidden/);
    expect(Object.keys(components.parameters)).toContain("TextFilter.shown");
  });

  it("are one where writes take what answers give", () => {
    expect(schemasOf([field("plain")])).not.toHaveProperty("ThingInput");
  });

  it("say what JSON Schema has no words for", () => {
    const schemas = schemasOf([field("title"), field("email"), field("card", named("Card"))], {
      indexes: [index("title"), index("email"), index("card.digits")],
      compoundIndexes: [["title", "email"]],
      unique: [["email"], ["title", "card.digits"]],
      displayName: "title",
      job: { payload: named("Card"), result: number, settings: DEFAULT_JOB_SETTINGS },
    });
    expect(schemas["Thing"]).toMatchObject({
      "x-schema-version": "v1",
      "x-display-name": "title",
      "x-index": [["card.digits"], ["title", "email"]],
      "x-unique": [["title", "card.digits"]],
      "x-job": { payload: { $ref: "#/components/schemas/Card" }, result: { type: "number" } },
      properties: { title: { "x-indexed": true }, email: { "x-indexed": true, "x-unique": true } },
    });
  });
});

describe("the document", () => {
  const security: OpenapiConfig["security"] = { token: { type: "http", scheme: "bearer" } };

  it("says what the config says", () => {
    const document = toDocument([model("Thing")], { title: "Shop", servers: [{ url: "https://example.org" }], security });
    const { info, servers } = document;
    const paths = pathsOf(document);
    expect(info.title).toBe("Shop");
    expect(servers).toEqual([{ url: "https://example.org" }]);
    expect(componentsOf(document).securitySchemes).toEqual(security);
    expect(paths["/things"]?.post).toMatchObject({ security: [{ token: [] }], responses: { 403: { $ref: "#/components/responses/Forbidden" } } });
    expect(paths["/things"]?.get?.responses).not.toHaveProperty("403");
    expect(paths["/livez"]?.get).not.toHaveProperty("security");
  });

  it("shares the filters by fields of one name and type, and keeps those whose values are known apart", () => {
    const indexes = [index("title"), index("status")];
    const document = toDocument(
      [model("Bug", { fields: [field("title"), statusField("open")], indexes }), model("Note", { fields: [field("title"), statusField("new", "old")], indexes })],
      {},
    );
    const components = componentsOf(document);
    const paths = pathsOf(document);
    expect(Object.keys(components.parameters).filter((name) => /title|status/.test(name))).toEqual(["TextFilter.title", "Bug.status", "Note.status"]);
    for (const path of ["/bugs", "/notes/count"]) expect(paths[path]?.get?.parameters).toContainEqual({ $ref: "#/components/parameters/TextFilter.title" });
    expect(components.parameters["Note.status"]).toMatchObject({ schema: { properties: { eq: { enum: ["new", "old"] } } } });
  });

  it("closes the meta of a model, and says which indexed fields it has", () => {
    const components = componentsOf(toDocument([model("Thing", { fields: [field("title")], indexes: [index("title")] })], {}));
    expect(components.schemas["ResourceMeta"]).toMatchObject({ additionalProperties: false });
    expect(components.schemas["ThingMeta"]).toMatchObject({
      allOf: [{ $ref: "#/components/schemas/ResourceMeta" }],
      required: ["indexedData"],
      properties: { indexedData: { additionalProperties: false, required: ["title"], properties: { title: { type: "string" } } } },
    });
  });

  it("has no route that is switched off, and nothing that only it needed", () => {
    const off = model("Thing", { options: { ...model("Thing").options, withoutRoutes: ["create", "update", "search", "count"] } });
    const document = toDocument([off], {});
    const components = componentsOf(document);
    expect(pathsOf(document)).not.toHaveProperty("/things");
    expect(Object.keys(components.schemas)).not.toContain("TextFilter");
    expect(Object.keys(components.parameters)).not.toContain("Thing-sort");
  });

  it("has the parts of a model that is not touched by others", () => {
    const [one, two] = [model("One"), model("Two")];
    const [alone, together] = [nameComponents([one]).get(one), nameComponents([one, two]).get(one)];
    if (alone === undefined || together === undefined) throw new Error("The model has no names.");
    expect(modelPart(one, together, {})).toEqual(modelPart(one, alone, {}));
  });

  it("takes the part of a model as if there were no other only where the others leave its names alone", () => {
    const [thing, other] = [model("Thing"), model("Other", { types: [{ ...card, name: "ThingPage" }], fields: [field("page", named("ThingPage"))] })];
    const isGiven = (each: Model): boolean => pathsOf(toDocument([thing, other], {}, (one) => (one === each ? { ...partAlone(one, {}), paths: '"/given": {}' } : undefined)))["/given"] !== undefined;
    expect([isGiven(thing), isGiven(other)]).toEqual([false, true]);
    expect(documentJson(toDocument([thing, other], {}, (one) => partAlone(one, {})))).toBe(documentJson(toDocument([thing, other], {})));
  });
});
