import type { Model, RouteName } from "../ir/model.js";

/** A route of every model: what the router mounts and the OpenAPI document describes. */
export interface Route {
  readonly method: "get" | "post" | "put" | "delete";
  /** Behind the model's first segment, as Express writes it. */
  readonly path: string;
  /** The runtime's handler. */
  readonly handler: Handler;
}

export type Handler = RouteName;

/** In the order in which Express must try them: `/count` before `/:id`. */
const ROUTES: readonly Route[] = [
  { method: "post", path: "", handler: "create" },
  { method: "get", path: "", handler: "search" },
  { method: "get", path: "/count", handler: "count" },
  { method: "get", path: "/:id", handler: "get" },
  { method: "put", path: "/:id", handler: "update" },
  { method: "delete", path: "/:id", handler: "delete" },
  { method: "post", path: "/:id/restore", handler: "restore" },
  { method: "post", path: "/:id/switch/:n", handler: "switch" },
  { method: "get", path: "/:id/revisions", handler: "listRevisions" },
  { method: "get", path: "/:id/revisions/:n", handler: "getRevision" },
];

/** The routes of a model, without those that it has switched off. */
export function routesOf({ options }: Model): readonly Route[] {
  return ROUTES.filter(({ handler }) => !options.withoutRoutes.includes(handler));
}
