import type { Field, Model } from "../../ir/model.js";
import type { FieldType, NamedType } from "../../ir/type.js";

/** Whether a schema is of what answers hold or of what bodies of requests may hold. */
export type Side = "data" | "input";

/** The types of a model by their names, the model itself among them, as the last. */
export type NamedTypes = ReadonlyMap<string, NamedType>;

/** A model's own type is an object, or the union of its classes. */
export function namedTypes(model: Model): NamedTypes {
  const { name, fields, union, doc } = model;
  const own: NamedType =
    union === null
      ? { kind: "object", name, fields, rest: null, joins: [], doc: doc.text }
      : { kind: "alias", name, type: union, nullable: false, doc: doc.text };
  return new Map([...model.types, own].map((type) => [type.name, type]));
}

/** Whether HTTP has the field on this side. */
export function isOn({ access }: Field, side: Side): boolean {
  return access === null || access === (side === "data" ? "readOnly" : "writeOnly");
}

/** Whether a value may go without the field on this side: what has a default is always in an answer. */
export function isOptional(field: Field, side: Side): boolean {
  return side === "data" ? field.optional : field.optional || field.default !== null;
}

/** The names of the types of which a body of a request may hold something else than an answer. */
export function differingTypes(types: NamedTypes): ReadonlySet<string> {
  // A request may bring bytes along in the place of what is known of a blob.
  const differing = new Set(["Binary"]);
  // Types that use each other take another round, until none is added.
  for (let before = -1; before < differing.size; ) {
    before = differing.size;
    for (const type of types.values()) if (differs(type, differing)) differing.add(type.name);
  }
  return differing;
}

function differs(type: NamedType, differing: ReadonlySet<string>): boolean {
  switch (type.kind) {
    case "enum":
      return false;
    case "alias":
      return usesAny(type.type, differing);
    case "object":
      return (
        (type.rest !== null && usesAny(type.rest, differing)) ||
        type.fields.some((field) => field.default !== null || field.access !== null || usesAny(field.type, differing))
      );
  }
}

function usesAny(type: FieldType, names: ReadonlySet<string>): boolean {
  switch (type.kind) {
    case "named":
      return names.has(type.name);
    case "array":
      return usesAny(type.items.type, names);
    case "tuple":
      return [...type.items, ...(type.rest === null ? [] : [type.rest])].some((item) => usesAny(item.type, names));
    case "record":
      return usesAny(type.values.type, names);
    case "union":
      return type.members.some((member) => usesAny(member, names));
    case "binary":
      return names.has("Binary");
    default:
      return false;
  }
}
