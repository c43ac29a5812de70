import { ResourceManager, type Storage } from "@specstar/runtime";
import { createExpressApp, resourceRouter, serve, type RunningServer } from "@specstar/runtime/express";
import { Router } from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountSpec, issueSpec } from "../../conformance/manager/models.js";
import { call, openapiFile, type Answer } from "./issue-server.js";
import { HANDLERS, STORES } from "./write-server.js";

const running: RunningServer[] = [];
afterAll(() => Promise.all(running.map((server) => server.close())));

const STRICT = { ...accountSpec, hidden: ["country"], protected: ["serial"], requireIfMatch: true };

/** Issues with all routes; accounts that can't be purged, with a hidden field and one that the server sets. */
async function open(storage: Storage, guard = false) {
  const [issues, accounts] = [new ResourceManager(issueSpec, storage), new ResourceManager(STRICT, storage)];
  const issueRouter = resourceRouter(issues, "/issues", HANDLERS);
  const accountRouter = resourceRouter(accounts, "/accounts", ["create", "get", "update", "patch", "switch"]);
  const routers = { issues: guard ? Router().use(issueRouter) : issueRouter, accounts: accountRouter };
  const server = await serve(createExpressApp({ managers: { issues, accounts }, routers, openapi: openapiFile() }), { port: 0, onReady: () => undefined });
  running.push(server);
  return { url: server.url, issues, accounts };
}

