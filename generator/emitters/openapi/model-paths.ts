import type { OpenapiConfig } from "../../config.js";
import type { Model } from "../../ir/model.js";
import { modelLabel } from "../../ir/names.js";
import { routesOf, type Route } from "../routes.js";
import type { ModelBodies } from "./model-bodies.js";
import { OPERATIONS, type Nouns } from "./operations.js";
import type { SearchParameters } from "./search-parameters.js";
import { sharedResponses } from "./shared-responses.js";
import { refer, type Operation, type PathItem } from "./types.js";

/** What the operations of a model are made of. */
export interface PathSource {
  readonly model: Model;
  readonly bodies: ModelBodies;
  readonly search: SearchParameters;
  readonly openapi: OpenapiConfig;
}

/** The paths of a model, each with its operations. */
export function modelPaths(source: PathSource): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  for (const route of routesOf(source.model)) {
    const path = `/${source.model.options.path}${route.path}`.replaceAll(/:(\w+)/g, "{$1}");
    const item = paths[path] ?? { parameters: ["RequestId", ...pathParameters(route)].map((name) => refer("parameters", name)) };
    paths[path] = { ...item, [route.method]: operation(route, source) };
  }
  return paths;
}

function operation({ handler, method }: Route, { model, bodies, search, openapi }: PathSource): Operation {
  const row = OPERATIONS[handler];
  const nouns = nounsOf(model);
  const schemes = Object.keys(openapi.security ?? {});
  const parameters = [
    ...(row.filters ? search.filters : []),
    ...(handler === "search" ? [search.sort] : []),
    ...row.parameters.map((name) => refer("parameters", name === "Status" && model.options.defaultStatus === "draft" ? "StatusOfDraft" : name)),
  ];
  // The server asks who calls where something is written.
  const refusals = schemes.length > 0 && method !== "get" ? [403] : [];
  const others = [400, ...row.others, ...refusals, ...(handler === "create" && model.unique.length > 0 ? [409] : [])];
  return {
    tags: [model.name],
    operationId: row.id(nouns),
    summary: row.summary(nouns),
    description: row.description,
    ...(model.doc.deprecated === null ? {} : { deprecated: true }),
    ...(schemes.length === 0 ? {} : { security: schemes.map((name) => ({ [name]: [] })) }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(row.body ? { requestBody: { required: true, content: { "application/json": bodies.request } } } : {}),
    responses: { [row.status]: row.response(bodies), ...sharedResponses(others) },
  };
}

function pathParameters({ path }: Route): string[] {
  return [...(path.includes(":id") ? ["Id"] : []), ...(path.includes(":n") ? ["N"] : [])];
}

function nounsOf({ name, options: { path, plural } }: Model): Nouns {
  const names = plural.charAt(0).toUpperCase() + plural.slice(1);
  return { name, names, noun: modelLabel(name).replaceAll("-", " "), nouns: path.replaceAll("-", " ") };
}
