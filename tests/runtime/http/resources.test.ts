import { beforeAll, describe, expect, it } from "vitest";
import { call, startIssues, type IssueServer } from "./issue-server.js";

let server: IssueServer;
let issues: string;

beforeAll(async () => {
  server = await startIssues({ actor: (req) => req.get("x-user") ?? "anonymous" });
  issues = `${server.url}/issues`;
});

const DATA = { title: "Broken", description: null, status: "open", severity: "medium", assignee: null, dueDate: null, resolvedAt: null };

async function create(title = "Broken"): Promise<{ id: string; uid: string; url: string }> {
  const { body } = await call(issues, "POST", { body: { title } });
  return { id: body.resourceId, uid: body.uid, url: `${issues}/${body.resourceId}` };
}

describe("POST /issues", () => {
  it("answers 201 with the revision, its place and its tag", async () => {
    const { status, headers, body } = await call(issues, "POST", { body: { title: "Broken", dueDate: "2027-01-01T01:00:00+01:00" }, headers: { "X-User": "ada", "X-Request-Id": "req-1" } });
    expect(status).toBe(201);
    expect(body).toMatchObject({ revisionId: `${body.resourceId}:1`, parentRevisionId: null, op: "create", status: "stable", createdBy: "ada" });
    expect(headers.get("location")).toBe(`/issues/${body.resourceId}`);
    expect(headers.get("etag")).toBe(`"${body.uid}"`);
    expect(headers.get("content-type")).toBe("application/json");
    const read = await call(new URL(headers.get("location") ?? "", server.url).href);
    expect(read.body.data).toEqual({ ...DATA, dueDate: "2027-01-01T00:00:00.000Z" });
    const changes = await server.storage.meta.listChanges({ since: 0, limit: 1000 });
    const change = changes.find(({ resourceId }) => resourceId === body.resourceId);
    expect(change).toMatchObject({ op: "create", by: "ada", requestId: "req-1" });
  });

  it("takes status=draft, and no other word", async () => {
    expect((await call(`${issues}?status=draft`, "POST", { body: { title: "x" } })).body.status).toBe("draft");
    const refused = await call(`${issues}?status=final`, "POST", { body: { title: "x" } });
    expect([refused.status, refused.body.code, refused.body.errors]).toEqual([400, "INVALID_QUERY", [{ path: "status", message: "Must be draft or stable." }]]);
  });

  it("lists every problem of the data", async () => {
    const { status, headers, body } = await call(issues, "POST", { body: { status: "done", extra: 1 } });
    expect(status).toBe(422);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({ type: "urn:specstar:error:VALIDATION_FAILED", title: "The data does not fit the model", status: 422, code: "VALIDATION_FAILED" });
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(["/extra", "/status", "/title"]);
    expect(body.requestId).toBe(headers.get("x-request-id"));
  });
});

describe("GET /issues/:id", () => {
  it("answers with data, revision and meta, and the length in bytes", async () => {
    const { id, uid, url } = await create("größer 😀");
    const response = await fetch(url);
    const text = await response.text();
    expect(response.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
    expect(response.headers.get("etag")).toBe(`"${uid}"`);
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(await server.issues.get(id))));
  });

  it("answers with an earlier revision, by number and by id", async () => {
    const { id, uid, url } = await create();
    const second = await call(url, "PUT", { body: { title: "Second" } });
    const etag = `"${uid}-${second.body.uid}"`;
    for (const revision of ["1", `${id}:1`, encodeURIComponent(`${id}:1`)]) {
      const { body, headers } = await call(`${url}?revisionId=${revision}`);
      expect([body.data.title, body.revision.uid, body.meta.currentRevisionId, headers.get("etag")]).toEqual(["Broken", uid, `${id}:2`, etag]);
    }
  });

  it.each(["0", "2", "x", "1e0", "-1", "issue:1:1", "%00", "99999999999999999999"])("answers 404 for revision %s", async (revision) => {
    const { url } = await create();
    const { status, body } = await call(`${url}?revisionId=${revision}`);
    expect([status, body.code]).toEqual([404, "REVISION_NOT_FOUND"]);
  });

  it.each(["x", "issue:x", "issue:0197", "a'; DROP TABLE issue;--", "../../etc/passwd", "%00", "é", "a".repeat(200), "account:01970000-0000-7000-8000-000000000000"])(
    "answers 404 for the id %s",
    async (id) => {
      const { status, body } = await call(`${issues}/${encodeURIComponent(id)}`);
      expect([status, body.code]).toEqual([404, "RESOURCE_NOT_FOUND"]);
    },
  );

  it("answers HEAD with the same headers and no body", async () => {
    const { url } = await create();
    const [head, get] = [await fetch(url, { method: "HEAD" }), await fetch(url)];
    for (const name of ["content-length", "etag", "content-type", "cache-control"]) expect(head.headers.get(name)).toBe(get.headers.get(name));
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });
});

