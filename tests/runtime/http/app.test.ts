import { memoryStorage, SpecstarError, type Storage } from "@specstar/runtime";
import { createExpressApp, handlers, notFound, problemHandler, requestContext, resourceRouter, serve } from "@specstar/runtime/express";
import express, { Router } from "express";
import { beforeAll, describe, expect, it } from "vitest";
import { IssueManager } from "../../../fixtures/issue/expected/generated/issue/issue.manager.js";
import { issueRouter } from "../../../fixtures/issue/expected/generated/issue/issue.router.js";
import { addReadinessCheck } from "../../../runtime/core/readiness-checks.js";
import { docsRouter } from "../../../runtime/http/docs.js";
import { call, OPENAPI, openapiFile, startIssues, type IssueServer } from "./issue-server.js";
import { exchange, RawClient } from "./raw-client.js";

const refusePing = (): Promise<void> => Promise.reject(new Error("connection refused"));

let server: IssueServer;
let id: string;

beforeAll(async () => {
  const failing = Router();
  failing.get("/failing/:how", (req) => {
    if (req.params.how === "bug") throw new TypeError("secret detail");
    if (req.params.how === "config") throw new SpecstarError("CONFIG_INVALID", "Set it up.");
    if (req.params.how === "client") throw Object.assign(new Error("No token."), { status: 401 });
    throw Object.assign(new Error("A newer copy's error."), { name: "SpecstarError", code: "FROM_THE_FUTURE" });
  });
  failing.get("/failing/late/answer", (_req, res) => {
    res.write("begun");
    throw new Error("too late");
  });
  server = await startIssues({ routers: { failing } });
  id = (await server.issues.create({ title: "x" })).resourceId;
});

