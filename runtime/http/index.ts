/**
 * The HTTP room, entry `@specstar/runtime/express`: routes, bodies, headers and statuses. It decides nothing about resources: it asks
 * their managers, whose errors it turns into problems, and knows no store and no model.
 */
export type { AppOptions, Logger } from "./app-options.js";
export { createExpressApp, type AppParts } from "./create-express-app.js";
export * as handlers from "./handlers.js";
export { metricsApp } from "./metrics.js";
export { notFound, problemHandler } from "./problem-handler.js";
export { requestContext, type RequestContext } from "./request-context.js";
export { resourceRouter } from "./resource-router.js";
export { serve, type RunningServer, type ServeOptions } from "./serve.js";
export type { Background } from "./shutdown.js";
export type { ServedManager } from "./served-manager.js";
export type { HandlerName } from "./served-models.js";
export type { Router } from "express";
