import { changeset, memoryStorage, ResourceManager } from "@specstar/runtime";
import { createExpressApp, serve } from "@specstar/runtime/express";
import { beforeAll, describe, expect, it } from "vitest";
import { loginSpec } from "../../../fixtures/access/expected/generated/login/login.model.js";
import { issueSpec } from "../../../fixtures/issue/expected/generated/issue/issue.model.js";
import { call, openapiFile, type Answer } from "./issue-server.js";
import { startWorld, STORAGES, type World } from "./world.js";

describe.each(STORAGES)("on %s", (kind) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(kind, { actor: (req) => req.get("x-user") ?? "anonymous" });
  });

  const create = async (title: string, headers: Record<string, string> = {}): Promise<string> => (await call(`${world.url}/issues`, "POST", { body: { title }, headers })).body.resourceId;

  describe("GET /changes", () => {
    it("gives the log from a point on, oldest first, and goes on where it ended", async () => {
      const start = (await call(`${world.url}/changes?limit=1000`)).body.nextSince;
      const id = await create("One", { "X-User": "ada", "X-Request-Id": "request-1" });
      await world.issues.update(id, { title: "Two" }, { reason: "Because" });
      await world.issues.switch(id, 1);
      const first = (await call(`${world.url}/changes?since=${start}&limit=2`)).body;
      const common = { model: "issue", resourceId: id, at: "2027-01-31T09:30:00.250Z", changesetId: null };
      expect(first.items).toEqual([
        { ...common, seq: first.items[0].seq, revisionId: `${id}:1`, op: "create", by: "ada", reason: null, requestId: "request-1" },
        { ...common, seq: first.items[1].seq, revisionId: `${id}:2`, op: "update", by: "anonymous", reason: "Because", requestId: null },
      ]);
      expect(first.nextSince).toBe(first.items[1].seq);
      const second = (await call(`${world.url}/changes?since=${first.nextSince}`)).body;
      expect(second.items.map(({ op }: { op: string }) => op)).toEqual(["switch"]);
      const third = (await call(`${world.url}/changes?since=${second.nextSince}`)).body;
      expect(third).toEqual({ items: [], nextSince: second.nextSince });
    });

    it("begins at the beginning, gives 50 unless told otherwise, and 1000 at most", async () => {
      await Promise.all(Array.from({ length: 60 }, (_, n) => create(`${n}`)));
      const { items, nextSince } = (await call(`${world.url}/changes`)).body;
      expect([items.length, items[0].seq, nextSince]).toEqual([50, 1, 50]);
      expect((await call(`${world.url}/changes?since=0&limit=1000000000`)).status).toBe(200);
      expect((await call(`${world.url}/changes?since=999999999999999`)).body).toEqual({ items: [], nextSince: 999_999_999_999_999 });
    });

    it.each([
      ["since", "-1"],
      ["since", "x"],
      ["since", "1.5"],
      ["since", ""],
      ["since", "9".repeat(16)],
      ["limit", "0"],
      ["limit", "-1"],
      ["limit", "1e3"],
      ["cursor", "1"],
    ])("refuses %s=%s", async (name, value) => {
      const { status, body } = await call(`${world.url}/changes?${name}=${value}`);
      expect([status, body.code, body.errors[0].path]).toEqual([400, "INVALID_QUERY", name]);
    });
  });

  describe("GET /changesets/:id", () => {
    it("gives the changes that were made together, oldest first", async () => {
      const id = await create("One");
      const { changesetId } = await changeset(world.storage, async (unit) => {
        await world.issues.within(unit).update(id, { title: "Two" });
        await world.issues.within(unit).create({ title: "Other" });
      });
      const { status, body } = await call(`${world.url}/changesets/${changesetId}`);
      expect([status, body.items.map((change: { op: string; changesetId: string }) => [change.op, change.changesetId])]).toEqual([
        200,
        [
          ["update", changesetId],
          ["create", changesetId],
        ],
      ]);
    });

    it.each(["01980000-0000-7000-8000-000000000000", "x", "%00", "null", "__proto__", "'; DROP TABLE issue;--", "a".repeat(5_000)])("answers 404 for %s", async (id) => {
      const { status, body } = await call(`${world.url}/changesets/${id}`);
      expect([status, body.code]).toEqual([404, "CHANGESET_NOT_FOUND"]);
    });

    it("has no parameters", async () => {
      expect((await call(`${world.url}/changesets/x?limit=1`)).body.code).toBe("INVALID_QUERY");
    });
  });

  describe("GET /…/:id/referrers", () => {
    it("gives who refers to it, by which field, in pages", async () => {
      const post = async (path: string, body: object): Promise<string> => (await call(`${world.url}${path}`, "POST", { body })).body.resourceId;
      const team = await post("/teams", { name: "A" });
      const child = await post("/teams", { name: "B", parent: team });
      const member = await post("/members", { title: "M", team, contract: `${team}:1`, assignments: [{ project: team, until: null }] });
      const all = [
        { resourceId: member, path: "assignments.project", onDelete: "cascade", n: null },
        { resourceId: member, path: "contract", onDelete: "restrict", n: 1 },
        { resourceId: member, path: "team", onDelete: "restrict", n: null },
        { resourceId: child, path: "parent", onDelete: "setNull", n: null },
      ];
      const { status, headers, body } = await call(`${world.url}/teams/${team}/referrers`);
      expect([status, body]).toEqual([200, { items: all, nextCursor: null }]);
      const found: unknown[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: Answer["body"] = (await call(`${world.url}/teams/${team}/referrers?limit=1${cursor && `&cursor=${cursor}`}`)).body;
        found.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(found).toEqual(all);
      expect((await fetch(`${world.url}/teams/${team}/referrers`, { headers: { "If-None-Match": String(headers.get("etag")) } })).status).toBe(304);
      const { nextCursor } = (await call(`${world.url}/teams/${team}/referrers?limit=1`)).body;
      expect((await call(`${world.url}/teams/${child}/referrers?cursor=${nextCursor}`)).status).toBe(400);
      expect((await call(`${world.url}/teams/${child}/referrers`)).body).toEqual({ items: [], nextCursor: null });
    });

    it("answers 404 for what is not there, and 400 for a cursor of another list", async () => {
      expect((await call(`${world.url}/teams/team:none/referrers`)).status).toBe(404);
      const id = await create("One");
      expect((await call(`${world.url}/teams/${id}/referrers`)).status).toBe(404);
      for (const query of ["cursor=x", "cursor=", "cursor=IHg", "limit=0", "n=1"]) {
        const { status, body } = await call(`${world.url}/issues/${id}/referrers?${query}`);
        expect([status, body.code]).toEqual([400, "INVALID_QUERY"]);
      }
    });
  });

  it("failed nowhere", () => {
    expect(world.logged).toEqual([]);
  });
});

describe("models of several storages", () => {
  it("have no common change log", async () => {
    const managers = { issues: new ResourceManager(issueSpec, memoryStorage()), logins: new ResourceManager(loginSpec, memoryStorage()) };
    const server = await serve(createExpressApp({ managers, routers: {}, openapi: openapiFile() }), { port: 0, onReady: () => undefined });
    const { status, body } = await call(`${server.url}/changes`);
    expect([status, body.code]).toEqual([501, "NOT_SUPPORTED"]);
    await server.close();
  });
});