describe("every answer", () => {
  it.each(["/issues", "/nothing", "/livez", "/openapi.json", "/docs", "/docs/swagger-ui.css", "/failing/bug"])("%s has the headers that all have, and no others that tell of the server", async (path) => {
    const { headers } = await fetch(`${server.url}${path}`, { headers: { "X-Request-Id": "a.B:1-_" } });
    expect(headers.get("x-request-id")).toBe("a.B:1-_");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("cache-control")).not.toBeNull();
  });

  it.each(["", "a b", "é", "x".repeat(129), 'a"', "a, b"])("has a new request id instead of %j", async (sent) => {
    const answer = await exchange(server.url, Buffer.from(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${sent}\r\n\r\n`, "latin1"));
    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });
});

describe("routing", () => {
  it.each([
    ["PATCH", "/issues", "GET, HEAD, OPTIONS, POST"],
    ["DELETE", "/issues/count", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"],
    ["POST", "/issues/x", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"],
    ["GET", "/issues/x/restore", "OPTIONS, POST"],
    ["HEAD", "/issues/x/restore", "OPTIONS, POST"],
    ["PUT", "/issues/x/switch/1", "OPTIONS, POST"],
    ["POST", "/livez", "GET, HEAD, OPTIONS"],
    ["POST", "/openapi.json", "GET, HEAD, OPTIONS"],
    ["POST", "/docs", "GET, HEAD, OPTIONS"],
  ])("%s %s is 405 with Allow, unless it is among them", async (method, path, allow) => {
    const response = await fetch(`${server.url}${path}`, { method });
    const expected = allow.split(", ").includes(method) ? 404 : 405;
    expect(response.status).toBe(expected);
    if (expected === 405) expect(response.headers.get("allow")).toBe(allow);
    if (expected === 405 && method !== "HEAD") expect(await response.json()).toMatchObject({ code: "METHOD_NOT_ALLOWED", status: 405 });
  });

  it.each(["/", "/nothing", "/issues/x/nothing", "/issuesx", "/Issues", "//issues", "/issues%2F", "/__proto__", "/constructor", "/?x", "/docs/package.json", "/docs/../package.json"])("%s is 404", async (path) => {
    const answer = await exchange(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect([answer.status, answer.headers["content-type"], JSON.parse(answer.body).code]).toEqual([404, "application/problem+json", "ROUTE_NOT_FOUND"]);
  });

  it.each(["/issues/%zz", "/issues/%", "/issues/%ff", "/issues/x/revisions/%c3", "/issues/%E0%A4%A"])("%s is 404, not a failure", async (path) => {
    const answer = await exchange(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, "ROUTE_NOT_FOUND"]);
    expect((await exchange(server.url, `PATCH ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)).status).toBe(404);
  });

  it("reads a percent-encoded id", async () => {
    expect((await call(`${server.url}/issues/${encodeURIComponent(id)}`)).status).toBe(200);
  });

  it("answers OPTIONS with the methods", async () => {
    const response = await fetch(`${server.url}/issues/${id}`, { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow"), await response.text()]).toEqual([204, "DELETE, GET, HEAD, OPTIONS, PATCH, PUT", ""]);
    expect((await fetch(`${server.url}/nothing`, { method: "OPTIONS" })).status).toBe(404);
    expect((await exchange(server.url, "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")).status).toBe(404);
  });

  it("takes a target that names the server (RFC 9112 section 3.2.2)", async () => {
    const target = async (url: string) => exchange(server.url, `GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect((await target(`http://other.example/issues/${id}`)).status).toBe(200);
    expect((await target("http://other.example/issues?limit=1")).status).toBe(200);
    expect((await target("http://other.example")).status).toBe(404);
    expect((await target("http://other.example?x")).status).toBe(404);
    const created = await exchange(server.url, 'POST http://evil.example/issues HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{"title":"x"}');
    expect(created.headers["location"]).toMatch(/^\/issues\/issue:/);
  });

  it("keeps the order of pipelined requests", async () => {
    const client = new RawClient(server.url);
    client.send(["/issues", "/nothing", `/issues/${id}`, "/livez"].map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(""));
    expect((await client.answers(4)).map(({ status }) => status)).toEqual([200, 404, 200, 200]);
    client.destroy();
  });
});

describe("errors", () => {
  it.each(["bug", "future"])("answers 500 for a %s without telling anything, and logs it with the request's id", async (how) => {
    server.logged.length = 0;
    const { status, headers, body } = await call(`${server.url}/failing/${how}?secret=1`);
    expect([status, body.code, body.title, body.errors]).toEqual([500, "INTERNAL_ERROR", "Internal error", []]);
    expect(JSON.stringify(body)).not.toMatch(/secret|newer|TypeError/);
    expect(server.logged).toEqual([{ error: expect.any(Error), path: `/failing/${how}`, requestId: headers.get("x-request-id") }]);
  });

  it("answers 500 with its code for what is set up wrongly", async () => {
    expect(await call(`${server.url}/failing/config`)).toMatchObject({ status: 500, body: { code: "CONFIG_INVALID", detail: "Set it up." } });
  });

  it("keeps the status that a middleware gave a client's error", async () => {
    const { status, body } = await call(`${server.url}/failing/client`);
    expect([status, body.code, body.detail, body.title]).toEqual([401, "UNAUTHORIZED", "No token.", "Unauthorized"]);
  });

  it("cuts an answer that has begun", async () => {
    await expect(fetch(`${server.url}/failing/late/answer`).then((response) => response.text())).rejects.toThrow();
  });

  it("refuses a body limit that is none", () => {
    const parts = { managers: {}, routers: {}, openapi: openapiFile() };
    for (const bodyLimit of [-1, 0.5, Number.NaN]) expect(() => createExpressApp(parts, { bodyLimit })).toThrow("bodyLimit");
  });
});

describe("/openapi.json", () => {
  it("is the file, byte by byte, with a tag", async () => {
    const response = await fetch(`${server.url}/openapi.json`);
    expect([await response.text(), response.headers.get("content-type")]).toEqual([OPENAPI, "application/json"]);
    const etag = response.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect((await fetch(`${server.url}/openapi.json`, { headers: { "If-None-Match": etag } })).status).toBe(304);
  });

  it("that is missing is an error when the app is put together", () => {
    expect(() => createExpressApp({ managers: {}, routers: {}, openapi: "no/such/openapi.json" })).toThrow(/no\/such\/openapi\.json can't be read\. Run `specstar generate`/);
  });
});

describe("/docs", () => {
  it("is a page whose parts all come from this server", async () => {
    const page = await fetch(`${server.url}/docs`);
    const html = await page.text();
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part = ""]) => new URL(part, page.url));
    expect(parts.length).toBe(4);
    for (const part of parts) {
      expect(part.origin).toBe(server.url);
      const response = await fetch(part);
      expect([response.status, (await response.arrayBuffer()).byteLength > 50]).toEqual([200, true]);
      expect(response.headers.get("content-type")).toMatch(/^(text\/css|text\/javascript|image\/png)/);
    }
    expect(html).not.toMatch(/https?:|<script>|style=/);
  });

  it("is not cached past an upgrade, and cheap to ask for again", async () => {
    const first = await fetch(`${server.url}/docs/swagger-ui-bundle.js`);
    await first.arrayBuffer();
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const since = `If-Modified-Since: ${first.headers.get("last-modified")}`;
    expect((await exchange(server.url, `GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n${since}\r\n\r\n`)).status).toBe(304);
  });

  it("has one address", async () => {
    const response = await fetch(`${server.url}/docs/`, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([308, "/docs"]);
  });

  it("says what to install when the package is missing", async () => {
    const app = express();
    app.use(docsRouter(null), notFound, problemHandler);
    const running = await serve(app, { port: 0, onReady: () => undefined });
    const { status, body } = await call(`${running.url}/docs`);
    await running.close();
    expect([status, body.code, body.detail]).toEqual([501, "NOT_SUPPORTED", expect.stringContaining("`npm install swagger-ui-dist`")]);
  });
});

