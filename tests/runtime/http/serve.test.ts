import { request } from "node:http";
import { SpecstarError } from "@specstar/runtime";
import { serve, type RunningServer, type ServeOptions } from "@specstar/runtime/express";
import express, { type Express } from "express";
import { afterEach, describe, expect, it, vi } from "vitest";
import { exchange, RawClient } from "./raw-client.js";

const running: RunningServer[] = [];

async function start(app: Express, options: ServeOptions = {}): Promise<RunningServer> {
  const server = await serve(app, { host: "127.0.0.1", port: 0, onReady: () => undefined, ...options });
  running.push(server);
  return server;
}

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(running.splice(0).map((server) => server.close()));
});

function echoApp(): Express {
  const app = express();
  app.get("/hello", (req, res) => {
    res.json({ query: req.query, agent: req.get("x-agent"), ip: req.ip, path: req.path, is: req.accepts("json") });
  });
  app.post("/body", (req, res) => {
    req.resume();
    req.on("end", () => res.end("read"));
    req.on("error", () => res.end("aborted"));
  });
  app.get("/slow", (_req, res) => {
    setTimeout(() => res.end("slow"), 100);
  });
  return app;
}

const answerTeapot: express.ErrorRequestHandler = (error, _req, res, _next) => void res.status(418).send(error.message);

const GET = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

describe("Express on serve()", () => {
  it("keeps Express's methods and getters", async () => {
    const { url } = await start(echoApp());
    const response = await fetch(`${url}/hello?a=1&b=x`, { headers: { "X-Agent": "test" } });
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await response.json()).toEqual({ query: { a: "1", b: "x" }, agent: "test", ip: "127.0.0.1", path: "/hello", is: "json" });
  });

  it("keeps middleware, mounted apps, locals, redirects, cookies, parsers and error handlers", async () => {
    const app = express();
    const inner = express();
    app.use(express.json());
    app.use((req, res, next) => {
      res.locals["from"] = req.method;
      res.cookie("seen", "yes");
      next();
    });
    inner.get("/a", (req, res) => res.send(`${res.locals["from"]} ${req.baseUrl} ${req.app === inner} ${req.originalUrl}`));
    inner.post("/a", (req, res) => res.status(201).location("/there").send(req.body));
    app.use("/inner", inner);
    app.get("/away", (_req, res) => res.redirect(302, "/inner/a"));
    app.get("/app", (req, res) => res.send(String(req.app === app && res.app === app && req.res === res && res.req === req)));
    app.get("/fails", () => {
      throw new Error("on purpose");
    });
    app.use(answerTeapot);
    const { url } = await start(app);
    const got = await fetch(`${url}/away`);
    expect([got.url, await got.text(), got.headers.get("set-cookie")]).toEqual([`${url}/inner/a`, "GET /inner true /inner/a", "seen=yes; Path=/"]);
    const posted = await fetch(`${url}/inner/a`, { method: "POST", body: '{"a":1}', headers: { "Content-Type": "application/json" } });
    expect([posted.status, posted.headers.get("location"), await posted.json()]).toEqual([201, "/there", { a: 1 }]);
    expect(await (await fetch(`${url}/app`)).text()).toBe("true");
    const failed = await fetch(`${url}/fails`);
    expect([failed.status, await failed.text()]).toEqual([418, "on purpose"]);
  });

  it("sees what is put on the app's request and response, before and after", async () => {
    const app = express();
    Object.defineProperty(app.request, "before", { get: () => "before" });
    app.get("/", (req, res) => res.json([Reflect.get(req, "before"), Reflect.get(req, "after"), Reflect.get(res, "late")]));
    const { url } = await start(app);
    Object.defineProperty(app.request, "after", { get: () => "after" });
    Object.defineProperty(app.response, "late", { value: "late" });
    expect(await (await fetch(url)).json()).toEqual(["before", "after", "late"]);
  });

  it("gives requests and responses their prototype from the start", async () => {
    const app = express();
    const seen: boolean[] = [];
    const { url, server } = await start(app);
    server.prependListener("request", (req, res) => {
      seen.push(Object.getPrototypeOf(req) === app.request, Object.getPrototypeOf(res) === app.response);
    });
    await fetch(url);
    expect(seen).toEqual([true, true]);
  });
});

