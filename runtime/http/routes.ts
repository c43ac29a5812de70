import type { HandlerName } from "./served-models.js";

/** Where a handler answers. */
interface Route {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Behind the path of the model, as Express writes it. */
  readonly path: string;
}

/** In the order in which Express must try them: `/count` before `/:id`. */
export const ROUTES: { readonly [Name in HandlerName]: Route } = {
  create: { method: "post", path: "" },
  search: { method: "get", path: "" },
  searchByBody: { method: "post", path: "/search" },
  count: { method: "get", path: "/count" },
  get: { method: "get", path: "/:id" },
  update: { method: "put", path: "/:id" },
  patch: { method: "patch", path: "/:id" },
  publish: { method: "post", path: "/:id/publish" },
  delete: { method: "delete", path: "/:id" },
  restore: { method: "post", path: "/:id/restore" },
  purge: { method: "post", path: "/:id/purge" },
  switch: { method: "post", path: "/:id/switch/:n" },
  revert: { method: "post", path: "/:id/revert/:n" },
  listRevisions: { method: "get", path: "/:id/revisions" },
  getRevision: { method: "get", path: "/:id/revisions/:n" },
  diff: { method: "get", path: "/:id/diff" },
  referrers: { method: "get", path: "/:id/referrers" },
  getBlob: { method: "get", path: "/:id/blobs/:fileId" },
  bulk: { method: "post", path: "/bulk" },
  cancel: { method: "post", path: "/:id/cancel" },
  rerun: { method: "post", path: "/:id/rerun" },
  rerunMany: { method: "post", path: "/rerun" },
  status: { method: "get", path: "/:id/status" },
  listAttempts: { method: "get", path: "/:id/attempts" },
  readLog: { method: "get", path: "/:id/logs" },
  watch: { method: "get", path: "/:id/events" },
};
