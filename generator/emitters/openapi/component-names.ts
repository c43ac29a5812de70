import type { Model } from "../../ir/model.js";
import { uniqueName } from "../text/unique-name.js";
import { differingTypes, namedTypes, type NamedTypes, type Side } from "./sides.js";

/** The names of a model's component schemas. Types have their names in TypeScript; the reader knows that these are all different. */
export interface ComponentNames {
  readonly types: NamedTypes;
  /** The types whose schema for requests is one of its own: `IssueInput`. */
  readonly differing: ReadonlySet<string>;
  /** Data, revision and meta together. */
  readonly resource: string;
  readonly page: string;
  /** Data and revision. */
  readonly revision: string;
  readonly meta: string;
}

/** Names the component schemas of all models. */
export function nameComponents(models: readonly Model[]): ReadonlyMap<Model, ComponentNames> {
  const all = models.map((model) => {
    const types = namedTypes(model);
    return { model, types, differing: differingTypes(types) };
  });
  const taken = new Set(all.flatMap(({ types }) => [...types.keys()].flatMap((name) => [name, `${name}Input`])));
  return new Map(
    all.map(({ model, types, differing }) => [
      model,
      {
        types,
        differing,
        resource: uniqueName(`${model.name}Resource`, taken),
        page: uniqueName(`${model.name}Page`, taken),
        revision: uniqueName(`${model.name}Revision`, taken),
        meta: uniqueName(`${model.name}Meta`, taken),
      },
    ]),
  );
}

/** What the schema of a type is called on a side. */
export function schemaName(name: string, side: Side, { differing }: Pick<ComponentNames, "differing">): string {
  return side === "input" && differing.has(name) ? `${name}Input` : name;
}
