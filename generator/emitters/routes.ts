import type { Model, RouteName } from "../ir/model.js";
import { holdsBlobs } from "./holds-blobs.js";

/** A route of a model: what the router mounts and the OpenAPI document describes. */
export interface Route {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Behind the model's first segment, as Express writes it. */
  readonly path: string;
  /** The runtime's handler. */
  readonly handler: Handler;
}

export type Handler = RouteName;

/** The runtime mounts them like this: an emitted router names the handlers alone. */
export const ROUTES: readonly Route[] = [
  { method: "post", path: "", handler: "create" },
  { method: "get", path: "", handler: "search" },
  { method: "post", path: "/search", handler: "searchByBody" },
  { method: "get", path: "/count", handler: "count" },
  { method: "get", path: "/:id", handler: "get" },
  { method: "put", path: "/:id", handler: "update" },
  { method: "patch", path: "/:id", handler: "patch" },
  { method: "post", path: "/:id/publish", handler: "publish" },
  { method: "delete", path: "/:id", handler: "delete" },
  { method: "post", path: "/:id/restore", handler: "restore" },
  { method: "post", path: "/:id/purge", handler: "purge" },
  { method: "post", path: "/:id/switch/:n", handler: "switch" },
  { method: "post", path: "/:id/revert/:n", handler: "revert" },
  { method: "get", path: "/:id/revisions", handler: "listRevisions" },
  { method: "get", path: "/:id/revisions/:n", handler: "getRevision" },
  { method: "get", path: "/:id/diff", handler: "diff" },
  { method: "get", path: "/:id/referrers", handler: "referrers" },
  { method: "get", path: "/:id/blobs/:fileId", handler: "getBlob" },
  { method: "post", path: "/bulk", handler: "bulk" },
  { method: "post", path: "/:id/cancel", handler: "cancel" },
  { method: "post", path: "/:id/rerun", handler: "rerun" },
  { method: "post", path: "/rerun", handler: "rerunMany" },
  { method: "get", path: "/:id/status", handler: "status" },
  { method: "get", path: "/:id/attempts", handler: "listAttempts" },
  { method: "get", path: "/:id/logs", handler: "readLog" },
  { method: "get", path: "/:id/events", handler: "watch" },
];

/** Routes that only models of jobs have. */
const JOB_ROUTES: ReadonlySet<RouteName> = new Set(["cancel", "rerun", "rerunMany", "status", "listAttempts", "readLog", "watch"]);

/** Routes that only some other models have: those with a blob, and those that are referred to. */
export const SPECIAL_ROUTES = ["referrers", "getBlob"] as const satisfies readonly RouteName[];

/** The routes of a model, without those that it has switched off. */
export function routesOf(model: Model): readonly Route[] {
  const { withoutRoutes } = model.options;
  return ROUTES.filter(({ handler }) => !withoutRoutes.includes(handler) && canHave(model, handler));
}

function canHave(model: Model, route: RouteName): boolean {
  if (JOB_ROUTES.has(route)) return model.job !== null;
  if (route === "getBlob") return holdsBlobs(model);
  return route !== "referrers" || model.isReferredTo;
}
