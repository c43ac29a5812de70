import { memoryStorage, ResourceManager } from "@specstar/runtime";
import { createExpressApp, resourceRouter, serve, type RunningServer } from "@specstar/runtime/express";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountSpec } from "../../conformance/manager/models.js";
import { call, openapiFile, type Answer } from "./issue-server.js";
import { HANDLERS } from "./write-server.js";

const MERGE = { "Content-Type": "application/merge-patch+json" };
const JSON_PATCH = { "Content-Type": "application/json-patch+json" };

const running: RunningServer[] = [];
afterAll(() => Promise.all(running.map((server) => server.close())));

/** Serves accounts that follow a model's rules; gives what sends a request to a path behind `/accounts`. */
async function open(rules: object) {
  const accounts = new ResourceManager({ ...accountSpec, ...rules }, memoryStorage());
  const app = createExpressApp({ managers: { accounts }, routers: { accounts: resourceRouter(accounts, "/accounts", HANDLERS) }, openapi: openapiFile() });
  const server = await serve(express().use(app), { port: 0, onReady: () => undefined });
  running.push(server);
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    call(`${server.url}/accounts${path}`, method, { body, headers });
  return { accounts, send };
}

describe("a model that requires If-Match", () => {
  let app: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    app = await open({ requireIfMatch: true });
  });

  it.each([
    ["PUT", "", { name: "Bo" }, {}],
    ["PATCH", "", { name: "Bo" }, MERGE],
    ["POST", "/publish", undefined, {}],
    ["DELETE", "", undefined, {}],
    ["POST", "/restore", undefined, {}],
    ["POST", "/switch/1", undefined, {}],
    ["POST", "/revert/1", undefined, {}],
    ["POST", "/purge", undefined, {}],
  ])("answers %s %s without it with 428, and does it with it", async (method, path, body, headers) => {
    const { resourceId, uid } = await app.accounts.create({ name: "Ann" });
    const later = new Date(Date.now() + 60_000).toUTCString();
    for (const condition of [{}, { "If-Unmodified-Since": later }]) {
      const refused = await app.send(method, `/${resourceId}${path}`, body, { ...headers, ...condition });
      expect([refused.status, refused.body.code]).toEqual([428, "PRECONDITION_REQUIRED"]);
    }
    const stale = await app.send(method, `/${resourceId}${path}`, body, { ...headers, "If-Match": '"other"' });
    expect([stale.status, stale.body.code]).toEqual([412, "REVISION_CONFLICT"]);
    expect((await app.send(method, `/${resourceId}${path}`, body, { ...headers, "If-Match": `"${uid}"` })).status).toBeLessThan(300);
  });

  it("lets a resource be made without", async () => {
    expect((await app.send("POST", "", { name: "Ann" })).status).toBe(201);
  });
});

describe("a model that requires a reason", () => {
  it("refuses what has none, or a blank one", async () => {
    const { send } = await open({ requireReason: true });
    for (const query of ["", "?reason=%20"]) {
      const { status, body } = await send("POST", query, { name: "Ann" });
      expect([status, body.code, body.errors[0].path]).toEqual([422, "REASON_REQUIRED", "reason"]);
    }
    const { status, body } = await send("POST", "", { name: "Ann" }, { "X-Change-Reason": "hired" });
    expect([status, body.reason]).toEqual([201, "hired"]);
    expect((await send("DELETE", `/${body.resourceId}`)).body.code).toBe("REASON_REQUIRED");
  });
});

describe("a model with hidden and protected fields", () => {
  let app: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    app = await open({ hidden: ["country"], protected: ["serial"] });
  });

  it("does not let patches see the hidden ones, which they may set", async () => {
    const { resourceId } = await app.accounts.create({ name: "Ann", country: "NO", serial: 1 });
    for (const patch of [
      [{ op: "test", path: "/country", value: "NO" }],
      [{ op: "copy", from: "/country", path: "/name" }],
      [{ op: "move", from: "/country", path: "/name" }],
    ]) {
      const { status, body } = await app.send("PATCH", `/${resourceId}`, patch, JSON_PATCH);
      expect(status).toBeGreaterThanOrEqual(409);
      expect(JSON.stringify(body)).not.toContain("NO");
    }
    expect((await app.send("PATCH", `/${resourceId}`, { name: "Bo" }, MERGE)).status).toBe(200);
    expect((await app.accounts.get(resourceId)).data).toMatchObject({ name: "Bo", country: "NO", serial: 1 });
    expect((await app.send("PATCH", `/${resourceId}`, { country: "SE" }, MERGE)).status).toBe(200);
    expect((await app.accounts.get(resourceId)).data.country).toBe("SE");
  });

  it("does not let patches and reverts change the protected ones", async () => {
    const { resourceId } = await app.accounts.create({ name: "Ann", serial: 2 });
    await app.accounts.update(resourceId, { name: "Bo", serial: 3 });
    const refused = await app.send("PATCH", `/${resourceId}`, { serial: 4 }, MERGE);
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, "/serial"]);
    expect((await app.send("POST", `/${resourceId}/revert/1`)).status).toBe(200);
    expect((await app.accounts.get(resourceId)).data).toMatchObject({ name: "Ann", serial: 3 });
    expect((await app.send("POST", `/${resourceId}/revert/1?fields=country`)).status).toBe(400);
  });
});
