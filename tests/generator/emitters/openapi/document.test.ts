import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { emitJsonSchema } from "../../../../generator/emitters/emit-json-schema.js";
import { nameComponents, schemaName } from "../../../../generator/emitters/openapi/component-names.js";
import { documentJson } from "../../../../generator/emitters/openapi/document-json.js";
import { toDocument } from "../../../../generator/emitters/openapi/document.js";
import { toYaml } from "../../../../generator/emitters/text/yaml.js";
import type { Model } from "../../../../generator/ir/model.js";
import { installJudges } from "../../../judges/install.js";
import { loadJsonSchemaValidator, type JsonSchemaValidator } from "../../../judges/json-schema.js";
import { randomTypesModel } from "../random-types.js";
import { componentsOf } from "./components-of.js";
import { pathsOf } from "./paths-of.js";

beforeAll(installJudges, 300_000);

function open(document: unknown): JsonSchemaValidator {
  const validator = loadJsonSchemaValidator();
  validator.addSchema(document, "document");
  return validator;
}

function read(models: readonly Model[]): Record<string, unknown> {
  return JSON.parse(documentJson(toDocument(models, {})));
}

interface Found {
  readonly pointer: string;
  readonly value: Readonly<Record<string, unknown>>;
}

function escaped(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}

/** Every object of a document, with the pointer to it. */
function objectsIn(value: unknown, pointer = ""): Found[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : [{ pointer, value: { ...value } }];
  return [...own, ...Object.entries(value).flatMap(([key, part]) => objectsIn(part, `${pointer}/${escaped(key)}`))];
}

function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const key of pointer.split("/").slice(1)) value = new Map(Object.entries(value ?? {})).get(decodeURIComponent(key));
  return value;
}

describe("a document of all kinds of types", () => {
  it("has examples that are what their schemas say", () => {
    const seen = { fields: 0, models: 0 };
    fc.assert(
      fc.property(randomTypesModel, (thing) => {
        const document = read([thing]);
        const validator = open(document);
        const schemas = objectsIn(valueAt(document, "/components/schemas"), "/components/schemas").filter(({ value }) => Array.isArray(value["examples"]));
        for (const { pointer, value } of schemas) {
          const isValid = validator.compile({ $ref: `document#${pointer}` });
          for (const example of Object.values(value["examples"] ?? {})) expect(isValid(example), `${pointer} ${JSON.stringify(example)}`).toBe(true);
        }
        seen.fields += schemas.filter(({ pointer }) => pointer.includes("/properties/")).length;
        seen.models += schemas.some(({ pointer }) => /\/Thing(?:Input)?$/.test(pointer)) ? 1 : 0;
      }),
      { numRuns: 80, seed: 20260101 },
    );
    // Most models can be given an example, and some fields have one that fits.
    expect(seen.models).toBeGreaterThan(45);
    expect(seen.fields).toBeGreaterThan(250);
  }, 300_000);

  it("has references that all lead somewhere, and no component that none leads to", () => {
    fc.assert(
      fc.property(randomTypesModel, (thing) => {
        const text = documentJson(toDocument([thing], {}));
        const document: Record<string, unknown> = JSON.parse(text);
        const references = new Set([...text.matchAll(/"\$ref": "#([^"]+)"/g)].map(([, pointer]) => pointer ?? ""));
        for (const pointer of references) expect(valueAt(document, pointer), pointer).toBeTypeOf("object");
        const components = Object.entries(document["components"] ?? {}).flatMap(([kind, parts]) => Object.keys(parts).map((name) => `/components/${kind}/${name}`));
        expect(components.filter((pointer) => !references.has(pointer))).toEqual([]);
      }),
      { numRuns: 60, seed: 20260101 },
    );
  }, 120_000);

  it("says the same in YAML", () => {
    const require = createRequire(fileURLToPath(new URL("../../../judges/package.json", import.meta.url)));
    const { load, JSON_SCHEMA, DEFAULT_SCHEMA }: { load: (text: string, options: object) => unknown; JSON_SCHEMA: unknown; DEFAULT_SCHEMA: unknown } = require("js-yaml");
    fc.assert(
      fc.property(randomTypesModel, (thing) => {
        const document = toDocument([thing], {});
        const json: unknown = JSON.parse(documentJson(document));
        expect(json).toEqual(JSON.parse(JSON.stringify({ ...document, paths: pathsOf(document), components: componentsOf(document) })));
        for (const schema of [JSON_SCHEMA, DEFAULT_SCHEMA]) expect(load(toYaml(json), { schema })).toEqual(json);
      }),
      { numRuns: 40, seed: 20260101 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const schema of [JSON_SCHEMA, DEFAULT_SCHEMA]) expect(load(toYaml({ value }), { schema })).toEqual(JSON.parse(JSON.stringify({ value })));
      }),
      { numRuns: 500, seed: 20260101 },
    );
    for (const text of ["", " ", "a: b", "a #b", "- a", "1", "1e3", "0x1f", "~", "null", "Yes", "off", "2026-01-31", "12:30", "a\nb", "é", "\u2028", "'", '"', "%", "@a", "?", "=", "<<", "a:", "$ref", "#/a", "v1", ".inf", "\u{1f600}"]) {
      for (const schema of [JSON_SCHEMA, DEFAULT_SCHEMA]) expect(load(toYaml({ [text]: [text] }), { schema })).toEqual({ [text]: [text] });
    }
  }, 120_000);
});

describe("a JSON Schema of a model", () => {
  it("takes what the document's schema takes, as answers hold it and as writes take it", () => {
    fc.assert(
      fc.property(randomTypesModel, fc.jsonValue(), (thing, junk) => {
        const document = read([thing]);
        const names = nameComponents([thing]).get(thing);
        if (names === undefined) throw new Error("The model has no names.");
        const schema = JSON.parse(emitJsonSchema(thing, names, "generated").text);
        const validator = open(document);
        validator.addSchema(schema, "schema");
        const [isData, isInput] = [validator.compile({ $ref: "schema" }), validator.compile({ $ref: "schema#/$defs/ThingInput" })];
        const examplesOf = (name: string): unknown[] => Object.values(valueAt(document, `/components/schemas/${name}/examples`) ?? []);
        for (const example of examplesOf(schemaName("Thing", "input", names))) expect(isInput(example), JSON.stringify(example)).toBe(true);
        for (const example of examplesOf("Thing")) expect(isData(example), JSON.stringify(example)).toBe(true);
        expect([isData(junk), isInput(junk)]).toEqual([false, false]);
      }),
      { numRuns: 60, seed: 20260101 },
    );
  }, 300_000);
});
