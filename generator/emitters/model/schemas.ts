import type { Field, Model } from "../../ir/model.js";
import { objectTypes } from "../../ir/object-types.js";
import type { FieldType } from "../../ir/type.js";
import { layOut, layOutEntry } from "../text/layout.js";
import { objectKey } from "../text/literal.js";
import { describeCall, fieldSchema } from "./field-schema.js";
import type { ModelNames } from "./model-names.js";

/** An emitted validator of an object. */
export interface SchemaView {
  /** `export const issueSchema: z.ZodType`. */
  readonly declaration: string;
  readonly fields: readonly string[];
  /** What follows the closing bracket. */
  readonly ending: string;
}

/** The validators of a model: those of its object types first, each after those that it uses, its own last. */
export function schemaViews(model: Model, names: ModelNames): SchemaView[] {
  const objects = objectTypes(model).map(({ name, fields, doc }) =>
    schemaView({ declaration: `const ${names.objects.get(name)?.schema ?? name}`, doc }, fields, names),
  );
  const own = { declaration: `export const ${names.schema}: z.ZodType`, doc: model.doc.text };
  return [...objects, schemaView(own, model.fields, names)];
}

/** The builders of the runtime that the validators of a model call, sorted. */
export function schemaBuilders(model: Model): string[] {
  const builders = new Set(["object"]);
  for (const { type } of [...model.fields, ...objectTypes(model).flatMap(({ fields }) => fields)]) {
    const inner = innerType(type);
    if (inner.kind === "date") builders.add("dateTime");
    if (inner.kind === "string" && (inner.minLength !== null || inner.maxLength !== null)) builders.add("text");
  }
  return [...builders].sort();
}

function schemaView(head: { declaration: string; doc: string }, fields: readonly Field[], names: ModelNames): SchemaView {
  const lines = fields.map((field) => layOutEntry(objectKey(field.name), fieldSchema(field, names), 2));
  const column = lines.length === 0 ? `${head.declaration} = object({}).`.length : "}).".length;
  const ending = describeCall(head.doc).map((call) => `.${layOut(call, { margin: 0, column, tail: 1 })}`);
  return { declaration: head.declaration, fields: lines, ending: ending.join("") };
}

/** What an array is of, however deep. */
function innerType(type: FieldType): FieldType {
  return type.kind === "array" ? innerType(type.items.type) : type;
}