describe("writes", () => {
  it("go from update to delete, restore and switch, each a fact in the history", async () => {
    const { id, url } = await create();
    const second = await call(url, "PUT", { body: { title: "Second" } });
    expect(second).toMatchObject({ status: 200, body: { revisionId: `${id}:2`, op: "update" } });
    expect(second.headers.get("etag")).toBe(`"${second.body.uid}"`);
    expect((await call(`${url}?status=draft`, "PUT", { body: { title: "Draft" } })).body).toMatchObject({ revisionId: `${id}:3`, status: "draft" });

    expect((await call(url, "DELETE")).body).toMatchObject({ revisionId: `${id}:4`, op: "delete" });
    for (const [method, body] of [["GET"], ["DELETE"], ["PUT", { title: "x" }]] as const) {
      expect(await call(url, method, { body })).toMatchObject({ status: 410, body: { code: "RESOURCE_DELETED" } });
    }
    expect((await call(`${url}?includeDeleted=true`)).body.meta.isDeleted).toBe(true);
    expect((await call(`${url}/revisions/2`)).body.data.title).toBe("Second");

    expect((await call(`${url}/restore`, "POST")).body).toMatchObject({ revisionId: `${id}:5`, op: "restore" });
    const switched = await call(`${url}/switch/2`, "POST");
    expect(switched).toMatchObject({ status: 200, body: { resourceId: id, currentRevisionId: `${id}:2`, totalRevisionCount: 5 } });
    expect(switched.headers.get("etag")).toBe(`"${second.body.uid}"`);
    expect((await call(`${url}/switch/${id}:1`, "POST")).body.currentRevisionId).toBe(`${id}:1`);
    expect(await call(`${url}/switch/9`, "POST")).toMatchObject({ status: 404, body: { code: "REVISION_NOT_FOUND" } });
  });

  it("ignore a body where none is taken", async () => {
    const { url } = await create();
    expect((await call(url, "DELETE", { body: "ignored" })).status).toBe(200);
    const restored = await fetch(`${url}/restore`, { method: "POST", body: "not JSON", headers: { "Content-Type": "text/plain" } });
    expect(restored.status).toBe(200);
  });
});

