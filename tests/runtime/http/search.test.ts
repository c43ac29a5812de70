import { memoryStorage, type Storage } from "@specstar/runtime";
import { handlers } from "@specstar/runtime/express";
import { Router } from "express";
import { beforeAll, describe, expect, it } from "vitest";
import { IssueManager } from "../../../fixtures/issue/expected/generated/issue/issue.manager.js";
import { issueRouter } from "../../../fixtures/issue/expected/generated/issue/issue.router.js";
import { call, startIssues } from "./issue-server.js";

/** What has been read with its data since the last look. */
let payloads: boolean[];
let issues: string;
let ids: string[];

function watched(): Storage {
  const storage = memoryStorage();
  const { search, readRevision } = storage.meta;
  storage.meta.search = (index, query, options) => (payloads.push(options.payload), search.call(storage.meta, index, query, options));
  storage.meta.readRevision = (index, id, n, options) => (payloads.push(options.payload), readRevision.call(storage.meta, index, id, n, options));
  return storage;
}

beforeAll(async () => {
  payloads = [];
  const storage = watched();
  const manager = new IssueManager(storage);
  const router = Router().post("/issues/search", handlers.searchByBody(manager)).use(issueRouter(manager));
  const server = await startIssues({ storage, routers: { issues: router } });
  issues = `${server.url}/issues`;
  const created = [
    { title: "a", status: "open", severity: "high", assignee: "ann" },
    { title: "b", status: "open", severity: "low" },
    { title: "c", status: "resolved", severity: "high", dueDate: "2026-12-31T00:00:00Z" },
  ];
  ids = [];
  for (const body of created) ids.push((await call(issues, "POST", { body })).body.resourceId);
});

const titles = (body: { items: { data: { title: string } }[] }) => body.items.map(({ data }) => data.title);
const filter = (text: string) => `filter=${encodeURIComponent(text)}`;

describe("GET /issues", () => {
  it("takes a nested filter, beside others", async () => {
    const { body } = await call(`${issues}?${filter('assignee = "ann" OR dueDate < "2027-01-01"')}&sort=status`);
    expect(titles(body)).toEqual(["a", "c"]);
    expect(titles((await call(`${issues}?${filter('assignee = "ann" OR dueDate < "2027-01-01"')}&status=resolved`)).body)).toEqual(["c"]);
    expect((await call(`${issues}/count?${filter("NOT (severity = \"high\")")}`)).body).toEqual({ count: 1 });
  });

  it("says where a filter is wrong, with all that is wrong elsewhere", async () => {
    const { status, body } = await call(`${issues}?${filter("stats = 3")}&limit=1e9&returns=all`);
    expect([status, body.code]).toEqual([400, "INVALID_QUERY"]);
    expect(body.errors).toEqual([
      { path: "filter", message: expect.stringMatching(/^Column 1: There is no indexed field "stats"\. Did you mean "status"\?.*\nstats = 3\n\^$/) },
      { path: "limit", message: "Must be a whole number above zero." },
      { path: "returns", message: expect.stringContaining('There is no part "all".') },
    ]);
  });

  it("takes a limit above the cap for the cap", async () => {
    expect(titles((await call(`${issues}?limit=1000000000&sort=resourceId`)).body)).toEqual(["a", "b", "c"]);
  });

  it("shows the parts that are asked for, and reads no data for the others", async () => {
    payloads = [];
    const { body } = await call(`${issues}?returns=meta,revision&limit=1`);
    expect(Object.keys(body.items[0])).toEqual(["revision", "meta"]);
    const one = await call(`${issues}/${ids[0]}?returns=revision`);
    expect(Object.keys(one.body)).toEqual(["revision"]);
    const whole = await call(`${issues}/${ids[0]}`);
    expect([one.headers.get("etag"), one.body.revision]).toEqual([whole.headers.get("etag"), whole.body.revision]);
    expect(payloads).toEqual([false, false, true]);
  });

  it("shows the fields that are asked for", async () => {
    const { body } = await call(`${issues}?fields=title,severity&returns=data&sort=resourceId&limit=1`);
    expect(body.items).toEqual([{ data: { title: "a", severity: "high" } }]);
    expect((await call(`${issues}/${ids[1]}?fields=title`)).body).toMatchObject({ data: { title: "b" }, meta: { resourceId: ids[1] } });
    const refused = await call(`${issues}?fields=titel`);
    expect([refused.status, refused.body.errors]).toEqual([400, [{ path: "fields", message: 'There is no field "titel". Did you mean "title"? There are: title, description, status, severity, assignee, dueDate, resolvedAt.' }]]);
    expect((await call(`${issues}/${ids[1]}?fields=title&returns=meta`)).status).toBe(400);
  });
});

describe("POST /issues/search", () => {
  const search = (body: unknown, query = "") => call(`${issues}/search${query}`, "POST", { body });

  it("finds what a URL finds", async () => {
    const { status, body } = await search({ where: { or: [{ assignee: "ann" }, { dueDate: { lt: "2027-01-01" } }] }, orderBy: [{ status: "desc" }], count: "exact", fields: ["title"] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ items: [{ data: { title: "c" } }, { data: { title: "a" } }], nextCursor: null, total: 2 });
  });

  it("goes on by the cursor of a URL, and the other way round", async () => {
    const first = await call(`${issues}?status=open&sort=severity&limit=1`);
    const { body } = await search({ where: { status: "open" }, orderBy: [{ severity: "asc" }], cursor: first.body.nextCursor });
    expect([...titles(first.body), ...titles(body)]).toEqual(["a", "b"]);
  });

  it("reads no data when nobody asks for it", async () => {
    payloads = [];
    const { body } = await search({ returns: ["meta"] });
    expect(Object.keys(body.items[0])).toEqual(["meta"]);
    expect(payloads).toEqual([false]);
  });

  it("refuses what is wrong by its pointer, and parameters", async () => {
    const { status, body } = await search({ where: { stats: 1 }, limit: 0 });
    expect([status, body.code, body.errors.map(({ path }: { path: string }) => path)]).toEqual([400, "INVALID_QUERY", ["/where/stats", "/limit"]]);
    expect((await search({}, "?limit=1")).status).toBe(400);
    expect((await search([])).status).toBe(400);
  });
});
