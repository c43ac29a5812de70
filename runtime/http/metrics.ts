import express, { Router, type Express } from "express";
import type { Telemetry } from "../telemetry/index.js";

/** Serves `GET /metrics`: all metrics of the process, for Prometheus. */
export function metricsRouter(telemetry: Telemetry): Router {
  return Router().get("/metrics", async (_req, res) => {
    await telemetry.gather();
    const { contentType, text } = telemetry.metrics();
    res.setHeader("Content-Type", contentType);
    res.setHeader("Content-Length", Buffer.byteLength(text));
    res.setHeader("Cache-Control", "no-store");
    res.end(text);
  });
}

/** An app of `GET /metrics` alone, to be served at an address that only Prometheus can reach: `serve(metricsApp(telemetry), { port: 9464 })`. */
export function metricsApp(telemetry: Telemetry): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(metricsRouter(telemetry));
  return app;
}
