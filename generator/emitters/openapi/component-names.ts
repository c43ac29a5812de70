import type { Model } from "../../ir/model.js";
import { perModel } from "../per-model.js";
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

/** Names the component schemas of all models. Those of a model that has not changed are the same object again. */
export function nameComponents(models: readonly Model[]): ReadonlyMap<Model, ComponentNames> {
  const taken = new Set(models.flatMap(namesOfTypes));
  return new Map(models.map((model) => [model, namesBeside(model, taken)]));
}

/** Names the component schemas of a model as if there were no other. */
export function nameAlone(model: Model): ComponentNames {
  return namesBeside(model, new Set(namesOfTypes(model)));
}

/** Whether they name the component schemas of a model in the same way. */
export function areSameNames(a: OwnNames, b: OwnNames): boolean {
  return a.resource === b.resource && a.page === b.page && a.revision === b.revision && a.meta === b.meta;
}

function namesOfTypes(model: Model): string[] {
  return [...typesOf(model, null).types.keys()].flatMap((name) => [name, `${name}Input`]);
}

function namesBeside(model: Model, taken: Set<string>): ComponentNames {
  const [resource, page, revision, meta] = [
    uniqueName(`${model.name}Resource`, taken),
    uniqueName(`${model.name}Page`, taken),
    uniqueName(`${model.name}Revision`, taken),
    uniqueName(`${model.name}Meta`, taken),
  ];
  return namesOf(model, { resource, page, revision, meta });
}

const typesOf = perModel((model) => {
  const types = namedTypes(model);
  return { types, differing: differingTypes(types) };
});

type OwnNames = Omit<ComponentNames, "types" | "differing">;

const namesOf = perModel<OwnNames, ComponentNames>((model, own) => ({ ...typesOf(model, null), ...own }), areSameNames);

/** What the schema of a type is called on a side. */
export function schemaName(name: string, side: Side, { differing }: Pick<ComponentNames, "differing">): string {
  return side === "input" && differing.has(name) ? `${name}Input` : name;
}
