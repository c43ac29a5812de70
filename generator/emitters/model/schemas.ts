import { namesWithin, typesWithin } from "../../ir/inner-types.js";
import type { Field, Model } from "../../ir/model.js";
import type { NamedType, RecordType } from "../../ir/type.js";
import { call, calledNames, giving, name, spreadObject, type Expression } from "../text/expression.js";
import { layOut } from "../text/layout.js";
import { objectKey } from "../text/literal.js";
import { fieldSchema, oneOf, recordArguments, typeSchema, valueSchema, type Reference } from "./field-schema.js";
import { ownTypes } from "./inputs.js";
import type { ModelNames } from "./model-names.js";

/** An emitted validator. */
interface Schema {
  /** `export const issueSchema: z.ZodType`. */
  readonly declaration: string;
  readonly value: Expression;
}

export interface SchemasView {
  /** The runtime's builders that the validators call, sorted. */
  readonly builders: readonly string[];
  readonly schemas: readonly { readonly declaration: string; readonly value: string }[];
}

/** The validators of a model: those of the types that it uses first, each after those that it uses, its own last. */
export function schemasView(model: Model, names: ModelNames): SchemasView {
  const used = usedTypes(model);
  const schemas = [...used.map((type, at) => schemaOf(type, referenceFrom(used.slice(0, at), names), names)), ownSchema(model, referenceFrom(used, names), names)];
  const makers = [...model.fields, ...used.flatMap(fieldsOf)].flatMap((field) => (field.default === null || field.default.kind === "constant" ? [] : [field.default.kind]));
  return {
    builders: [...new Set([...schemas.flatMap(({ value }) => calledNames(value)), ...makers])].sort(),
    schemas: schemas.map(({ declaration, value }) => ({ declaration, value: layOut(value, { margin: 0, column: declaration.length + 3, tail: 1 }) })),
  };
}

/** The types that the model's values hold: an intersection's parts, for one, are only named. */
function usedTypes(model: Model): readonly NamedType[] {
  const byName = new Map(model.types.map((type) => [type.name, type]));
  const used = new Set<string>();
  const add = (each: string): void => {
    const type = byName.get(each);
    if (type === undefined || used.has(each)) return;
    used.add(each);
    for (const inner of typesWithin(type).flatMap(namesWithin)) add(inner);
  };
  for (const each of ownTypes(model).flatMap(namesWithin)) add(each);
  return model.types.filter((type) => used.has(type.name));
}

/** A validator that comes later, or is just being made, is looked up when the first value comes. */
function referenceFrom(before: readonly NamedType[], names: ModelNames): Reference {
  const there = new Set(before.map((type) => type.name));
  return (each) => {
    const schema = names.objects.get(each)?.schema ?? each;
    return there.has(each) ? name(schema) : call("lazy", giving(schema));
  };
}

function schemaOf(type: NamedType, reference: Reference, names: ModelNames): Schema {
  return { declaration: `const ${names.objects.get(type.name)?.schema ?? type.name}: z.ZodType`, value: namedSchema(type, reference) };
}

function namedSchema(type: NamedType, reference: Reference): Expression {
  switch (type.kind) {
    case "object":
      return objectCall(type.fields, type.rest, reference);
    case "alias":
      return valueSchema(type, reference);
    case "enum":
      return oneOf(type.members.map(({ value }) => value));
  }
}

function ownSchema({ fields, union }: Model, reference: Reference, names: ModelNames): Schema {
  const value = union === null ? objectCall(fields, null, reference) : typeSchema(union, reference);
  return { declaration: `export const ${names.schema}: z.ZodType`, value };
}

function objectCall(fields: readonly Field[], rest: RecordType | null, reference: Reference): Expression {
  const entries = fields.map((field) => ({ key: objectKey(field.name), value: fieldSchema(field, reference) }));
  return call("object", spreadObject(entries), ...(rest === null ? [] : recordArguments(rest, reference)));
}

function fieldsOf(type: NamedType): readonly Field[] {
  return type.kind === "object" ? type.fields : [];
}
