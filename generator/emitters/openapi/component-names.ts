import type { Model } from "../../ir/model.js";
import { uniqueName } from "../text/unique-name.js";
import { nameObjects, type ObjectSchemas } from "./object-names.js";
import { SHARED_SCHEMAS } from "./shared-schemas.js";

/** The names of a model's component schemas. */
export interface ComponentNames {
  /** What reads give: `Issue`. */
  readonly data: string;
  /** What writes take. */
  readonly input: string;
  /** Data, revision and meta together. */
  readonly resource: string;
  readonly page: string;
  /** Data and revision. */
  readonly revision: string;
  readonly meta: string;
  readonly objects: ReadonlyMap<string, ObjectSchemas>;
}

/** Names the component schemas of all models, no two of them the same; a model keeps its own name before all others do. */
export function nameComponents(models: readonly Model[]): ReadonlyMap<Model, ComponentNames> {
  const taken = new Set(Object.keys(SHARED_SCHEMAS));
  const data = models.map(({ name }) => uniqueName(name, taken));
  const objects = nameObjects(models, taken);
  return new Map(
    models.map((model, at) => [
      model,
      {
        data: data[at] ?? model.name,
        input: uniqueName(`${model.name}Input`, taken),
        resource: uniqueName(`${model.name}Resource`, taken),
        page: uniqueName(`${model.name}Page`, taken),
        revision: uniqueName(`${model.name}Revision`, taken),
        meta: uniqueName(`${model.name}Meta`, taken),
        objects: objects.get(model) ?? new Map(),
      },
    ]),
  );
}
