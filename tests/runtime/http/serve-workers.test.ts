import { memoryStorage } from "@specstar/runtime";
import { createExpressApp, serve, type Background } from "@specstar/runtime/express";
import { startKeeper } from "@specstar/runtime/jobs";
import { simpleQueue } from "../../../runtime/queues/simple-queue.js";
import express from "express";
import { describe, expect, it, onTestFinished } from "vitest";
import { openHarbour } from "../jobs/ship.js";
import { until } from "../jobs/until.js";

async function start(workers: readonly Background[], close: () => Promise<void>, shutdown = 10_000) {
  return serve(express(), { host: "127.0.0.1", port: 0, onReady: () => undefined, workers, storage: { close }, timeouts: { shutdown } });
}

describe("a server with workers", () => {
  it("stops them within its own limits, and closes the storage after them, although one can't stop", async () => {
    const events: string[] = [];
    const slow: Background = {
      stop: async ({ grace }) => {
        events.push(`stop within ${grace} ms`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        events.push("stopped");
      },
    };
    const broken: Background = { stop: () => Promise.reject(new Error("broken")) };
    const server = await start([slow, broken], async () => void events.push("closed"));
    await server.close();
    expect(events).toEqual(["stop within 5000 ms", "stopped", "closed"]);
  });

  it("leaves one behind that never stops", async () => {
    let isClosed = false;
    const server = await start([{ stop: () => new Promise(() => {}) }], async () => void (isClosed = true), 50);
    await server.close();
    expect(isClosed).toBe(true);
  });

  it("gives back what they could not do", async () => {
    const { storage, ships } = openHarbour();
    const { resourceId } = await ships.create({ payload: { port: "Bremen" } });
    let isRunning = false;
    const worker = ships.startConsume(({ signal }) => {
      isRunning = true;
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("stopped"))));
    });
    const keeper = startKeeper([ships.desk], simpleQueue());
    await until(() => isRunning);
    let left: unknown;
    const server = await start([worker, keeper], async () => void (left = await storage.meta.jobs.read([resourceId])), 5_001);
    await server.close();
    expect(left).toMatchObject([{ resourceId, hold: null }]);
    await storage.close();
  });
});

it("a server is ready only while its queue answers", async () => {
  const storage = memoryStorage();
  let isThere = true;
  const ping = () => (isThere ? Promise.resolve() : Promise.reject(new Error("no broker")));
  const managers = { ships: openHarbour({}, { storage: { ...storage, queue: { ...simpleQueue(), isBrokered: true, ping }, close: () => storage.close() } }).ships };
  const app = createExpressApp({ managers, routers: {}, openapi: "package.json" }, { logger: () => undefined });
  const { url, close } = await serve(app, { host: "127.0.0.1", port: 0, onReady: () => undefined });
  onTestFinished(close);
  const ready = await fetch(`${url}/readyz`);
  expect(await ready.json()).toMatchObject({ status: "ok", checks: [{ name: "meta" }, { name: "revisions" }, { name: "blobs" }, { name: "queue", ok: true }] });
  isThere = false;
  const unready = await fetch(`${url}/readyz`);
  expect([unready.status, JSON.stringify(await unready.json())]).toEqual([503, expect.stringContaining("queue")]);
});
