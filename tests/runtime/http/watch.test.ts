import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { memoryStorage } from "@specstar/runtime";
import { createExpressApp, resourceRouter, serve, type RunningServer } from "@specstar/runtime/express";
import { JobManager } from "@specstar/runtime/jobs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Watches } from "../../../runtime/http/jobs/watches.js";
import { Gate, until } from "../jobs/until.js";
import { shipSpec } from "../jobs/ship.js";

const openapi = fileURLToPath(new URL("../../../fixtures/account/expected/generated/openapi.json", import.meta.url));
const servers: RunningServer[] = [];
afterEach(async () => void (await Promise.all(servers.splice(0).map((server) => server.close()))));

async function startShips() {
  const ships = new JobManager(shipSpec(), memoryStorage());
  const router = resourceRouter(ships, "/ships", ["watch"]);
  const server = await serve(createExpressApp({ managers: { ships }, routers: { ships: router }, openapi }), { port: 0, onReady: () => undefined });
  servers.push(server);
  const { resourceId: id } = await ships.create({ payload: { port: "Oslo" }, runAt: new Date("2099-01-01T00:00:00.000Z") });
  const looks = vi.spyOn(ships.encodedJobs, "view");
  const watch = (init: RequestInit = {}) => fetch(`${server.url}/ships/${id}/events`, init);
  return { ships, server, looks, watch };
}

describe("who watches a job", () => {
  it("is told the end of the server as the end of the stream", async () => {
    const { server, watch } = await startShips();
    const text = (await watch()).text();
    await server.close();
    expect(await text).toContain("event: status");
  });

  it("costs the same as all the others, and nothing when gone", async () => {
    const { looks, watch } = await startShips();
    const leaving = new AbortController();
    const watching = await Promise.all(Array.from({ length: 5 }, () => watch({ signal: leaving.signal })));
    const storeIsBack = new Gate();
    const before = looks.mock.calls.length;
    looks.mockReturnValue(storeIsBack.passed.then(() => Promise.reject(new Error("The store was away."))));
    await until(() => looks.mock.calls.length > before);
    // Long enough for five who were each looked after to be looked for.
    await sleep(1_000);
    expect(looks.mock.calls.length).toBe(before + 1);
    leaving.abort();
    for (const response of watching) await expect(response.text()).rejects.toThrow("abort");
    storeIsBack.open();
    await sleep(1_000);
    expect(looks.mock.calls.length).toBe(before + 1);
  });

  it("is refused where too many do", async () => {
    const { ships, watch } = await startShips();
    const watches = new Watches(ships.encodedJobs);
    const leave = Array.from({ length: 1000 }, () => watches.enter())[0];
    expect(() => watches.enter()).toThrow(expect.objectContaining({ code: "TOO_MANY_WATCHERS" }));
    leave?.();
    watches.enter();
    vi.spyOn(Watches.prototype, "enter").mockImplementationOnce(() => watches.enter());
    const refused = await watch();
    expect([refused.status, refused.headers.get("Retry-After"), await refused.json()]).toEqual([503, "5", expect.objectContaining({ code: "TOO_MANY_WATCHERS" })]);
  });

  it("is told when the store fails by the end of the stream", async () => {
    const { looks, watch } = await startShips();
    const response = await watch();
    looks.mockRejectedValue(new Error("away"));
    expect(await response.text()).not.toContain("event: end");
  });
});
