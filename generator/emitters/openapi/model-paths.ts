import type { Model } from "../../ir/model.js";
import { modelLabel } from "../../ir/names.js";
import { routesOf, type Route } from "../routes.js";
import type { ComponentNames } from "./component-names.js";
import { OPERATIONS, type Nouns } from "./operations.js";
import type { SearchParameters } from "./search-parameters.js";
import { sharedResponses } from "./shared-responses.js";
import { refer, type Operation, type PathItem } from "./types.js";

export interface ModelPart {
  readonly model: Model;
  readonly names: ComponentNames;
  readonly search: SearchParameters;
}

/** The paths of a model, each with its operations. */
export function modelPaths(part: ModelPart): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  for (const route of routesOf(part.model)) {
    const path = `/${part.model.options.path}${route.path}`.replaceAll(/:(\w+)/g, "{$1}");
    const item = paths[path] ?? { parameters: ["RequestId", ...pathParameters(route)].map((name) => refer("parameters", name)) };
    paths[path] = { ...item, [route.method]: operation(route, part) };
  }
  return paths;
}

function operation({ handler }: Route, { model, names, search }: ModelPart): Operation {
  const row = OPERATIONS[handler];
  const nouns = nounsOf(model);
  const parameters = [
    ...(row.filters ? search.filters : []),
    ...(handler === "search" ? [search.sort] : []),
    ...row.parameters.map((name) => refer("parameters", name)),
  ];
  const others = [400, 405, 500, 503, ...row.others, ...(handler === "create" && model.unique.length > 0 ? [409] : [])];
  return {
    tags: [model.name],
    operationId: row.id(nouns),
    summary: row.summary(nouns),
    description: row.description,
    ...(model.doc.deprecated === null ? {} : { deprecated: true }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(row.body ? { requestBody: { required: true, content: { "application/json": { schema: refer("schemas", names.input) } } } } : {}),
    responses: { [row.status]: row.response(names), ...sharedResponses(others) },
  };
}

function pathParameters({ path }: Route): string[] {
  return [...(path.includes(":id") ? ["Id"] : []), ...(path.includes(":n") ? ["N"] : [])];
}

function nounsOf({ name, options }: Model): Nouns {
  const plural = options.path.split("-");
  const names = plural.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return { name, names, noun: modelLabel(name).replaceAll("-", " "), nouns: plural.join(" ") };
}
