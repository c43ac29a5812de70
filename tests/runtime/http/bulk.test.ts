import { memoryStorage, ResourceManager } from "@specstar/runtime";
import { createExpressApp, resourceRouter, serve, type RunningServer } from "@specstar/runtime/express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountSpec } from "../../conformance/manager/models.js";
import { call, openapiFile } from "./issue-server.js";
import { startWrites, STORES, type WriteServer } from "./write-server.js";

describe.each(Object.entries(STORES))("POST /issues/bulk on %s", (_name, openStorage) => {
  let server: WriteServer;
  let group = 0;
  beforeAll(async () => {
    server = await startWrites(await openStorage());
  });

  /** Some issues that only their assignee tells from others. */
  const makeSome = async (count: number): Promise<string> => {
    const assignee = `group-${group++}`;
    for (let i = 0; i < count; i++) await server.make({ assignee });
    return assignee;
  };
  const countOf = async (query: string) => (await server.send("GET", `/count?${query}`)).body.count;

  it("updates, deletes and restores all that meet the condition, as one changeset", async () => {
    const assignee = await makeSome(3);
    const updated = await server.send("POST", "/bulk?reason=tidy", { op: "update", where: { assignee }, patch: { severity: "high" } });
    expect([updated.status, updated.body.count]).toEqual([200, 3]);
    const changes = await server.storage.meta.listChangeset(updated.body.changesetId);
    expect(changes.map(({ op, reason }) => [op, reason])).toEqual([["update", "tidy"], ["update", "tidy"], ["update", "tidy"]]);
    const where = { and: [{ assignee: { in: [assignee] } }, { not: { severity: "medium" } }] };
    expect((await server.send("POST", "/bulk", { op: "delete", where })).body.count).toBe(3);
    expect(await countOf(`assignee=${assignee}`)).toBe(0);
    expect((await server.send("POST", "/bulk", { op: "restore", where })).body.count).toBe(3);
    expect(await countOf(`assignee=${assignee}&severity=high`)).toBe(3);
  });

  it("does nothing when more meet it than may be touched, and says how many", async () => {
    const assignee = await makeSome(3);
    const { status, body } = await server.send("POST", "/bulk", { op: "delete", where: { assignee }, most: 2 });
    expect([status, body.code]).toEqual([409, "TOO_MANY_MATCHES"]);
    expect(body.detail).toContain("3");
    expect(await countOf(`assignee=${assignee}`)).toBe(3);
  });

  it("does nothing when one of the updates is refused", async () => {
    const assignee = await makeSome(2);
    const { status, body } = await server.send("POST", "/bulk", { op: "update", where: { assignee }, patch: { status: "none" } });
    expect([status, body.code]).toEqual([422, "VALIDATION_FAILED"]);
    expect(await countOf(`assignee=${assignee}&status=open`)).toBe(2);
  });

  it("is done once under a key", async () => {
    const assignee = await makeSome(2);
    const send = () => server.send("POST", "/bulk", { op: "delete", where: { assignee } }, { "Idempotency-Key": assignee });
    const [first, second] = [await send(), await send()];
    expect([second.body, second.headers.get("idempotency-replayed")]).toEqual([first.body, "true"]);
  });

  it.each([
    [{ op: "delete" }, ["/where"]],
    [{ where: {} }, ["/op"]],
    [{ op: "purge", where: {} }, ["/op"]],
    [{ op: "update", where: {} }, ["/patch"]],
    [{ op: "delete", where: {}, patch: {} }, ["/patch"]],
    [{ op: "delete", where: { statuss: "open" } }, ["/where/statuss"]],
    [{ op: "delete", where: { status: { gt: 1 } }, most: "all", limit: 1 }, ["/limit", "/most", "/where/status/gt"]],
    [{ op: "delete", where: {}, most: 10_001 }, ["most"]],
    [[], ["", "/op", "/where"]],
  ])("refuses %j", async (body, places) => {
    const answer = await server.send("POST", "/bulk", body);
    expect([answer.status, answer.body.code, answer.body.errors.map(({ path }: { path: string }) => path)]).toEqual([400, "INVALID_QUERY", places]);
  });
});

describe("of a model with hidden and protected fields", () => {
  const running: RunningServer[] = [];
  afterAll(() => Promise.all(running.map((server) => server.close())));

  it("finds nothing by a hidden field, and leaves a protected one as it is", async () => {
    const accounts = new ResourceManager({ ...accountSpec, hidden: ["country"], protected: ["serial"] }, memoryStorage());
    const routers = { accounts: resourceRouter(accounts, "/accounts", ["bulk"]) };
    const app = createExpressApp({ managers: { accounts }, routers, openapi: openapiFile() });
    const server = await serve(app, { port: 0, onReady: () => undefined });
    running.push(server);
    const { resourceId } = await accounts.create({ name: "Ann", country: "NO", serial: 1 });
    const bulk = (body: unknown) => call(`${server.url}/accounts/bulk`, "POST", { body });
    expect((await bulk({ op: "delete", where: { country: "NO" } })).body.errors[0].path).toBe("/where/country");
    expect((await bulk({ op: "update", where: {}, patch: { serial: 2 } })).body.errors[0].path).toBe("/serial");
    expect((await bulk({ op: "update", where: {}, patch: { name: "Bo" } })).body.count).toBe(1);
    expect((await accounts.get(resourceId)).data).toMatchObject({ name: "Bo", country: "NO", serial: 1 });
  });
});
