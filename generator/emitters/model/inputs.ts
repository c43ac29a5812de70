import { allWithin, namesWithin, typesWithin } from "../../ir/inner-types.js";
import type { Field, Model } from "../../ir/model.js";
import type { FieldType, NamedType } from "../../ir/type.js";

/** The names of the types, the model's own among them, of which writes take something else than reads give. */
export function namesWithInput(model: Model): ReadonlySet<string> {
  const hasOwn = (type: NamedType): boolean => (type.kind === "object" && hasDefault(type.fields)) || holdBinary(typesWithin(type));
  const differing = new Set(model.types.filter(hasOwn).map(({ name }) => name));
  if (hasDefault(model.fields) || holdBinary(ownTypes(model))) differing.add(model.name);
  const uses = usedNames(model);
  // Types may use each other, so one that has been passed over may differ in the end.
  for (let size = -1; size !== differing.size; ) {
    size = differing.size;
    for (const [name, used] of uses) if (used.some((each) => differing.has(each))) differing.add(name);
  }
  return differing;
}

/** A field with a default may be left out. */
function hasDefault(fields: readonly Field[]): boolean {
  return fields.some((field) => field.default !== null);
}

/** Writes take bytes in the place of what is known of a blob. */
export function holdBinary(types: readonly FieldType[]): boolean {
  return types.flatMap(allWithin).some(({ kind }) => kind === "binary");
}

/** By each type of a model, the names that it uses. */
function usedNames(model: Model): ReadonlyMap<string, readonly string[]> {
  const types = model.types.map((type) => [type.name, [...typesWithin(type).flatMap(namesWithin), ...(type.kind === "object" ? type.joins : [])]] as const);
  return new Map([...types, [model.name, ownTypes(model).flatMap(namesWithin)]]);
}

/** What a model is made of, one step down. */
export function ownTypes({ fields, union }: Model): readonly FieldType[] {
  return union === null ? fields.map(({ type }) => type) : [union];
}
