import type { ModelOptions } from "../../ir/model.js";
import type { Route } from "../routes.js";
import { modelBodies, type BodyNames } from "./model-bodies.js";
import type { Nouns, OperationRow } from "./operation-row.js";
import { OPERATIONS } from "./operations.js";
import { META_FILTER_NAMES } from "./shared-parameters.js";
import { sharedResponses } from "./shared-responses.js";
import { refer, type Operation, type PathItem, type Reference, type Responses } from "./types.js";

/** What the paths of a model depend on beside names. */
export interface PathKind {
  readonly routes: readonly Route[];
  readonly options: Pick<ModelOptions, "defaultStatus" | "requireReason" | "requireIfMatch">;
  readonly isJob: boolean;
  readonly isDeprecated: boolean;
  /** The names of the security schemes. */
  readonly schemes: readonly string[];
}

/** The names in the paths of a model. */
export interface PathNames extends Nouns, BodyNames {
  /** The first segment. */
  readonly path: string;
  /** The components of the parameters that are the model's own, or shared by those with such a field. */
  readonly sort: string;
  readonly filters: readonly string[];
}

/** The paths of a model, each with its operations. */
export function modelPaths(kind: PathKind, names: PathNames): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  for (const route of kind.routes) {
    const path = `/${names.path}${route.path}`.replaceAll(/:(\w+)/g, "{$1}");
    const item = paths[path] ?? { parameters: ["RequestId", ...pathParameters(route)].map((name) => refer("parameters", name)) };
    paths[path] = { ...item, [route.method]: operation(route, kind, names) };
  }
  return paths;
}

function operation(route: Route, kind: PathKind, names: PathNames): Operation {
  const row: OperationRow = OPERATIONS[route.handler];
  const bodies = modelBodies(names);
  const parameters = parametersOf(route, row, kind, names);
  const content = row.body ? { "application/json": bodies.request } : row.request;
  return {
    tags: [names.name],
    operationId: row.id(names),
    summary: row.summary(names),
    description: row.description,
    ...(kind.isDeprecated ? { deprecated: true } : {}),
    ...(kind.schemes.length === 0 ? {} : { security: kind.schemes.map((name) => ({ [name]: [] })) }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: { ...row.answers(bodies), ...refusalsOf(route, row, kind) },
  };
}

function createsJobs({ handler }: Route, { isJob }: PathKind): boolean {
  return handler === "create" && isJob;
}

/** Beside a new one: that which has its key. */
const OTHER_JOB = { 200: refer("responses", "Written") };

function parametersOf(route: Route, row: OperationRow, kind: PathKind, { filters, sort }: PathNames): Reference[] {
  const { handler, method } = route;
  const names = [
    ...(createsJobs(route, kind) ? ["OnDuplicate"] : []),
    ...(row.filters ? [...filters, ...META_FILTER_NAMES] : []),
    ...(handler === "search" ? [sort] : []),
    ...row.parameters.map((name) => parameterOf(name, method, kind.options)),
  ];
  return names.map((name) => refer("parameters", name));
}

function refusalsOf(route: Route, row: OperationRow, kind: PathKind): Responses {
  const { method } = route;
  // The server asks who calls where something is written.
  const refusals = kind.schemes.length > 0 && method !== "get" ? [403] : [];
  const demands = row.parameters.flatMap((name) => statusesOf(name, method, kind.options));
  return { ...(createsJobs(route, kind) ? OTHER_JOB : {}), ...sharedResponses([400, ...row.others, ...refusals, ...demands]) };
}

function pathParameters({ path }: Route): string[] {
  return [...(path.includes(":id") ? ["Id"] : []), ...(path.includes(":n") ? ["N"] : []), ...(path.includes(":fileId") ? ["FileId"] : [])];
}

/** The component of a parameter, as the options of the model have it. */
function parameterOf(name: string, method: Route["method"], { defaultStatus, requireIfMatch }: PathKind["options"]): string {
  if (name === "Status" && defaultStatus === "draft") return "StatusOfDraft";
  return name === "IfMatch" && method !== "get" && requireIfMatch ? "RequiredIfMatch" : name;
}

/** The statuses that an operation has because it takes a parameter. */
function statusesOf(name: string, method: Route["method"], { requireReason, requireIfMatch }: PathKind["options"]): readonly number[] {
  if (name === "NewId") return [409];
  if (name === "IdempotencyKey") return [409, 422];
  if (name === "Reason" && requireReason) return [422];
  return name === "IfMatch" && method !== "get" && requireIfMatch ? [428] : [];
}
