import type { Model } from "../../ir/model.js";
import { variableName } from "../../ir/names.js";
import { perModel } from "../per-model.js";
import { uniqueName } from "../text/unique-name.js";
import { namesWithInput } from "./inputs.js";

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
  /** What `schema()` gave, as it is imported: `issueModelSchema`. */
  readonly modelSchema: string;
  /** By the name of the type; the model's own is among them. */
  readonly objects: ReadonlyMap<string, ObjectNames>;
}

/** The names of an object type, an alias or an enum. */
export interface ObjectNames {
  readonly data: string;
  /** The same as `data` where a write takes exactly what a read gives. */
  readonly input: string;
  readonly schema: string;
}

/** Names what is emitted for a model. */
export function nameModel(model: Model): ModelNames {
  return namesOf(model, null);
}

const namesOf = perModel((model, _: null): ModelNames => {
  const { name } = model;
  const variable = variableName(name);
  const own: ObjectNames = { data: name, input: `${name}Input`, schema: `${variable}Schema` };
  const modelSchema = `${variable}ModelSchema`;
  const differing = namesWithInput(model);
  const constants = new Set([own.schema, modelSchema]);
  const nameType = (data: string): ObjectNames => ({
    data,
    input: differing.has(data) ? `${data}Input` : data,
    // `HTTPLog` and `HttpLog` are two types, and one variable.
    schema: uniqueName(`${variableName(data)}Schema`, constants),
  });
  return {
    ...own,
    indexed: `${name}Indexed`,
    spec: `${variable}Spec`,
    model: `${name}Model`,
    modelSchema,
    objects: new Map([[name, own], ...model.types.map((type) => [type.name, nameType(type.name)] as const)]),
  };
});