describe.each(Object.entries(STORES))("on %s", (_name, openStorage) => {
  let app: Awaited<ReturnType<typeof open>>;
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage();
    app = await open(storage);
  });

  const batch = (operations: unknown, headers: Record<string, string> = {}) => call(`${app.url}/batch`, "POST", { body: { operations }, headers });
  const revert = (id: string, headers: Record<string, string> = {}) => call(`${app.url}/changesets/${id}/revert`, "POST", { headers });
  const titleOf = async (id: string) => (await app.issues.get(id)).data.title;
  const newIssue = async (title = "One", status: "draft" | "stable" = "stable") => (await app.issues.create({ title }, { status })).resourceId;

  describe("POST /batch", () => {
    it("does all kinds of operations, each after those before it", async () => {
      const [first, draft, gone] = [await newIssue(), await newIssue("Draft", "draft"), await newIssue()];
      const { status, body, headers } = await batch(
        [
          { op: "create", model: "issue", id: "made", data: { title: "Made" }, status: "draft" },
          { op: "publish", model: "issue", id: "issue:made" },
          { op: "update", model: "issue", id: first, data: { title: "Two" }, reason: "own" },
          { op: "patch", model: "issue", id: draft, patch: [{ op: "replace", path: "/title", value: "Modified" }], mode: "modify" },
          { op: "switch", model: "issue", id: first, n: 1 },
          { op: "patch", model: "issue", id: first, patch: { title: "Three", assignee: "ada" } },
          { op: "revert", model: "issue", id: first, n: 1, fields: ["assignee"] },
          { op: "delete", model: "issue", id: first },
          { op: "restore", model: "issue", id: first },
          { op: "purge", model: "issue", id: gone },
          { op: "create", model: "account", data: { name: "Ann" } },
        ],
        { "X-Change-Reason": "all" },
      );
      expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
      const { changesetId, results } = body;
      expect(results.map((result: { op?: string; resourceId?: string } | null) => result?.op ?? result?.resourceId ?? null)).toEqual(
        ["create", "create", "update", "create", first, "update", "update", "delete", "restore", null, "create"],
      );
      expect(results[1]).toMatchObject({ resourceId: "issue:made", status: "stable", changesetId });
      expect([await titleOf(first), await titleOf(draft)]).toEqual(["Three", "Modified"]);
      const changes = await storage.meta.listChangeset(changesetId);
      expect(changes.map(({ reason }) => reason)).toEqual(["all", "all", "own", ...Array.from({ length: 8 }, () => "all")]);
    });

    it("does nothing when one operation fails, and says which", async () => {
      const id = await newIssue();
      const refused = await batch([
        { op: "update", model: "issue", id, data: { title: "Two" } },
        { op: "create", model: "issue", data: { title: 1 } },
      ]);
      expect([refused.status, refused.body.code, places(refused)]).toEqual([422, "VALIDATION_FAILED", ["/operations/1/title"]]);
      const missing = await batch([{ op: "update", model: "issue", id, data: { title: "Two" } }, { op: "delete", model: "issue", id: "issue:none" }]);
      expect([missing.status, missing.body.code, places(missing)]).toEqual([404, "RESOURCE_NOT_FOUND", ["/operations/1"]]);
      const taken = { op: "create", model: "account", data: { name: "x", email: "taken@example.org" } };
      const twice = await batch([taken, taken]);
      expect([twice.status, twice.body.code, places(twice)]).toEqual([409, "UNIQUE_VIOLATION", ["/operations/1/email"]]);
      expect(await titleOf(id)).toBe("One");
    });

    it("fails with 412 where an ETag is another", async () => {
      const id = await newIssue();
      const { uid } = (await app.issues.get(id)).revision;
      const stale = await batch([{ op: "delete", model: "issue", id, ifMatch: "other" }]);
      expect([stale.status, stale.body.code, places(stale)]).toEqual([412, "REVISION_CONFLICT", ["/operations/0"]]);
      expect((await batch([{ op: "update", model: "issue", id, data: { title: "Two" }, ifMatch: uid }])).status).toBe(200);
      const header = `"x", "${(await app.issues.get(id)).revision.uid}"`;
      expect((await batch([{ op: "delete", model: "issue", id, ifMatch: header }])).status).toBe(200);
    });

    it.each([
      [[], ["", "/operations"]],
      [{}, ["/operations"]],
      [{ operations: {} }, ["/operations"]],
      [{ operations: [1] }, ["/operations/0/op"]],
      [{ operations: [{ op: "__proto__" }] }, ["/operations/0/op"]],
      [{ operations: [{ op: "delete", model: "issue", id: "x", data: {} }] }, ["/operations/0/data"]],
      [{ operations: [{ op: "delete" }] }, ["/operations/0/id", "/operations/0/model"]],
      [{ operations: [{ op: "delete", model: "isue", id: 1 }] }, ["/operations/0/model", "/operations/0/id"]],
      [{ operations: [{ op: "purge", model: "account", id: "account:x" }] }, ["/operations/0/model"]],
      [{ operations: [{ op: "create", model: "issue", data: {}, reason: "\ud800", status: "x" }] }, ["/operations/0/reason", "/operations/0/status"]],
      [{ operations: [{ op: "patch", model: "issue", id: "x", patch: "x" }] }, ["/operations/0/patch"]],
      [{ operations: [], more: 1 }, ["/more"]],
    ])("refuses %j", async (body, expected) => {
      const answer = await call(`${app.url}/batch`, "POST", { body });
      expect([answer.status, answer.body.code, places(answer)]).toEqual([422, "VALIDATION_FAILED", expected]);
    });

    it("has a thousand operations at most", async () => {
      const answer = await batch(Array.from({ length: 1001 }, () => ({ op: "delete", model: "issue", id: "x" })));
      expect([answer.status, places(answer)]).toEqual([422, ["/operations"]]);
    });

    it("shows, sets and demands what the model's own routes do", async () => {
      const { resourceId: id, uid } = await app.accounts.create({ name: "Bo", country: "NO", serial: 7 });
      const refused = await batch([{ op: "update", model: "account", id, data: { name: "Bo" } }]);
      expect([refused.status, refused.body.code, places(refused)]).toEqual([428, "PRECONDITION_REQUIRED", ["/operations/0"]]);
      for (const operation of [
        { op: "update", data: { name: "Bo", serial: 8 } },
        { op: "patch", patch: { serial: 8 } },
        { op: "patch", patch: [{ op: "add", path: "/serial", value: 8 }] },
      ]) {
        const sealed = await batch([{ ...operation, model: "account", id, ifMatch: uid }]);
        expect([sealed.status, places(sealed)]).toEqual([422, ["/operations/0/serial"]]);
      }
      const peek = [{ op: "test", path: "/country", value: "NO" }];
      expect((await batch([{ op: "patch", model: "account", id, patch: peek, ifMatch: uid }])).status).toBeGreaterThanOrEqual(400);
      const changed = await batch([
        { op: "update", model: "account", id, data: { name: "Cy" }, ifMatch: uid },
        { op: "switch", model: "account", id, n: 1, ifMatch: "*" },
      ]);
      expect(changed.status).toBe(200);
      expect(changed.body.results[1].indexedData).toEqual({ email: null, serial: 7, "address.city": "Oslo" });
      expect(JSON.stringify(changed.body)).not.toContain("country");
    });

    it("is done once under a key", async () => {
      const key = { "Idempotency-Key": "batch" };
      const operations = [{ op: "create", model: "issue", data: { title: "Keyed" } }, { op: "create", model: "issue", data: { title: "Keyed" } }];
      const [first, second] = [await batch(operations, key), await batch(operations, key)];
      expect([second.body, second.headers.get("idempotency-replayed")]).toEqual([first.body, "true"]);
      expect(await storage.meta.listChangeset(first.body.changesetId)).toHaveLength(2);
    });
  });

  describe("POST /changesets/:changesetId/revert", () => {
    it("undoes a batch by a changeset of its own", async () => {
      const [changed, deleted] = [await newIssue(), await newIssue()];
      const { body } = await batch([
        { op: "update", model: "issue", id: changed, data: { title: "Two" } },
        { op: "delete", model: "issue", id: deleted },
        { op: "create", model: "issue", id: `undone-${keyOf(changed)}`, data: { title: "New" } },
      ]);
      const undone = await revert(body.changesetId, { "X-Change-Reason": "oops" });
      expect(undone.status).toBe(200);
      expect(undone.body.changesetId).not.toBe(body.changesetId);
      expect(undone.body.results.map(({ resourceId, op, reason }: Record<string, string>) => [resourceId, op, reason])).toEqual([
        [`issue:undone-${keyOf(changed)}`, "delete", "oops"],
        [deleted, "restore", "oops"],
        [changed, "update", "oops"],
      ]);
      expect([await titleOf(changed), await titleOf(deleted)]).toEqual(["One", "One"]);
      expect((await revert(body.changesetId)).status).toBe(409);
    });

    it("answers 404 for what is no changeset, and refuses models that can't be reverted by themselves", async () => {
      for (const id of ["x", "%00", "0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c1e"]) expect((await revert(id)).body.code).toBe("CHANGESET_NOT_FOUND");
      const { body } = await batch([{ op: "create", model: "account", data: { name: "Di" } }]);
      const refused = await revert(body.changesetId);
      expect([refused.status, refused.body.code]).toEqual([409, "NOT_MODIFIABLE"]);
    });
  });

  it("keeps models out whose router has a guard in front", async () => {
    const guarded = await open(await openStorage(), true);
    const { status, body } = await call(`${guarded.url}/batch`, "POST", { body: { operations: [{ op: "create", model: "issue", data: { title: "x" } }] } });
    expect([status, body.errors[0].path]).toEqual([422, "/operations/0/model"]);
    expect(body.errors[0].message).toContain("There are: account.");
  });

  it("has 405 and OPTIONS like other paths", async () => {
    expect((await call(`${app.url}/batch`)).headers.get("allow")).toBe("OPTIONS, POST");
    expect((await call(`${app.url}/changesets/x/revert`, "OPTIONS")).headers.get("allow")).toBe("OPTIONS, POST");
  });
});

function keyOf(resourceId: string): string {
  return resourceId.slice("issue:".length);
}

function places({ body }: Answer): string[] {
  return body.errors.map(({ path }: { path: string }) => path);
}
