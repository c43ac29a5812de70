import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { runLoad } from "../../bench/load/run-load.js";
import { toWire } from "../../bench/load/wire.js";

const servers: Server[] = [];

async function listen(onRequest: RequestListener): Promise<number> {
  const server = createServer(onRequest);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const load = (port: number) => ({
  port,
  connections: 5,
  seconds: 5,
  maxRequests: 200,
  status: 200,
  nextRequest: () => toWire({ method: "PUT", path: "/", body: { text: "ü" } }),
});

describe("runLoad", () => {
  it("sends whole requests, as many as it may, over as many connections as it may", async () => {
    const bodies: string[] = [];
    const sockets = new Set();
    const port = await listen((request, response) => {
      sockets.add(request.socket);
      let body = "";
      request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      request.on("end", () => {
        bodies.push(body);
        response.setHeader("Content-Length", 2).end("{}");
      });
    });
    expect(await runLoad(load(port))).toMatchObject({ answered: 200 });
    expect(sockets.size).toBe(5);
    expect(bodies).toEqual(Array.from({ length: 200 }, () => '{"text":"ü"}'));
  });

  it("stops when its time is over", async () => {
    const port = await listen((_request, response) => response.setHeader("Content-Length", 0).end());
    const { answered, seconds } = await runLoad({ ...load(port), seconds: 0.2, maxRequests: 10_000_000 });
    expect(answered).toBeGreaterThan(10);
    expect(seconds).toBeLessThan(2);
  });

  it("fails at the first answer with another status, and shows it", async () => {
    let count = 0;
    const port = await listen((_request, response) => {
      response.statusCode = ++count === 20 ? 500 : 200;
      response.setHeader("Content-Length", 4).end("oops");
    });
    await expect(runLoad(load(port))).rejects.toThrow(/Expected status 200, got: HTTP\/1\.1 500[^]*oops/);
  });

  it("fails when the server hangs up", async () => {
    const port = await listen((request) => request.socket.destroy());
    await expect(runLoad(load(port))).rejects.toThrow();
  });
});
