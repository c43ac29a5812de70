import type { Model } from "../../ir/model.js";
import type { FieldType, ObjectType } from "../../ir/type.js";
import { objectsWithInput } from "../model/model-names.js";
import { uniqueName } from "../text/unique-name.js";

/** The component schemas of an object type; one and the same where writes take what reads give. */
export interface ObjectSchemas {
  readonly data: string;
  readonly input: string;
}

/**
 * Names the schemas of all object types, by model and by their name there. One that several models use alike is one
 * schema; different ones that share a name have their model's name in front.
 */
export function nameObjects(models: readonly Model[], taken: Set<string>): ReadonlyMap<Model, ReadonlyMap<string, ObjectSchemas>> {
  const shapes = shapesByName(models);
  const named = new Map<string, ObjectSchemas>();
  return new Map(
    models.map((model) => {
      const differing = objectsWithInput(model.objects);
      const names = model.objects.map((object) => {
        const isOnlyOne = shapes.get(object.name)?.size === 1;
        const shape = isOnlyOne ? object.name : `${model.name}.${object.name}`;
        const schemas = named.get(shape) ?? nameSchemas(isOnlyOne ? object.name : model.name + object.name, differing.has(object.name), taken);
        named.set(shape, schemas);
        return [object.name, schemas] as const;
      });
      return [model, new Map(names)];
    }),
  );
}

function nameSchemas(name: string, hasInput: boolean, taken: Set<string>): ObjectSchemas {
  const data = uniqueName(name, taken);
  return { data, input: hasInput ? uniqueName(`${data}Input`, taken) : data };
}

/** Which different shapes there are under each name, over all models. */
function shapesByName(models: readonly Model[]): ReadonlyMap<string, ReadonlySet<string>> {
  const shapes = new Map<string, Set<string>>();
  for (const model of models) {
    for (const object of model.objects) {
      const known = shapes.get(object.name) ?? new Set();
      shapes.set(object.name, known.add(toShape(object, model.objects)));
    }
  }
  return shapes;
}

/** A text that two object types share when they are the same, with all that they refer to. */
function toShape(object: ObjectType, objects: readonly ObjectType[]): string {
  const fields = object.fields.map((field) => ({ ...field, type: expand(field.type, objects) }));
  return JSON.stringify({ ...object, fields });
}

function expand(type: FieldType, objects: readonly ObjectType[]): unknown {
  if (type.kind === "array") return { ...type, items: expand(type.items, objects) };
  const object = type.kind === "object" ? objects.find(({ name }) => name === type.name) : undefined;
  return object === undefined ? type : toShape(object, objects);
}