describe("health", () => {
  it("is ok while the stores answer", async () => {
    const checks = ["meta", "revisions", "blobs"].map((name) => ({ name, ok: true, ms: expect.any(Number) }));
    for (const [path, told] of [["/livez", {}], ["/readyz", { checks }]] as const) {
      const { status, headers, body } = await call(`${server.url}${path}`);
      expect([status, body, headers.get("cache-control")]).toEqual([200, { status: "ok", ...told }, "no-store"]);
    }
  });

  it("asks a store once, however many ask at the same time, and names what does not hold", async () => {
    const storage = memoryStorage();
    let asked = 0;
    storage.blobs.ping = async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 200));
      throw new Error("a secret of the store");
    };
    addReadinessCheck(storage, { name: "migrations", check: () => Promise.reject(new Error("pending")) });
    const { url, logged } = await startIssues({ storage });
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(`${url}/readyz`)));
    for (const { status, body } of answers) {
      expect([status, body.errors.map((problem: { path: string }) => problem.path)]).toEqual([503, ["blobs", "migrations"]]);
      expect(JSON.stringify(body)).not.toMatch(/secret|pending/);
    }
    expect(asked).toBe(1);
    expect(logged[0]?.error).toMatchObject({ cause: { errors: [{ message: "a secret of the store" }, { message: "pending" }] } });
  });

  it.each(["meta", "revisions"] as const)("is not ready when the %s store does not answer, but alive", async (part) => {
    const storage = memoryStorage();
    const broken: Storage = { ...storage, close: () => storage.close(), [part]: Object.create(storage[part], { ping: { value: refusePing } }) };
    const { url, logged } = await startIssues({ storage: broken });
    expect(await call(`${url}/readyz`)).toMatchObject({ status: 503, body: { code: "BACKEND_UNAVAILABLE" } });
    expect(logged).toHaveLength(1);
    expect((await call(`${url}/livez`)).status).toBe(200);
  });
});

describe("in an Express app of one's own", () => {
  it("the whole app can be mounted anywhere", async () => {
    const outer = express();
    outer.use("/api", createExpressApp({ managers: { issues: server.issues }, routers: { issues: issueRouter(server.issues) }, openapi: openapiFile() }));
    outer.get("/mine", (_req, res) => void res.send("mine"));
    const running = await serve(outer, { port: 0, onReady: () => undefined });
    const created = await call(`${running.url}/api/issues`, "POST", { body: { title: "x" } });
    expect(created.headers.get("location")).toBe(`/api/issues/${created.body.resourceId}`);
    expect((await call(`${running.url}${created.headers.get("location")}`)).status).toBe(200);
    expect((await fetch(`${running.url}/api/docs/`)).url).toBe(`${running.url}/api/docs`);
    expect(await (await fetch(`${running.url}/mine`)).text()).toBe("mine");
    await running.close();
  });

  it("a router can be mounted with the pieces around it, on plain listen()", async () => {
    const issues = new IssueManager(memoryStorage());
    const app = express();
    app.use(requestContext({ actor: () => "ada", bodyLimit: 50 }));
    app.use("/v1", issueRouter(issues));
    app.use(notFound, problemHandler);
    const listening = app.listen(0, "127.0.0.1");
    await new Promise((resolve) => listening.once("listening", resolve));
    const address = listening.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const created = await call(`${url}/v1/issues`, "POST", { body: { title: "x" } });
    expect(created).toMatchObject({ status: 201, body: { createdBy: "ada" } });
    expect(created.headers.get("location")).toBe(`/v1/issues/${created.body.resourceId}`);
    expect(created.headers.get("x-request-id")).not.toBeNull();
    expect((await call(`${url}/v1/issues`, "POST", { body: { title: "x".repeat(60) } })).status).toBe(413);
    expect(await call(`${url}/v1/nothing`)).toMatchObject({ status: 404, body: { code: "ROUTE_NOT_FOUND" } });
    await new Promise((resolve) => listening.close(resolve));
  });

  it("a route of one's own, mounted before a model's router, answers in place of it", async () => {
    const issues = new IssueManager(memoryStorage());
    const app = express();
    app.get("/issues/count", (_req, res) => void res.json({ count: -1 }));
    app.delete("/issues/:id", handlers.get(issues));
    app.use(resourceRouter(issues, "/issues", ["create", "get", "count"]), problemHandler);
    const running = await serve(app, { port: 0, onReady: () => undefined });
    const { body } = await call(`${running.url}/issues`, "POST", { body: { title: "x" } });
    expect((await call(`${running.url}/issues/count`)).body).toEqual({ count: -1 });
    expect((await call(`${running.url}/issues/${body.resourceId}`)).body.data.title).toBe("x");
    expect((await call(`${running.url}/issues/${body.resourceId}`, "DELETE")).body.data.title).toBe("x");
    await running.close();
  });

  it("a body that another middleware has parsed is taken as it is, and nothing but the router is needed", async () => {
    const issues = new IssueManager(memoryStorage());
    const app = express();
    app.use(express.json());
    app.post("/things", handlers.create(issues));
    const running = await serve(app, { port: 0, onReady: () => undefined });
    const { status, headers, body } = await call(`${running.url}/things`, "POST", { body: { title: "x" } });
    expect([status, body.createdBy, headers.get("x-content-type-options")]).toEqual([201, "anonymous", "nosniff"]);
    await running.close();
  });
});
