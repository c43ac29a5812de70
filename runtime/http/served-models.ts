import type { Router } from "express";
import type { Storage } from "../stores/storage.js";
import type * as everyHandler from "./handlers.js";
import type { ServedManager } from "./served-manager.js";

export type HandlerName = keyof typeof everyHandler;

/** A model, and which of its routes an app has. */
export interface ServedModel {
  readonly manager: ServedManager;
  readonly handlers: ReadonlySet<HandlerName>;
}

/** By name. */
export type ServedModels = ReadonlyMap<string, ServedModel>;

const served = new WeakMap<Router, ServedModel>();

/** Remembers what a router serves. */
export function noteServed(router: Router, model: ServedModel): void {
  served.set(router, model);
}

/** What a router itself serves; undefined of one that was not made for a model. */
export function servedModel(router: Router): ServedModel | undefined {
  return served.get(router);
}

/**
 * The models of a storage that an app serves by these routers. Only what a router itself serves counts: whoever puts a guard of their
 * own before it keeps what is behind from routes that serve all models.
 */
export function servedModels(routers: readonly Router[], storage: Storage): ServedModels {
  const models = routers.flatMap((router) => served.get(router) ?? []).filter(({ manager }) => manager.storage === storage);
  return new Map(models.map((model) => [model.manager.spec.name, model]));
}
