import { openBackend } from "@specstar/runtime/config";
import { metricsApp, serve } from "@specstar/runtime/express";
import { createTelemetry, observeStorage } from "@specstar/runtime/telemetry";
import { createApp, openManagers } from "./generated/index.js";

const telemetry = createTelemetry();
const storage = observeStorage(await openBackend("backend.json"), telemetry);
// Put who really calls in its place: what your proxy or your tokens say.
const app = createApp(await openManagers(storage), { actor: () => "anonymous" });
// Metrics tell how busy the server is, and with what: they have an address of their own, which the outside can't reach.
await serve(metricsApp(telemetry), { host: "127.0.0.1", port: Number(process.env["METRICS_PORT"] ?? 9464), onReady: () => undefined });
// Once it is told to stop, it takes requests for five more seconds: as long as a load balancer needs to ask /readyz again.
await serve(app, { storage, timeouts: { drain: 5_000 } });