describe("what Node's parser refuses", () => {
  it.each([
    ["a bad request line", "NONSENSE\r\n\r\n", 400],
    ["a bad method", "G@T / HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["a bad header", "GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", 400],
    ["a header with a NUL", "GET / HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n", 400],
    ["both lengths", "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400],
    ["a bad chunk", "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", 400],
    ["a chunk without its end", "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n", 400],
    ["a negative length", "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400],
    ["another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
    ["too many headers", `GET / HTTP/1.1\r\nHost: x\r\nBig: ${"a".repeat(100_000)}\r\n\r\n`, 431],
    ["no Host", "GET /hello HTTP/1.1\r\n\r\n", 400],
    ["an unknown expectation", "POST /body HTTP/1.1\r\nHost: x\r\nExpect: cake\r\nContent-Length: 0\r\n\r\n", 417],
  ])("%s is a problem", async (_name, text, status) => {
    const { url } = await start(echoApp());
    const client = new RawClient(url);
    client.send(text);
    const [answer, ...more] = await client.answers(1);
    expect(answer).toMatchObject({ status, headers: { "content-type": "application/problem+json", connection: "close", "x-content-type-options": "nosniff" } });
    const problem = JSON.parse(answer?.body ?? "");
    expect(problem).toMatchObject({ status, code: expect.stringMatching(/^[A-Z_]+$/), errors: [], requestId: answer?.headers["x-request-id"] });
    expect(problem.type).toBe(`urn:specstar:error:${problem.code}`);
    expect(more).toEqual([]);
    await client.closed;
  });

  it("takes a request without Host in HTTP/1.0", async () => {
    const { url } = await start(echoApp());
    expect((await exchange(url, "GET /hello HTTP/1.0\r\n\r\n")).status).toBe(200);
  });

  it("answers what came before the fault first", async () => {
    const { url } = await start(echoApp());
    const client = new RawClient(url);
    client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /slow HTTP/1.1\r\nHost: x\r\n\r\nNONSENSE\r\n\r\n");
    await client.closed;
    expect((await client.answers(3)).map(({ status, body }) => [status, body.slice(0, 4)])).toEqual([
      [200, "slow"],
      [200, "slow"],
      [400, '{"ty'],
    ]);
  });

  it("survives clients that reset the connection", async () => {
    const { url } = await start(echoApp());
    for (const text of ["GET /slow HTTP/1.1\r\nHost: x\r\n\r\n", "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc", "NONSENSE\r\n\r\n"]) {
      const client = new RawClient(url);
      client.send(text);
      await new Promise((resolve) => setTimeout(resolve, 30));
      client.socket.resetAndDestroy();
    }
    expect((await exchange(url, GET)).status).toBe(200);
  });

  it("stops waiting for slow headers and slow bodies", async () => {
    const { url } = await start(echoApp(), { timeouts: { headers: 150, request: 300 } });
    const clients = ["GET /hello HTTP/1.1\r\nHos", "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"].map((text) => {
      const client = new RawClient(url);
      client.send(text);
      return client;
    });
    for (const client of clients) {
      const [answer] = await client.answers(1);
      expect(answer).toMatchObject({ status: 408, headers: { "content-type": "application/problem+json" } });
      await client.closed;
    }
  });

  it("answers pipelined requests in order", async () => {
    const { url } = await start(echoApp());
    const client = new RawClient(url);
    client.send(`GET /slow HTTP/1.1\r\nHost: x\r\n\r\n${GET}`);
    const answers = await client.answers(2);
    expect(answers.map(({ body }) => body.slice(0, 4))).toEqual(["slow", '{"qu']);
    client.destroy();
  });
});

describe("the address", () => {
  it("comes from HOST and PORT", async () => {
    vi.stubEnv("HOST", "127.0.0.1");
    vi.stubEnv("PORT", "0");
    const lines: string[] = [];
    const server = await serve(echoApp(), { onReady: (url) => lines.push(url) });
    running.push(server);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    expect(lines).toEqual([server.url]);
    expect((await fetch(`${server.url}/hello`)).status).toBe(200);
  });

  it.each(["abc", "-1", "65536", "80.5", "0x50", " "])("is refused when PORT is %j", async (port) => {
    vi.stubEnv("PORT", port);
    await expect(serve(echoApp())).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining(`PORT is "${port}"`) });
  });

  it("says so when the port is taken", async () => {
    const { server } = await start(echoApp());
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const failed: unknown = await serve(echoApp(), { host: "127.0.0.1", port: port ?? 0 }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(SpecstarError);
    expect(failed).toMatchObject({ code: "CONFIG_INVALID", message: `The server can't listen at 127.0.0.1:${port}: another program listens there. Stop it, or set PORT to another number.` });
  });
});

describe("close()", () => {
  it("answers what is at work, then closes idle and silent connections and the storage", async () => {
    let closed = 0;
    const app = echoApp();
    const server = await start(app, { storage: { close: async () => void closed++ } });
    const idle = new RawClient(server.url);
    idle.send(GET);
    await idle.answers(1);
    const silent = new RawClient(server.url);
    const busy = new RawClient(server.url);
    busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    await new Promise((resolve) => setTimeout(resolve, 30));
    const before = performance.now();
    const closing = server.close();
    expect(closed).toBe(0);
    await Promise.all([closing, server.close()]);
    expect((await busy.answers(1))[0]).toMatchObject({ status: 200, body: "slow" });
    await Promise.all([idle.closed, silent.closed, busy.closed]);
    expect(closed).toBe(1);
    expect(performance.now() - before).toBeLessThan(2_000);
    await expect(fetch(server.url)).rejects.toThrow("fetch failed");
  });

  it("closes a connection that never stops asking", async () => {
    const server = await start(echoApp());
    const client = new RawClient(server.url);
    const asking = setInterval(() => client.socket.writable && client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"), 5);
    await client.answers(1);
    await server.close();
    clearInterval(asking);
    await client.closed;
  });

  it("cuts off what takes too long", async () => {
    const app = express();
    app.get("/never", () => undefined);
    const server = await start(app, { timeouts: { shutdown: 100 } });
    const client = new RawClient(server.url);
    client.send("GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    await new Promise((resolve) => setTimeout(resolve, 30));
    await server.close();
    await client.closed;
    expect(client.received).toBe("");
  });

  it("takes its signal handlers away", async () => {
    const before = process.listenerCount("SIGTERM");
    const server = await start(echoApp());
    expect(process.listenerCount("SIGTERM")).toBe(before + 1);
    await server.close();
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });
});

describe("keep-alive", () => {
  it("serves many requests on one connection", async () => {
    const { url } = await start(echoApp());
    const { hostname, port } = new URL(url);
    const client = new RawClient(url);
    for (let i = 1; i <= 20; i++) {
      client.send(GET);
      expect(await client.answers(i)).toHaveLength(i);
    }
    client.destroy();
    const head = await new Promise<number | undefined>((resolve, reject) => {
      request({ hostname, port, path: "/hello", method: "HEAD" }, (res) => resolve(res.statusCode)).on("error", reject).end();
    });
    expect(head).toBe(200);
  });
});
