import { readFileSync } from "node:fs";
import { changeset, memoryStorage } from "@specstar/runtime";
import { metricsApp, serve } from "@specstar/runtime/express";
import { createTelemetry, observeStorage } from "@specstar/runtime/telemetry";
import { describe, expect, it } from "vitest";
import { Registry } from "../../../runtime/telemetry/metrics/registry.js";
import { call, startIssues } from "../http/issue-server.js";
import { startObserved } from "./observed-server.js";
import { parseMetrics, type ParsedMetric } from "./parse-metrics.js";

/** The value of a sample; undefined where there is no such one. */
function valueOf(metrics: readonly ParsedMetric[], name: string, labels: Readonly<Record<string, string>>): number | undefined {
  const samples = metrics.flatMap((metric) => metric.samples).filter((sample) => sample.name === name);
  return samples.find((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))?.value;
}

async function scrape(url: string): Promise<ParsedMetric[]> {
  return parseMetrics(await (await fetch(`${url}/metrics`)).text());
}

/** An answer is read before the server knows that its end was sent. */
async function scrapeUntil(url: string, holds: (metrics: readonly ParsedMetric[]) => boolean): Promise<ParsedMetric[]> {
  for (let i = 0; i < 200; i++) {
    const metrics = await scrape(url);
    if (holds(metrics)) return metrics;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return scrape(url);
}

describe("GET /metrics", () => {
  it("counts requests by their route, operations by model, changes, commits and calls of the stores", async () => {
    const { url } = await startObserved();
    const created = await call(`${url}/issues`, "POST", { body: { title: "First" } });
    const id = created.body.resourceId;
    await call(`${url}/issues/${id}`, "PUT", { body: { title: "Second" } });
    for (const path of [`/issues/${id}`, "/issues/issue:nothing", "/nowhere/1", "/nowhere/2"]) await call(`${url}${path}`);
    await call(`${url}/issues`, "POST", { body: { wrong: true } });
    const requests = "specstar_http_requests_total";
    const metrics = await scrapeUntil(url, (seen) => valueOf(seen, requests, { method: "POST", status: "422" }) === 1);

    expect(valueOf(metrics, requests, { method: "POST", route: "/issues", status: "201" })).toBe(1);
    expect(valueOf(metrics, requests, { method: "GET", route: "/issues/:id", status: "200" })).toBe(1);
    expect(valueOf(metrics, requests, { method: "GET", route: "/issues/:id", status: "404" })).toBe(1);
    expect(valueOf(metrics, requests, { method: "GET", route: "none", status: "404" })).toBe(2);
    expect(valueOf(metrics, "specstar_http_request_duration_seconds_count", { method: "GET", route: "/issues/:id" })).toBe(2);
    expect(valueOf(metrics, "specstar_http_requests_in_flight", {})).toBe(1);
    expect(valueOf(metrics, "specstar_operation_duration_seconds_count", { model: "issue", operation: "create" })).toBe(2);
    expect(valueOf(metrics, "specstar_operation_errors_total", { model: "issue", operation: "create", code: "VALIDATION_FAILED" })).toBe(1);
    expect(valueOf(metrics, "specstar_operation_errors_total", { model: "issue", operation: "get", code: "RESOURCE_NOT_FOUND" })).toBe(1);
    expect(valueOf(metrics, "specstar_changes_total", { model: "issue", op: "create" })).toBe(1);
    expect(valueOf(metrics, "specstar_changes_total", { model: "issue", op: "update" })).toBe(1);
    expect(valueOf(metrics, "specstar_commits_total", { outcome: "committed" })).toBe(2);
    expect(valueOf(metrics, "specstar_store_call_duration_seconds_count", { store: "meta", method: "commit" })).toBe(2);
    expect(valueOf(metrics, "specstar_store_call_duration_seconds_count", { store: "revisions", method: "put" })).toBe(2);
  });

  it("has the facts of the process, and a form that Prometheus reads", async () => {
    const { url } = await startObserved();
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const metrics = parseMetrics(await response.text());
    expect(valueOf(metrics, "specstar_build_info", { node: process.versions.node, version: JSON.parse(readFileSync("runtime/package.json", "utf8")).version })).toBe(1);
    for (const name of ["process_cpu_seconds_total", "process_resident_memory_bytes", "nodejs_heap_size_used_bytes", "nodejs_eventloop_active_seconds_total"]) {
      expect(valueOf(metrics, name, {}), name).toBeGreaterThan(0);
    }
    expect(valueOf(metrics, "process_start_time_seconds", {})).toBeCloseTo(performance.timeOrigin / 1_000, 0);
    expect(valueOf(metrics, "nodejs_eventloop_lag_p99_seconds", {})).toBeGreaterThanOrEqual(0);
  });

  it("is not there unless it is asked for, and says what is missing when nothing is counted", async () => {
    const { url } = await startObserved({ metrics: false });
    expect((await call(`${url}/metrics`)).status).toBe(404);
    await expect(startIssues({ metrics: true })).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("observeStorage") });
  });

  it("is served at an address of its own as well", async () => {
    const telemetry = createTelemetry();
    const server = await serve(metricsApp(telemetry), { port: 0, onReady: () => undefined });
    expect((await scrape(server.url)).length).toBeGreaterThan(10);
    expect((await fetch(`${server.url}/issues`)).status).toBe(404);
    await server.close();
  });

  it("counts the failures of stores, conflicts and changesets, and no dry runs", async () => {
    const storage = memoryStorage();
    const { url, issues, storage: observed } = await startObserved({ storage });
    storage.meta.ping = () => Promise.reject(new Error("gone"));
    await changeset(observed, async (unit) => {
      await issues.within(unit).create({ title: "One" });
      await issues.within(unit).create({ title: "Two" });
    });
    await changeset(observed, (unit) => issues.within(unit).create({ title: "Three" }), { validateOnly: true });
    expect((await call(`${url}/readyz`)).status).toBe(503);
    const metrics = await scrape(url);
    expect(valueOf(metrics, "specstar_store_call_errors_total", { store: "meta", method: "ping" })).toBe(1);
    expect(valueOf(metrics, "specstar_changes_total", { model: "issue", op: "create" })).toBe(2);
    expect(valueOf(metrics, "specstar_commits_total", { outcome: "committed" })).toBe(1);
    expect(valueOf(metrics, "specstar_operation_duration_seconds_count", { model: "*", operation: "changeset" })).toBe(2);
  });
});

