import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ClientError, createClient, unwrap, type ClientOptions } from "../../fixtures/issue/expected/generated/client.js";
import { startIssues } from "../runtime/http/issue-server.js";
import { EXPECTED, workWithIssues } from "./scenario.js";

describe("against the generated server", () => {
  it("goes over every route", async () => {
    const { url } = await startIssues();
    expect(await workWithIssues(createClient({ baseUrl: `${url}/` }))).toEqual(EXPECTED);
  });

  it("searches with every operator that a field has", async () => {
    const { url } = await startIssues();
    const { issues } = createClient({ baseUrl: url });
    await unwrap(issues.create({ title: "a", assignee: "lin & co", dueDate: new Date(0) }));
    const matches = [
      { assignee: "lin & co" },
      { assignee: { eq: "lin & co", ne: "x", contains: " & ", startsWith: "lin", endsWith: "co", isNull: false, notIn: ["a,b", "c"] } },
      { dueDate: { ge: new Date(0), le: new Date(0), gt: "1969-12-31", lt: new Date(1) } },
      { createdBy: "anonymous", totalRevisionCount: { in: [1, 2] } },
      { assignee: { notIn: [] }, status: undefined },
    ];
    for (const where of matches) expect(await unwrap(issues.count({ where })), JSON.stringify(where)).toBe(1);
    for (const where of [{ assignee: null }, { assignee: { ne: "lin & co" } }, { dueDate: { ne: new Date(0) } }]) {
      expect(await unwrap(issues.count({ where })), JSON.stringify(where)).toBe(0);
    }
  });

  it("knows every code that the server answers with", () => {
    const runtime = readFileSync(new URL("../../runtime/core/errors.ts", import.meta.url), "utf8");
    const [, union = ""] = /type ErrorCode =([^;]+);/.exec(runtime) ?? [];
    const codes = [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code);
    const client = readFileSync(new URL("../../templates/client-results.ts.hbs", import.meta.url), "utf8");
    const [, list = ""] = /ERROR_CODES = \[([^\]]+)\]/.exec(client) ?? [];
    const known = new Set([...list.matchAll(/"(\w+)"/g)].map(([, code]) => code));
    // A server that is set up wrongly doesn't start.
    const neverSent = new Set(["CONFIG_INVALID", "MIGRATION_PENDING", "MIGRATION_CHANGED"]);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => code !== undefined && !neverSent.has(code) && !known.has(code))).toEqual([]);
  });
});

const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((close) => close()));

/** A server that answers as it is told, and counts. */
async function fake(listener: RequestListener): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((req, res) => {
    requests.push(`${req.method} ${req.url}`);
    listener(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

async function failing(listener: RequestListener, options: ClientOptions = {}) {
  const server = await fake(listener);
  return { ...server, ...createClient({ baseUrl: server.url, ...options }) };
}

describe("when the server fails", () => {
  it("asks again after a 503 and after a broken connection", async () => {
    let turn = 0;
    const { issues, requests } = await failing((req, res) => {
      turn += 1;
      if (turn === 1) res.writeHead(503, { "Retry-After": "0" }).end();
      else if (turn === 2) req.socket.destroy();
      else res.end('{"count":7}');
    });
    expect(await issues.count()).toEqual({ ok: true, value: 7 });
    expect(requests).toHaveLength(3);
  });

  it.each([
    ["a POST", async (client: ReturnType<typeof createClient>) => await client.issues.create({ title: "a" })],
    ["a write with a condition", async (client: ReturnType<typeof createClient>) => await client.issues.update("issue:1", { title: "a" }, { ifMatch: '"x"' })],
  ])("sends %s once", async (_, work) => {
    const { url, requests } = await fake((req) => req.socket.destroy());
    const result = await work(createClient({ baseUrl: url }));
    expect(result).toMatchObject({ ok: false, error: { code: "NETWORK_ERROR" } });
    expect(requests).toHaveLength(1);
  });

  it("gives up after as many retries as it is told", async () => {
    const { issues, requests } = await failing((_, res) => res.writeHead(503).end("busy"), { retries: 1 });
    expect(await issues.get("issue:1")).toMatchObject({ ok: false, error: { code: "UNEXPECTED_ANSWER", status: 503, body: "busy" } });
    expect(requests).toEqual(["GET /issues/issue%3A1", "GET /issues/issue%3A1"]);
  });

  it("names what isn't the server's answer", async () => {
    const { issues } = await failing((_, res) => res.end("<html>"));
    expect(await issues.count()).toMatchObject({ ok: false, error: { code: "UNEXPECTED_ANSWER", status: 200, body: "<html>" } });
    await expect(unwrap(issues.count())).rejects.toThrow(ClientError);
  });

  it("stops at its timeout and at the caller's signal, also between attempts", async () => {
    const { issues, requests } = await failing(() => undefined, { timeout: 50 });
    expect(await issues.count()).toMatchObject({ ok: false, error: { code: "TIMEOUT" } });
    const stop = new AbortController();
    setTimeout(() => stop.abort("enough"), 20);
    expect(await issues.count({ signal: stop.signal, timeout: 10_000 })).toMatchObject({ error: { code: "ABORTED", cause: "enough" } });
    expect(requests).toHaveLength(2);
    const busy = await failing((_, res) => res.writeHead(503, { "Retry-After": "20" }).end());
    expect(await busy.issues.count({ signal: AbortSignal.timeout(50) })).toMatchObject({ error: { code: "ABORTED" } });
  });

  it("throws for what is no value of JSON, rather than sending null", async () => {
    const { issues, requests } = await failing((_, res) => res.end("{}"));
    await expect(issues.create({ title: "a", dueDate: new Date(NaN) })).rejects.toThrow(RangeError);
    expect(requests).toEqual([]);
  });
});

describe("what is sent", () => {
  it("has the client's headers, those of the request, and the path that the server is behind", async () => {
    const seen: unknown[] = [];
    const client = createClient({
      baseUrl: "https://example.org/api",
      headers: () => Promise.resolve({ Authorization: "Bearer 1" }),
      fetch: (url, { method, headers, body }) => {
        seen.push({ url, method, headers, body });
        return Promise.resolve({ status: 200, headers: new Headers({ ETag: '"1"' }), text: () => Promise.resolve('{"resourceId":"x"}') });
      },
    });
    expect(await client.issues.create({ title: "a" }, { headers: { "X-Request-Id": "7" } })).toEqual({ ok: true, value: { resourceId: "x", etag: '"1"' } });
    const headers = { Authorization: "Bearer 1", "Content-Type": "application/json", "X-Request-Id": "7" };
    expect(seen).toEqual([{ url: "https://example.org/api/issues", method: "POST", headers, body: '{"title":"a"}' }]);
  });
});

it("has types that refuse what no field takes", () => {
  const { issues } = createClient();
  // @ts-expect-error: there is no such status
  void (() => issues.search({ where: { status: "closed" } }));
  // @ts-expect-error: the title is not indexed
  void (() => issues.search({ where: { title: "a" } }));
  // @ts-expect-error: a status is never null
  void (() => issues.search({ where: { status: null } }));
  // @ts-expect-error: a date has no text operators
  void (() => issues.search({ where: { dueDate: { contains: "2" } } }));
  // @ts-expect-error: with a condition there may be nothing to read
  void (async () => (await unwrap(issues.get("a", { ifNoneMatch: "b" }))).data);
  expect(Object.keys(issues)).toContain("eachPage");
});
