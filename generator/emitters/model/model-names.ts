import type { Model } from "../../ir/model.js";
import { objectTypes } from "../../ir/object-types.js";
import { variableName } from "../../ir/names.js";
import { uniqueName } from "../text/unique-name.js";
import { objectsWithInput } from "./inputs.js";

/** The names in the emitted file of a model. The reader has seen to it that no two types of a project share one. */
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
  /** By the name of the object type. */
  readonly objects: ReadonlyMap<string, ObjectNames>;
}

export interface ObjectNames {
  readonly data: string;
  /** The same as `data` where a write takes exactly what a read gives. */
  readonly input: string;
  readonly schema: string;
}

/** Names what is emitted for a model. */
export function nameModel(model: Model): ModelNames {
  const { name } = model;
  const objects = objectTypes(model);
  const variable = variableName(name);
  const differing = objectsWithInput(objects);
  const constants = new Set([`${variable}Schema`]);
  const nameObject = (data: string): ObjectNames => ({
    data,
    input: differing.has(data) ? `${data}Input` : data,
    // `HTTPLog` and `HttpLog` are two types, and one variable.
    schema: uniqueName(`${variableName(data)}Schema`, constants),
  });
  return {
    data: name,
    input: `${name}Input`,
    indexed: `${name}Indexed`,
    schema: `${variable}Schema`,
    spec: `${variable}Spec`,
    model: `${name}Model`,
    objects: new Map(objects.map((object) => [object.name, nameObject(object.name)])),
  };
}
