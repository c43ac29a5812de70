import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./issue-server.js";
import { startWorld, STORAGES, type World } from "./world.js";

const at = (second: number): string => new Date(Date.UTC(2027, 0, 31, 9, 30, second)).toISOString();

describe.each(STORAGES)("on %s", (kind) => {
  let world: World;
  let url: string;
  let id: string;

  const errorsOf = async (path: string): Promise<unknown[]> => {
    const { status, body } = await call(`${url}${path}`);
    return [status, body.code, body.errors.map((error: { path: string }) => error.path)];
  };

  /** 0 s: One by ada; 10 s: Two by bob; 20 s: back to One; 30 s: deleted by ada; 40 s: restored. */
  beforeAll(async () => {
    world = await startWorld(kind, { actor: (req) => req.get("x-user") ?? "anonymous" });
    const send = (second: number, method: string, path: string, user: string, title?: string) => {
      world.clock.now = new Date(at(second));
      return call(`${world.url}/issues${path}`, method, { headers: { "X-User": user }, ...(title !== undefined && { body: { title } }) });
    };
    id = (await send(0, "POST", "", "ada", "One")).body.resourceId;
    url = `${world.url}/issues/${id}`;
    await send(10, "PUT", `/${id}`, "bob", "Two");
    await send(20, "POST", `/${id}/switch/1`, "bob");
    await send(30, "DELETE", `/${id}`, "ada");
    await send(40, "POST", `/${id}/restore`, "cleo");
  });

  describe("asOf", () => {
    it.each([
      [0, "One", 1],
      [9.999, "One", 1],
      [10, "Two", 2],
      [19.999, "Two", 2],
      [20, "One", 1],
      [40, "One", 4],
      [10_000_000, "One", 4],
    ])("at %d s answers with what was current then, a switch included", async (second, title, n) => {
      const { status, headers, body } = await call(`${url}?asOf=${at(second)}`);
      expect([status, body.data.title, body.revision.revisionId, body.meta.currentRevisionId]).toEqual([200, title, `${id}:${n}`, `${id}:4`]);
      expect((await call(`${url}?asOf=${at(second)}`, "GET", { headers: { "If-None-Match": String(headers.get("etag")) } })).status).toBe(304);
    });

    it("answers 404 before there was anything, and 410 while it was deleted", async () => {
      expect((await call(`${url}?asOf=2027-01-31T09:29:59.999Z`)).body.code).toBe("RESOURCE_NOT_FOUND");
      expect((await call(`${url}?asOf=0000-01-01T00:00:00Z`)).status).toBe(404);
      const { status, body } = await call(`${url}?asOf=${at(30)}`);
      expect([status, body.code]).toEqual([410, "RESOURCE_DELETED"]);
      expect((await call(`${url}?asOf=${at(39.999)}&includeDeleted=true`)).body.revision.op).toBe("delete");
    });

    it("takes any offset, and digits beyond milliseconds", async () => {
      for (const text of ["2027-01-31T10:30:10%2B01:00", "2027-01-31t09:30:10.0009999z", "2027-01-30T10:30:10-23:00"]) {
        expect((await call(`${url}?asOf=${text}`)).body.data?.title).toBe("Two");
      }
    });

    it.each(["", "now", "2027-01-31", "2027-01-31T09:30:10", "2027-02-29T00:00:00Z", "2027-01-31T10:30:10+01:00", "1e400", "%00", "2027-01-31T24:00:00Z"])("refuses %j", async (text) => {
      expect(await errorsOf(`?asOf=${text}`)).toEqual([400, "INVALID_QUERY", ["asOf"]]);
    });

    it("is refused beside a revision", async () => {
      expect(await errorsOf(`?asOf=${at(0)}&revisionId=1`)).toEqual([400, "INVALID_QUERY", ["asOf"]]);
    });
  });

  describe("the history", () => {
    it.each([
      ["", [4, 3, 2, 1]],
      ["?createdBy=ada", [3, 1]],
      ["?createdBy=nobody", []],
      ["?createdBy=", []],
      ["?op=update", [2]],
      ["?op=migrate", []],
      [`?since=${at(10)}`, [4, 3, 2]],
      [`?until=${at(10)}`, [1]],
      [`?since=${at(10)}&until=${at(40)}`, [3, 2]],
      [`?since=${at(40)}&until=${at(10)}`, []],
      [`?since=2027-01-31T11:30:10%2B02:00&createdBy=bob&op=update`, [2]],
    ])("%s", async (query, expected) => {
      const { status, body } = await call(`${url}/revisions${query}`);
      expect([status, body.items.map((info: { revisionId: string }) => Number(info.revisionId.slice(id.length + 1)))]).toEqual([200, expected]);
    });

    it("is not searched for a name that nobody can have", async () => {
      expect(await call(`${url}/revisions?createdBy=%00`)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });

    it("is paged with its filters", async () => {
      const first = (await call(`${url}/revisions?createdBy=ada&limit=1`)).body;
      const second = (await call(`${url}/revisions?createdBy=ada&limit=1&cursor=${first.nextCursor}`)).body;
      expect([first.items[0].op, second.items[0].op, second.nextCursor]).toEqual(["delete", "create", null]);
    });

    it.each(["op=switch", "op=", "since=yesterday", "until=2027-01-31", "by=ada", "limit=0", "cursor=x", "cursor=aXNzdWU6MTox"])("refuses %s", async (query) => {
      expect(await errorsOf(`/revisions?${query}`)).toEqual([400, "INVALID_QUERY", [query.slice(0, query.indexOf("="))]]);
    });

    it("has a tag of its own, which holds until the history changes", async () => {
      const { resourceId } = (await call(`${world.url}/issues`, "POST", { body: { title: "x" } })).body;
      const issue = `${world.url}/issues/${resourceId}`;
      const fresh = `${issue}/revisions`;
      const tag = String((await call(fresh)).headers.get("etag"));
      expect((await fetch(fresh, { headers: { "If-None-Match": tag } })).status).toBe(304);
      expect((await call(fresh, "GET", { headers: { "If-Match": '"other"' } })).status).toBe(412);
      expect((await call(fresh, "GET", { headers: { "If-Match": tag, "If-Unmodified-Since": "Sun, 06 Nov 1994 08:49:37 GMT" } })).status).toBe(200);
      await call(issue, "PUT", { body: { title: "y" } });
      await call(`${issue}/switch/1`, "POST");
      expect((await call(fresh, "GET", { headers: { "If-None-Match": tag } })).body.items).toHaveLength(2);
    });
  });

  describe("diff", () => {
    it("leads from the revision before the current one to it unless told otherwise", async () => {
      const { status, body } = await call(`${url}/diff`);
      expect([status, body]).toEqual([200, { from: `${id}:3`, to: `${id}:4`, patch: [] }]);
    });

    it("takes numbers and ids", async () => {
      const patch = [{ op: "replace", path: "/title", value: "Two", oldValue: "One" }];
      for (const query of ["to=2", "from=1&to=2", `from=${id}:1&to=${encodeURIComponent(id)}:2`]) {
        expect((await call(`${url}/diff?${query}`)).body).toEqual({ from: `${id}:1`, to: `${id}:2`, patch });
      }
      expect((await call(`${url}/diff?from=2`)).body.patch).toEqual([{ op: "replace", path: "/title", value: "One", oldValue: "Two" }]);
      expect((await call(`${url}/diff?to=1`)).body).toEqual({ from: `${id}:1`, to: `${id}:1`, patch: [] });
    });

    it.each(["from=0", "to=5", "from=issue:x:1", "to=%00", "to=1.5", "from="])("answers 404 for %s", async (query) => {
      const { status, body } = await call(`${url}/diff?${query}`);
      expect([status, body.code]).toEqual([404, "REVISION_NOT_FOUND"]);
    });

    it("has a tag, and no parameters but two", async () => {
      const tag = String((await call(`${url}/diff?to=2`)).headers.get("etag"));
      expect((await fetch(`${url}/diff?to=2`, { headers: { "If-None-Match": tag } })).status).toBe(304);
      expect((await call(`${url}/diff?to=2`, "GET", { headers: { "If-None-Match": '"x"' } })).status).toBe(200);
      expect(await errorsOf("/diff?form=1")).toEqual([400, "INVALID_QUERY", ["form"]]);
      expect((await call(`${world.url}/issues/issue:none/diff`)).status).toBe(404);
    });

    it("tells nothing of hidden fields, not even that they differ", async () => {
      const logins = `${world.url}/logins`;
      const { resourceId } = (await call(logins, "POST", { body: { name: `ann-${kind}`, password: "secret-12", hint: "secret-hint" } })).body;
      const put = await call(`${logins}/${resourceId}`, "PUT", { body: { name: `bob-${kind}`, password: "secret-34" } });
      expect(put.status).toBe(200);
      const { body } = await call(`${logins}/${resourceId}/diff`);
      expect(body.patch).toEqual([{ op: "replace", path: "/name", value: `bob-${kind}`, oldValue: `ann-${kind}` }]);
      await call(`${logins}/${resourceId}`, "PUT", { body: { name: `bob-${kind}`, password: "secret-56" } });
      expect((await call(`${logins}/${resourceId}/diff`)).body.patch).toEqual([]);
    });
  });

  it("tells a modified draft from what it was before, wherever the pointer is", async () => {
    const { resourceId } = await world.issues.create({ title: "Stable" });
    await world.issues.update(resourceId, { title: "Draft" }, { status: "draft" });
    const draft = `${world.url}/issues/${resourceId}?revisionId=2`;
    await world.issues.switch(resourceId, 1);
    const tag = String((await call(draft)).headers.get("etag"));
    await world.issues.switch(resourceId, 2);
    await world.issues.update(resourceId, { title: "Other draft" }, { mode: "modify" });
    await world.issues.switch(resourceId, 1);
    expect((await call(draft, "GET", { headers: { "If-None-Match": tag } })).body.data.title).toBe("Other draft");
  });

  it("failed nowhere", () => {
    expect(world.logged).toEqual([]);
  });
});