describe("the text format", () => {
  it("escapes help and label values, and adds up buckets", () => {
    const registry = new Registry();
    registry.counter({ name: "odd_total", help: "Back\\slash\nand line.", labels: ["text"] }).with('a "b" \\ \n c').add(2);
    const histogram = registry.histogram({ name: "took_seconds", help: "Time.", labels: [] }).with();
    for (const seconds of [-1, 0.0005, 0.3, 99]) histogram.observe(seconds);
    const [odd, took] = parseMetrics(registry.encode());
    expect(odd).toMatchObject({ help: "Back\\\\slash\\nand line.", samples: [{ labels: { text: 'a "b" \\ \n c' }, value: 2 }] });
    expect(took?.samples.map(({ value }) => value)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 99.3005, 4]);
  });

  it("puts together what goes beyond the bound of a family", () => {
    const registry = new Registry();
    const family = registry.counter({ name: "many_total", help: "Many.", labels: ["id"] });
    for (let i = 0; i < 6_000; i++) family.with(String(i)).add();
    const [many] = parseMetrics(registry.encode());
    expect(many?.samples).toHaveLength(5_001);
    expect(many?.samples.at(-1)).toMatchObject({ labels: { id: "_other" }, value: 1_000 });
  });
});

describe("docs/telemetry.md", () => {
  it("lists every metric with its type and labels, and no other", () => {
    const storage = observeStorage(memoryStorage(), createTelemetry());
    expect(observeStorage(storage)).toBe(storage);
    const listed = [...readFileSync("docs/telemetry.md", "utf8").matchAll(/^\| `((?:specstar|process|nodejs)_\w+)` \| (\w+) \|/gm)].map(([, name, type]) => [name, type]);
    const own = parseMetrics(createTelemetry().metrics().text).map(({ name, type }) => [name, type]);
    expect(listed.toSorted()).toEqual(own.toSorted());
  });
});
