import { AsyncLocalStorage } from "node:async_hooks";
import { context, ROOT_CONTEXT, trace, type Context, type ContextManager } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { memoryStorage } from "@specstar/runtime";
import { metricsApp, serve } from "@specstar/runtime/express";
import { snooze } from "@specstar/runtime/jobs";
import { createTelemetry, observeStorage } from "@specstar/runtime/telemetry";
import { expect, it, onTestFinished } from "vitest";
import { openHarbour } from "../jobs/ship.js";
import { until } from "../jobs/until.js";
import type { LogLine } from "./observed-server.js";
import { parseMetrics } from "./parse-metrics.js";

class CallContexts implements ContextManager {
  readonly #active = new AsyncLocalStorage<Context>();
  active = (): Context => this.#active.getStore() ?? ROOT_CONTEXT;
  with: ContextManager["with"] = (active, run, self, ...args) => this.#active.run(active, () => run.apply(self, args));
  bind: ContextManager["bind"] = (_, target) => target;
  enable = (): this => this;
  disable = (): this => this;
}

const payload = { port: "Hamburg" };

function openObserved() {
  let written = "";
  const telemetry = createTelemetry({ log: { format: "json", level: "info", write: (lines) => void (written += lines) } });
  const storage = observeStorage(memoryStorage(), telemetry);
  onTestFinished(() => storage.close());
  const lines = (): LogLine[] => written.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const values = async (name: string): Promise<Record<string, number>> => {
    await telemetry.gather();
    const samples = parseMetrics(telemetry.metrics().text).flatMap((metric) => metric.samples);
    return Object.fromEntries(samples.filter((sample) => sample.name === name).map(({ labels, value }) => [Object.values(labels).join(" "), value]));
  };
  return { telemetry, lines, values, harbour: openHarbour({ lease: 10_000 }, { storage }) };
}

it("tells how many jobs wait, what became of attempts, and of workers that were lost", async () => {
  const { telemetry, lines, values, harbour: { ships, clock } } = openObserved();
  const { desk } = ships;
  for (const id of ["done", "tried", "failed", "back", "lost"]) await ships.create({ payload, maxRetries: id === "tried" ? 1 : 0 }, { id });
  await ships.create({ payload, runAt: new Date("2031-01-01T00:00:00.000Z") });
  await ships.create({ payload, schedule: { kind: "interval", every: 3_600 } });
  expect(await values("specstar_jobs")).toEqual({ "ship due": 5, "ship delayed": 1, "ship held": 0, "ship schedules": 1 });
  const take = async (id: string) => {
    const [row] = await desk.claim(1, [`ship:${id}`]);
    if (row === undefined) throw new Error(`${id} can't be had.`);
    return row;
  };
  const done = await take("done");
  clock.move(3);
  await desk.close(done, { kind: "completed", result: { crates: 1 } });
  for (const id of ["tried", "failed"]) await desk.close(await take(id), { kind: "failed", error: "storm", isFinal: false });
  await desk.close(await take("back"), { kind: "handedBack" });
  const lost = await take("lost");
  clock.move(11);
  await take("lost");
  await desk.close(lost, { kind: "completed", result: { crates: 1 } });
  expect(await values("specstar_job_attempts_total")).toEqual({ "ship completed": 1, "ship retried": 1, "ship failed": 1, "ship postponed": 1, "ship lost": 1 });
  expect(await values("specstar_job_losses_total")).toEqual({ ship: 1 });
  expect(await values("specstar_job_attempt_duration_seconds_sum")).toEqual({ ship: 14 });
  expect(await values("specstar_jobs")).toEqual({ "ship due": 2, "ship delayed": 1, "ship held": 1, "ship schedules": 1 });
  expect(Object.keys(await values("specstar_job_oldest_due_seconds"))).toEqual(["ship"]);
  await until(() => lines().some(({ outcome }) => outcome === "lost"));
  expect(lines().filter(({ resourceId }) => resourceId === "ship:tried")).toMatchObject([{ level: "warn", msg: "job ship retried", model: "ship", attempt: 1, outcome: "retried", reason: "storm" }]);
  expect(lines().filter(({ resourceId }) => resourceId === "ship:done")).toMatchObject([{ level: "info", msg: "job ship completed", durationMs: 3_000 }]);
  expect(lines().filter(({ resourceId }) => resourceId === "ship:lost").map(({ msg }) => msg)).toEqual(["A job has lost its worker", "job ship lost"]);
  const server = await serve(metricsApp(telemetry), { host: "127.0.0.1", port: 0, onReady: () => undefined });
  onTestFinished(server.close);
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('specstar_jobs{model="ship",state="held"} 1');
});

it("leaves out what the store does not say, without a failure", async () => {
  const { telemetry } = openObserved();
  telemetry.instruments.jobs.watch("ship", () => Promise.reject(new Error("away")));
  await telemetry.gather();
  expect(telemetry.metrics().text).not.toContain("specstar_jobs{");
});

it("makes a span of each run of a handler, with what it does below it", async () => {
  const exporter = new InMemorySpanExporter();
  context.setGlobalContextManager(new CallContexts());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  onTestFinished(() => [trace, context].forEach((api) => api.disable()));
  const { harbour: { ships } } = openObserved();
  for (const id of ["a", "bad", "later"]) await ships.create({ payload, maxRetries: 0 }, { id });
  const worker = ships.startConsume(async ({ id }) => {
    if (id === "ship:bad") throw new Error("storm in Hamburg");
    if (id === "ship:later") throw snooze(new Date("2040-01-01T00:00:00.000Z"));
    await ships.get(id);
    return { crates: 1 };
  });
  const jobSpans = () => exporter.getFinishedSpans().filter(({ name }) => name === "job ship");
  await until(() => jobSpans().length === 3);
  await worker.stop();
  const [good, bad, later] = ["a", "bad", "later"].map((id) => jobSpans().find(({ attributes }) => attributes["specstar.resource_id"] === `ship:${id}`));
  expect(good).toMatchObject({ kind: 4, attributes: { "specstar.model": "ship", "specstar.job.attempt": 1 } });
  expect([good, bad, later].map((span) => span?.status.code)).toEqual([0, 2, 0]);
  expect(JSON.stringify(bad?.attributes)).not.toContain("Hamburg");
  const inside = exporter.getFinishedSpans().find(({ name, parentSpanContext }) => name === "get ship" && parentSpanContext?.spanId === good?.spanContext().spanId);
  expect(inside).toBeDefined();
});
