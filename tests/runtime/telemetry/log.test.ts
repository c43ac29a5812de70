import { memoryStorage, SpecstarError } from "@specstar/runtime";
import { createLog, createTelemetry, observeStorage } from "@specstar/runtime/telemetry";
import { describe, expect, it } from "vitest";
import { call } from "../http/issue-server.js";
import { startObserved } from "./observed-server.js";

describe("the line of a request", () => {
  it("has what it was, how it ended, and nothing that was sent", async () => {
    const { url, line } = await startObserved({ actor: () => "alice" });
    const created = await call(`${url}/issues?reason=hidden`, "POST", { body: { title: "secret" }, headers: { "X-Request-Id": "one", Authorization: "Bearer token" } });
    const { resourceId } = created.body;
    const written = await line(({ requestId, route }) => requestId === "one" && route !== undefined);
    expect(written).toEqual({
      time: expect.stringMatching(/^\d{4}-.+Z$/),
      level: "info",
      msg: "POST /issues 201",
      requestId: "one",
      method: "POST",
      route: "/issues",
      status: 201,
      durationMs: expect.any(Number),
      model: "issue",
      resourceId,
      actor: "alice",
    });
    await call(`${url}/issues/${resourceId}?nonsense=secret`, "GET", { headers: { "X-Request-Id": "two" } });
    expect(await line(({ requestId }) => requestId === "two")).toMatchObject({ level: "info", status: 400, route: "/issues/:id", resourceId });
    await call(`${url}/no/such?secret=1`, "GET", { headers: { "X-Request-Id": "three" } });
    expect(await line(({ requestId }) => requestId === "three")).toMatchObject({ status: 404, route: null, path: "/no/such" });
  });

  it("leaves secrets out of every line", async () => {
    const { url, lines, line } = await startObserved({ log: { level: "debug" } });
    const sent = { body: { title: "secret" }, headers: { "X-Request-Id": "last", Authorization: "secret" } };
    await call(`${url}/issues?reason=secret`, "POST", sent);
    await line(({ msg }) => msg === "POST /issues 201");
    expect(JSON.stringify(lines())).not.toContain("secret");
    expect(lines().filter(({ requestId }) => requestId === "last").map(({ msg }) => msg)).toEqual(["revisions.put", "meta.commit", "create issue", "POST /issues 201"]);
  });

  it("keeps probes that went well to itself", async () => {
    const { url, lines, line } = await startObserved();
    for (const path of ["/livez", "/readyz", "/metrics"]) await fetch(`${url}${path}`);
    await call(`${url}/issues`);
    await line(({ route }) => route === "/issues");
    expect(lines()).toHaveLength(1);
  });
});

describe("the line of a failure", () => {
  it("has the whole chain of causes under the request's id, and no password", async () => {
    const storage = memoryStorage();
    const { url, line } = await startObserved({ storage });
    storage.meta.readRevision = () => Promise.reject(new Error("down", { cause: new Error("postgresql://user:password@host refused") }));
    await call(`${url}/issues/issue:1`, "GET", { headers: { "X-Request-Id": "failed" } });
    expect(await line(({ route }) => route === "/issues/:id")).toMatchObject({ level: "error", status: 500, requestId: "failed" });
    expect(await line(({ store }) => store === "meta")).toMatchObject({ level: "warn", requestId: "failed", method: "readRevision", reason: "down" });
  });

  it("tells nested errors, and cuts a circle of them", () => {
    const written: string[] = [];
    const log = createLog({ format: "json", write: (lines) => void written.push(lines) });
    const inner = new Error("postgresql://user:password@host refused");
    const error = new SpecstarError("BACKEND_UNAVAILABLE", "Away.", [], { cause: inner });
    log.fail("error", "Failed", { error, fields: { requestId: "1" } });
    const [line] = written.map((text) => JSON.parse(text));
    expect(line).toMatchObject({ level: "error", msg: "Failed", requestId: "1", error: { code: "BACKEND_UNAVAILABLE", stack: expect.any(String), cause: { message: "postgresql://***@host refused" } } });
    expect(written[0]).not.toContain("password");
    inner.cause = error;
    log.fail("error", "Failed", { error, fields: {} });
    expect(written).toHaveLength(2);
  });

  it("can be read by people, and not be forged by callers", () => {
    const written: string[] = [];
    const log = createLog({ format: "pretty", write: (lines) => void written.push(lines) });
    log.fail("warn", "a\n\u001B[2Jb", { error: new Error("why"), fields: { actor: "x\ny", status: 200 } });
    const [first = "", second = ""] = (written[0] ?? "").split("\n");
    expect(first).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {2}a\\nb actor="x\\ny" status=200$/);
    expect(second).toContain("Error: why");
  });
});

describe("an observed storage", () => {
  it("is the same for stores that others put in place later", async () => {
    const storage = memoryStorage();
    const observed = observeStorage(storage, createTelemetry());
    expect(observed.meta.receipts).toBe(observed.meta.receipts);
    storage.meta.count = async () => 7;
    expect(await observed.meta.count({ model: "m", table: "m", fields: [], unique: [] }, null, false)).toBe(7);
  });
});
