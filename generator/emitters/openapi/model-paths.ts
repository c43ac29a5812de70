import type { OpenapiConfig } from "../../config.js";
import type { Model, ModelOptions } from "../../ir/model.js";
import { modelLabel } from "../../ir/names.js";
import { routesOf, type Route } from "../routes.js";
import type { ModelBodies } from "./model-bodies.js";
import type { Nouns, OperationRow } from "./operation-row.js";
import { OPERATIONS } from "./operations.js";
import type { SearchParameters } from "./search-parameters.js";
import { sharedResponses } from "./shared-responses.js";
import { refer, type Operation, type PathItem, type Reference, type Responses } from "./types.js";

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

function operation(route: Route, source: PathSource): Operation {
  const row: OperationRow = OPERATIONS[route.handler];
  const { model, bodies, openapi } = source;
  const nouns = nounsOf(model);
  const schemes = Object.keys(openapi.security ?? {});
  const parameters = parametersOf(route, row, source);
  const content = row.body ? { "application/json": bodies.request } : row.request;
  return {
    tags: [model.name],
    operationId: row.id(nouns),
    summary: row.summary(nouns),
    description: row.description,
    ...(model.doc.deprecated === null ? {} : { deprecated: true }),
    ...(schemes.length === 0 ? {} : { security: schemes.map((name) => ({ [name]: [] })) }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: responsesOf(route, row, source),
  };
}

function createsJobs({ handler }: Route, { job }: Model): boolean {
  return handler === "create" && job !== null;
}

/** Beside a new one: that which has its key. */
const OTHER_JOB = { 200: refer("responses", "Written") };

function parametersOf(route: Route, row: OperationRow, { model, search }: PathSource): Reference[] {
  const { handler, method } = route;
  return [
    ...(createsJobs(route, model) ? [refer("parameters", "OnDuplicate")] : []),
    ...(row.filters ? search.filters : []),
    ...(handler === "search" ? [search.sort] : []),
    ...row.parameters.map((name) => refer("parameters", parameterOf(name, method, model.options))),
  ];
}

function responsesOf(route: Route, row: OperationRow, { model, bodies, openapi }: PathSource): Responses {
  const { method } = route;
  // The server asks who calls where something is written.
  const refusals = openapi.security !== undefined && Object.keys(openapi.security).length > 0 && method !== "get" ? [403] : [];
  const demands = row.parameters.flatMap((name) => statusesOf(name, method, model.options));
  return { ...row.answers(bodies), ...(createsJobs(route, model) ? OTHER_JOB : {}), ...sharedResponses([400, ...row.others, ...refusals, ...demands]) };
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
