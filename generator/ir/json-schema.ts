/** The JSON Schema (2020-12) of what `specstar ir` prints: the types of this room, for programs in other languages. */

import { STRING_FORMATS } from "./type.js";
import { ROUTE_NAMES } from "./model.js";

interface Schema {
  readonly [keyword: string]: unknown;
}

const text: Schema = { type: "string" };
const flag: Schema = { type: "boolean" };
const number: Schema = { type: "number" };
const primitive: Schema = { type: ["string", "number", "boolean"] };
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const list = (items: Schema): Schema => ({ type: "array", items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const oneOf = (...values: readonly string[]): Schema => ({ enum: values });

/** An object that has all of these fields and no others. */
function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

function kind(name: string, properties: Readonly<Record<string, Schema>> = {}): Schema {
  return object({ kind: { const: name }, ...properties });
}

const value = { type: ref("type"), nullable: flag };
const reference = { model: text, to: oneOf("resource", "revision"), onDelete: oneOf("cascade", "setNull", "restrict", "dangling") };

const JOB_SETTINGS = object({
  maxRetries: orNull(number),
  maxLosses: number,
  lease: number,
  timeout: orNull(number),
  backoff: object({ first: number, longest: number }),
  concurrency: number,
});

const TYPES: readonly Schema[] = [
  kind("string", {
    minLength: orNull(number),
    maxLength: orNull(number),
    pattern: orNull(text),
    format: orNull(oneOf(...STRING_FORMATS)),
    open: flag,
  }),
  kind("number", { integer: flag, min: orNull(number), max: orNull(number) }),
  ...["boolean", "bigint", "decimal", "date", "binary", "json"].map((name) => kind(name)),
  kind("literal", { values: list(primitive) }),
  kind("enumMember", { name: text, member: text, value: primitive }),
  kind("template", {
    parts: list({ anyOf: [text, object({ hole: { anyOf: [oneOf("string", "number", "bigint", "boolean"), list(primitive)] } })] }),
    pattern: text,
  }),
  kind("reference", reference),
  kind("array", { items: ref("value"), minItems: orNull(number), maxItems: orNull(number), uniqueItems: flag, readonly: flag }),
  kind("tuple", { items: list(object({ ...value, optional: flag, label: orNull(text) })), rest: orNull(ref("value")), readonly: flag }),
  kind("record", { keys: ref("type"), values: ref("value"), readonly: flag }),
  kind("union", { members: list(ref("type")), discriminator: orNull(text) }),
  kind("named", { name: text }),
];

const NAMED_TYPES: readonly Schema[] = [
  kind("object", { name: text, fields: list(ref("field")), rest: orNull(ref("type")), joins: list(text), doc: text }),
  kind("alias", { name: text, ...value, doc: text }),
  kind("enum", {
    name: text,
    members: list(object({ name: text, value: primitive })),
    from: { anyOf: [object({ file: text }), object({ package: text })] },
    doc: text,
  }),
];

const FIELD = object({
  name: text,
  ...value,
  optional: flag,
  undefinable: flag,
  readonly: flag,
  default: orNull({ anyOf: [kind("constant", { value: {} }), kind("now"), kind("uuid")] }),
  access: orNull(oneOf("internal", "readOnly", "writeOnly")),
  renamedFrom: orNull(text),
  doc: ref("doc"),
});

const MODEL = object({
  name: text,
  schemaVersion: text,
  file: text,
  doc: ref("doc"),
  fields: list(ref("field")),
  union: orNull(ref("type")),
  types: list({ oneOf: NAMED_TYPES }),
  indexes: list(
    object({
      path: text,
      type: oneOf("text", "integer", "real", "boolean", "date"),
      nullable: flag,
      list: flag,
      renamedFrom: orNull(text),
    }),
  ),
  compoundIndexes: list(list(text)),
  unique: list(list(text)),
  references: list(object({ ...reference, path: text, list: flag })),
  isReferredTo: flag,
  displayName: orNull(text),
  job: orNull(object({ payload: ref("type"), result: ref("type"), settings: JOB_SETTINGS })),
  options: object({
    path: text,
    plural: text,
    withoutRoutes: list(oneOf(...ROUTE_NAMES)),
    defaultStatus: oneOf("draft", "stable"),
    requireReason: flag,
    requireIfMatch: flag,
  }),
  functions: object({ exportName: orNull(text), validate: flag, newId: flag, steps: list(object({ from: text, to: text })) }),
});

/** Every field is always there. */
export const IR_JSON_SCHEMA: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "The models of a SpecStar project",
  ...object({ format: { const: 1 }, hash: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" }, models: list(ref("model")) }),
  $defs: {
    model: MODEL,
    field: FIELD,
    type: { oneOf: TYPES },
    value: object(value),
    doc: object({ text, deprecated: orNull(text), examples: list(text) }),
  },
};
