import { memoryStorage, type Storage } from "@specstar/runtime";
import { beforeAll, describe, expect, it } from "vitest";
import { call, startIssues, type IssueServer } from "./issue-server.js";

function bound(target: object, name: string | symbol): unknown {
  const member: unknown = Reflect.get(target, name);
  return typeof member === "function" ? member.bind(target) : member;
}

/** Counts the reads that bring data. */
function watchPayloads(storage: Storage): { readonly storage: Storage; payloads: number } {
  const watched = { storage, payloads: 0 };
  const read: Storage["revisions"]["read"] = (uids) => {
    watched.payloads += uids.length;
    return storage.revisions.read(uids);
  };
  const readRevision: Storage["meta"]["readRevision"] = (index, id, n, options) => {
    if (options.payload) watched.payloads += 1;
    return storage.meta.readRevision(index, id, n, options);
  };
  const wrap = <Store extends object>(store: Store, replaced: object): Store =>
    new Proxy(store, { get: (target, name) => Reflect.get(replaced, name) ?? bound(target, name) });
  watched.storage = { ...storage, meta: wrap(storage.meta, { readRevision }), revisions: wrap(storage.revisions, { read }), close: () => storage.close() };
  return watched;
}

let server: IssueServer;
const watched = watchPayloads(memoryStorage());

beforeAll(async () => {
  server = await startIssues({ storage: watched.storage });
});

async function create(): Promise<{ url: string; etag: string }> {
  const { headers, body } = await call(`${server.url}/issues`, "POST", { body: { title: "One" } });
  return { url: `${server.url}/issues/${body.resourceId}`, etag: headers.get("etag") ?? "" };
}

async function statusOf(url: string, method: string, headers: Record<string, string>): Promise<number> {
  return (await call(url, method, { headers, ...(method === "PUT" && { body: { title: `${Math.random()}` } }) })).status;
}

describe("If-None-Match on a GET", () => {
  it("answers 304 without loading the data", async () => {
    const { url, etag } = await create();
    watched.payloads = 0;
    for (const path of ["", "/revisions/1", "?revisionId=1"]) {
      const response = await fetch(`${url}${path}`, { headers: { "If-None-Match": `"other", W/${etag}` } });
      expect([response.status, await response.text()]).toEqual([304, ""]);
      expect(response.headers.get("etag")).toBe(etag);
      expect(response.headers.get("cache-control")).toBe("private, no-cache");
      expect(response.headers.get("content-type")).toBeNull();
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect(watched.payloads).toBe(0);
    expect((await fetch(url)).status).toBe(200);
    expect(watched.payloads).toBeGreaterThan(0);
  });

  it("answers in full once the resource has changed", async () => {
    const { url, etag } = await create();
    await call(url, "PUT", { body: { title: "Two" } });
    const { status, headers, body } = await call(url, "GET", { headers: { "If-None-Match": etag } });
    expect([status, body.data.title]).toEqual([200, "Two"]);
    expect(headers.get("etag")).not.toBe(etag);
  });

  it("answers an earlier revision in full once its resource has changed, because the meta is in the answer", async () => {
    const { url } = await create();
    await call(url, "PUT", { body: { title: "Two" } });
    const earlier = String((await call(`${url}?revisionId=1`)).headers.get("etag"));
    expect(await statusOf(`${url}?revisionId=1`, "GET", { "If-None-Match": earlier })).toBe(304);
    await call(url, "PUT", { body: { title: "Three" } });
    expect(await statusOf(`${url}?revisionId=1`, "GET", { "If-None-Match": earlier })).toBe(200);
  });

  it.each([
    ["*", 304],
    ['"other"', 200],
    ["garbage", 200],
    ["", 200],
  ])("%j gives %i", async (field, status) => {
    const { url } = await create();
    expect(await statusOf(url, "GET", { "If-None-Match": field })).toBe(status);
    expect(await statusOf(url, "HEAD", { "If-None-Match": field })).toBe(status);
  });

  it("hides neither 404 nor 410 (RFC 9110 section 13.2.1)", async () => {
    const { url } = await create();
    const headers = { "If-None-Match": "*", "If-Match": '"x"' };
    expect(await statusOf(`${url}x`, "GET", headers)).toBe(404);
    expect(await statusOf(`${url}?revisionId=2`, "GET", headers)).toBe(404);
    await call(url, "DELETE");
    expect(await statusOf(url, "GET", headers)).toBe(410);
    expect(await statusOf(`${url}?includeDeleted=true`, "GET", { "If-None-Match": "*" })).toBe(304);
  });
});

describe("If-Match", () => {
  const routes = [
    ["GET", ""],
    ["PUT", ""],
    ["POST", "/switch/1"],
    ["POST", "/restore"],
    ["DELETE", ""],
  ] as const;

  it.each(routes)("%s …%s goes on when a tag is the current one", async (method, path) => {
    const { url, etag } = await create();
    for (const field of [`"a,b", ${etag}`, "*"]) {
      const { url: fresh, etag: current } = field === "*" ? await create() : { url, etag };
      expect(await statusOf(`${fresh}${path}`, method, { "If-Match": field.replace(etag, current) })).toBe(200);
    }
  });

  it.each(routes)("%s …%s is 412 when none is", async (method, path) => {
    const { url, etag } = await create();
    for (const field of ['"stale"', `W/${etag}`, etag.replaceAll('"', ""), "garbage", '"*"']) {
      expect(await statusOf(`${url}${path}`, method, { "If-Match": field })).toBe(412);
    }
    const { status, body } = await call(`${url}${path}`, method, { headers: { "If-Match": etag.replaceAll('"', "") }, ...(method === "PUT" && { body: { title: "x" } }) });
    expect([status, body.status, body.code]).toEqual([412, 412, "REVISION_CONFLICT"]);
    expect(body.detail).toContain("in double quotes");
    expect((await call(`${url}/revisions`)).body.items).toHaveLength(1);
  });

  it("goes before If-None-Match (RFC 9110 section 13.2.2)", async () => {
    const { url, etag } = await create();
    expect(await statusOf(url, "GET", { "If-Match": '"stale"', "If-None-Match": etag })).toBe(412);
    expect(await statusOf(url, "GET", { "If-Match": etag, "If-None-Match": etag })).toBe(304);
  });

  it("lets one of many concurrent writers through", async () => {
    const { url, etag } = await create();
    const statuses = await Promise.all(Array.from({ length: 20 }, () => statusOf(url, "PUT", { "If-Match": etag })));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(19);
  });
});
