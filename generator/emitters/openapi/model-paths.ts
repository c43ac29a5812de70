import type { OpenapiConfig } from "../../config.js";
import type { Model, ModelOptions } from "../../ir/model.js";
import { modelLabel } from "../../ir/names.js";
import { NOT_SERVED } from "../not-served.js";
import { routesOf, type Route } from "../routes.js";
import type { ModelBodies } from "./model-bodies.js";
import type { Nouns } from "./operation-row.js";
import { OPERATIONS } from "./operations.js";
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
  const taken = row.parameters.filter((name) => !NOT_SERVED.has(name));
  const parameters = [
    ...(row.filters ? search.filters : []),
    ...(handler === "search" ? [search.sort] : []),
    ...taken.map((name) => refer("parameters", parameterOf(name, method, model.options))),
  ];
  // The server asks who calls where something is written.
  const refusals = schemes.length > 0 && method !== "get" ? [403] : [];
  const demands = taken.flatMap((name) => statusesOf(name, method, model.options));
  const others = [400, ...row.others, ...refusals, ...demands, ...(handler === "create" && model.unique.length > 0 ? [409] : [])];
  const dryRun = handler === "create" && taken.includes("ValidateOnly") ? { 200: refer("responses", "Valid") } : {};
  return {
    tags: [model.name],
    operationId: row.id(nouns),
    summary: row.summary(nouns),
    description: row.description,
    ...(model.doc.deprecated === null ? {} : { deprecated: true }),
    ...(schemes.length === 0 ? {} : { security: schemes.map((name) => ({ [name]: [] })) }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(row.body ? { requestBody: { required: true, content: { "application/json": bodies.request } } } : {}),
    ...(row.request === undefined ? {} : { requestBody: { required: true, content: row.request } }),
    responses: { ...dryRun, [row.status]: row.response(bodies), ...sharedResponses(others) },
  };
}

function pathParameters({ path }: Route): string[] {
  return [...(path.includes(":id") ? ["Id"] : []), ...(path.includes(":n") ? ["N"] : []), ...(path.includes(":fileId") ? ["FileId"] : [])];
}

/** The component of a parameter, as the options of the model have it. */
function parameterOf(name: string, method: Route["method"], { defaultStatus, requireIfMatch }: ModelOptions): string {
  if (name === "Status" && defaultStatus === "draft") return "StatusOfDraft";
  return name === "IfMatch" && method !== "get" && requireIfMatch ? "RequiredIfMatch" : name;
}

/** The statuses that an operation has because it takes a parameter. */
function statusesOf(name: string, method: Route["method"], { requireReason, requireIfMatch }: ModelOptions): readonly number[] {
  if (name === "NewId") return [409];
  if (name === "IdempotencyKey") return [409, 422];
  if (name === "Reason" && requireReason) return [422];
  return name === "IfMatch" && method !== "get" && requireIfMatch ? [428] : [];
}

function nounsOf({ name, options: { path, plural } }: Model): Nouns {
  const names = plural.charAt(0).toUpperCase() + plural.slice(1);
  return { name, names, noun: modelLabel(name).replaceAll("-", " "), nouns: path.replaceAll("-", " ") };
}
