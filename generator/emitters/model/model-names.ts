import type { Field, Model } from "../../ir/model.js";
import { variableName } from "../../ir/names.js";
import type { FieldType, ObjectType } from "../../ir/type.js";
import { uniqueName } from "../text/unique-name.js";

/** The names of one emitted model file, no two of them the same. */
export interface ModelNames {
  /** What reads give: `Issue`. */
  readonly data: string;
  /** What writes take: `IssueInput`. */
  readonly input: string;
  readonly indexed: string;
  readonly schema: string;
  readonly spec: string;
  /** The user's class as it is imported: `IssueModel`. */
  readonly model: string;
  /** By the name of the object type in the IR. */
  readonly objects: ReadonlyMap<string, ObjectNames>;
  /** All of these. */
  readonly taken: ReadonlySet<string>;
}

export interface ObjectNames {
  readonly data: string;
  /** The same as `data` where a write takes exactly what a read gives. */
  readonly input: string;
  readonly schema: string;
}

/** What emitted files take from elsewhere, and mean by it what everyone does. */
const IMPORTED = ["dateTime", "defineResource", "object", "text", "z", "Date"];

/** Names everything in the file of a model. The model's own names come first; an object type that has one of them gets a number. */
export function nameModel(model: Model): ModelNames {
  const taken = new Set(IMPORTED);
  const variable = variableName(model.name);
  const own = {
    data: uniqueName(model.name, taken),
    input: uniqueName(`${model.name}Input`, taken),
    indexed: uniqueName(`${model.name}Indexed`, taken),
    schema: uniqueName(`${variable}Schema`, taken),
    spec: uniqueName(`${variable}Spec`, taken),
  };
  const differing = objectsWithInput(model.objects);
  const objects = new Map(
    model.objects.map(({ name }) => {
      const data = uniqueName(name, taken);
      const input = differing.has(name) ? uniqueName(`${data}Input`, taken) : data;
      return [name, { data, input, schema: uniqueName(`${variableName(name)}Schema`, taken) }];
    }),
  );
  return { ...own, objects, model: uniqueName(`${model.name}Model`, taken), taken };
}

/** Whether a write takes something else than a read gives: a field with a default may be left out. */
export function hasInput(fields: readonly Field[], differing: ReadonlySet<string>): boolean {
  return fields.some((field) => field.default !== null || refersTo(field.type, differing));
}

/** The names of the object types of which writes take something else than reads give. */
export function objectsWithInput(objects: readonly ObjectType[]): ReadonlySet<string> {
  const differing = new Set<string>();
  for (const { name, fields } of objects) if (hasInput(fields, differing)) differing.add(name);
  return differing;
}

function refersTo(type: FieldType, names: ReadonlySet<string>): boolean {
  if (type.kind === "array") return refersTo(type.items, names);
  return type.kind === "object" && names.has(type.name);
}
