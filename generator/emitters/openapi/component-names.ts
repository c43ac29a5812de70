import type { Model } from "../../ir/model.js";
import { nameModel, type ObjectNames } from "../model/model-names.js";
import { uniqueName } from "../text/unique-name.js";

/** The names of a model's component schemas. Types have their names in TypeScript; the reader knows that these are all different. */
export interface ComponentNames {
  readonly data: string;
  readonly input: string;
  readonly objects: ReadonlyMap<string, ObjectNames>;
  /** Data, revision and meta together. */
  readonly resource: string;
  readonly page: string;
  /** Data and revision. */
  readonly revision: string;
  readonly meta: string;
}

/** Names the component schemas of all models. */
export function nameComponents(models: readonly Model[]): ReadonlyMap<Model, ComponentNames> {
  const types = models.map((model) => [model, nameModel(model)] as const);
  const taken = new Set(types.flatMap(([, names]) => [names.data, names.input, ...[...names.objects.values()].flatMap(({ data, input }) => [data, input])]));
  return new Map(
    types.map(([model, { data, input, objects }]) => [
      model,
      {
        data,
        input,
        objects,
        resource: uniqueName(`${data}Resource`, taken),
        page: uniqueName(`${data}Page`, taken),
        revision: uniqueName(`${data}Revision`, taken),
        meta: uniqueName(`${data}Meta`, taken),
      },
    ]),
  );
}
