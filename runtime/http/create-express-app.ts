import express, { type Express, type Router } from "express";
import type { Storage } from "../stores/storage.js";
import { toSettings, type AppOptions } from "./app-options.js";
import { batchHandler } from "./batch/batch-handler.js";
import { uploadRouter } from "./blobs/upload.js";
import { changesetsRouter, changesRouter } from "./changes.js";
import { createDispatcher } from "./dispatch.js";
import { docsRouter } from "./docs.js";
import { livenessRouter, readinessRouter } from "./health.js";
import { metricsRouter } from "./metrics.js";
import { observedBy, requireTelemetry } from "./observed-by.js";
import { openapiRouter } from "./openapi-document.js";
import { problemHandler } from "./problem-handler.js";
import { revertHandler } from "./revert-changeset.js";
import { servedModels } from "./served-models.js";

/** What an app is put together from. `Managers` is the generated interface: one manager per model. */
export interface AppParts<Managers extends StorageHolders<Managers>> {
  readonly managers: Managers;
  /** By the first segment of the paths that the router has: `issues`. */
  readonly routers: Readonly<Record<string, Router>>;
  /** The OpenAPI document's file, from the working directory. */
  readonly openapi: string;
}

type StorageHolders<Managers> = { readonly [Name in keyof Managers]: { readonly storage: Storage } };

/**
 * Puts the routers of all models together with the upload of files, the change log, the API reference and the health checks. An app of
 * one's own can mount the result at any path.
 *
 * @throws CONFIG_INVALID when the OpenAPI document can't be read, an option is out of range, or metrics are asked for and there are none.
 */
export function createExpressApp<Managers extends StorageHolders<Managers>>(parts: AppParts<Managers>, options: AppOptions = {}): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  const storages = storagesOf(parts.managers);
  const telemetry = observedBy(storages);
  const settings = toSettings(options, telemetry?.log);
  const own = {
    livez: livenessRouter(),
    readyz: readinessRouter(storages),
    "openapi.json": openapiRouter(parts.openapi),
    docs: docsRouter(),
    changes: changesRouter(storages),
    ...(settings.metrics && { metrics: metricsRouter(requireTelemetry(telemetry)) }),
    ...sharedRouters(storages[0], Object.values(parts.routers)),
  };
  // A model named Doc takes the place of the reference rather than losing its routes.
  const routers = new Map(Object.entries({ ...own, ...parts.routers }));
  app.use(createDispatcher(routers, settings, telemetry));
  app.use(problemHandler);
  return app;
}

/** What concerns all models at once. Managers of several storages have nothing in common: then it serves those of the first. */
function sharedRouters(storage: Storage | undefined, routers: readonly Router[]): Record<string, Router> {
  if (storage === undefined) return {};
  const models = servedModels(routers, storage);
  return {
    blobs: uploadRouter(storage),
    batch: express.Router().post("/batch", batchHandler(storage, models)),
    changesets: changesetsRouter(storage).post("/changesets/:id/revert", revertHandler(storage, models)),
  };
}

function storagesOf<Managers extends StorageHolders<Managers>>(managers: Managers): Storage[] {
  return Object.values<{ readonly storage: Storage }>(managers).map(({ storage }) => storage);
}