describe("GET /issues/:id/revisions", () => {
  it("lists the history newest first, by pages", async () => {
    const { id, url } = await create();
    for (const title of ["2", "3", "4", "5"]) await call(url, "PUT", { body: { title } });
    const seen: string[] = [];
    let cursor: string | null = "";
    for (let pages = 0; cursor !== null && pages < 10; pages++) {
      const { body }: { body: { items: { revisionId: string }[]; nextCursor: string | null } } = await call(`${url}/revisions?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ revisionId }) => revisionId));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1].map((n) => `${id}:${n}`));
  });

  it.each(["limit=0", "limit=-1", "limit=x", "limit=1.5", "limit=", "limit=1e2", "cursor=x", "cursor=", "limit=1&limit=2"])("refuses %s", async (query) => {
    const { url } = await create();
    expect(await call(`${url}/revisions?${query}`)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
  });

  it("answers with one revision, without the meta", async () => {
    const { uid, url } = await create();
    const { body, headers } = await call(`${url}/revisions/1`);
    expect(Object.keys(body)).toEqual(["data", "revision"]);
    expect(body).toMatchObject({ data: DATA, revision: { uid } });
    expect(headers.get("etag")).toBe(`"${uid}"`);
  });
});

describe("GET /issues", () => {
  it("finds, sorts, pages and counts", async () => {
    const { url } = await startIssues();
    for (let n = 1; n <= 5; n++) await call(`${url}/issues`, "POST", { body: { title: `Issue ${n}`, severity: n % 2 ? "high" : "low", assignee: n === 3 ? null : `user ${n}` } });
    const titles = async (query: string): Promise<string[]> => (await call(`${url}/issues?${query}`)).body.items.map((item: { data: { title: string } }) => item.data.title);

    expect(await titles("")).toEqual(["Issue 5", "Issue 4", "Issue 3", "Issue 2", "Issue 1"]);
    expect(await titles("severity=high&sort=createdTime")).toEqual(["Issue 1", "Issue 3", "Issue 5"]);
    expect(await titles("severity[in]=high,low&assignee[isNull]=true")).toEqual(["Issue 3"]);
    expect(await titles("assignee%5BstartsWith%5D=user+5")).toEqual(["Issue 5"]);
    const first = (await call(`${url}/issues?sort=createdTime&limit=3&count=exact`)).body;
    expect([first.items.length, first.total, typeof first.nextCursor]).toEqual([3, 5, "string"]);
    const rest = (await call(`${url}/issues?sort=createdTime&limit=3&cursor=${first.nextCursor}`)).body;
    expect([rest.items.length, rest.nextCursor, "total" in rest]).toEqual([2, null, false]);
    expect(Object.keys(rest.items[0])).toEqual(["data", "revision", "meta"]);

    expect((await call(`${url}/issues/count`)).body).toEqual({ count: 5 });
    expect((await call(`${url}/issues/count?severity=low`)).body).toEqual({ count: 2 });
  });

  it.each(["/issues?nonsense=1", "/issues?status[likes]=x", "/issues?status[like]=%5C", "/issues?sort=title", "/issues?limit=0", "/issues?cursor=x", "/issues/count?sort=status", "/issues/count?limit=2"])("refuses %s", async (path) => {
    const { status, body } = await call(`${server.url}${path}`);
    expect([status, body.code]).toEqual([400, "INVALID_QUERY"]);
    expect(body.errors.length).toBeGreaterThan(0);
  });
});

describe("query parameters of the other routes", () => {
  it.each([
    ["GET", "", "expand=1", "expand"],
    ["GET", "", "includedeleted=true", "includedeleted"],
    ["GET", "", "includeDeleted=yes", "includeDeleted"],
    ["GET", "", "revisionId=1&revisionId=1", "revisionId"],
    ["GET", "", "revisionId=%zz", "revisionId"],
    ["GET", "", "__proto__=1", "__proto__"],
    ["GET", "", "constructor=1", "constructor"],
    ["PUT", "", "draft=true", "draft"],
    ["DELETE", "", "force=1", "force"],
    ["POST", "/restore", "status=draft", "status"],
    ["POST", "/switch/1", "x=1", "x"],
    ["GET", "/revisions", "page=2", "page"],
    ["GET", "/revisions/1", "includeDeleted=true", "includeDeleted"],
  ])("%s …%s?%s is refused", async (method, path, query, name) => {
    const { url } = await create();
    const { status, body } = await call(`${url}${path}?${query}`, method, method === "PUT" ? { body: DATA } : {});
    expect([status, body.code, body.errors.map((error: { path: string }) => error.path)]).toEqual([400, "INVALID_QUERY", [name]]);
  });

  it("names those that exist, and the one that was meant", async () => {
    const { url } = await create();
    const { body } = await call(`${url}?includeDelete=true`);
    expect(body.errors).toEqual([{ path: "includeDelete", message: 'There is no parameter "includeDelete". Did you mean "includeDeleted"? There are: revisionId, asOf, includeDeleted, returns, fields.' }]);
  });
});
