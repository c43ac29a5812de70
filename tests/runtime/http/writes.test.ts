import { beforeAll, describe, expect, it } from "vitest";
import { startWrites, STORES, type WriteServer } from "./write-server.js";

const MERGE = { "Content-Type": "application/merge-patch+json" };
const at = (time: string, seconds: number) => new Date(Date.parse(time) + seconds * 1000).toUTCString();
const JSON_PATCH = { "Content-Type": "application/json-patch+json" };

describe.each(Object.entries(STORES))("writes over HTTP on %s", (_name, openStorage) => {
  let server: WriteServer;
  beforeAll(async () => {
    server = await startWrites(await openStorage());
  });

  const changes = () => server.storage.meta.listChanges({ since: 0, limit: 1000 });
  const titleOf = async (id: string) => (await server.send("GET", `/${id}`)).body.data.title;

  describe("POST /issues", () => {
    it("takes the id of the new resource, once", async () => {
      const first = await server.send("POST", "?id=mine", { title: "Mine" });
      expect([first.status, first.body.resourceId, first.headers.get("location")]).toEqual([201, "issue:mine", "/issues/issue:mine"]);
      const second = await server.send("POST", "?id=issue:mine", { title: "Mine" });
      expect([second.status, second.body.code]).toEqual([409, "DUPLICATE_RESOURCE"]);
      expect((await server.send("POST", "?id=../x", { title: "Mine" })).status).toBe(422);
    });

    it("tells with validateOnly whether it would happen, and writes nothing", async () => {
      const before = await changes();
      const { status, body, headers } = await server.send("POST", "?validateOnly=true", { title: "x" });
      expect([status, body, headers.get("etag")]).toEqual([200, { valid: true }, null]);
      expect((await server.send("POST", "?validateOnly=true", { title: 1 })).body.code).toBe("VALIDATION_FAILED");
      expect((await server.send("POST", "?validateOnly=true&id=mine", { title: "x" })).body.code).toBe("DUPLICATE_RESOURCE");
      expect(await changes()).toEqual(before);
    });
  });

  describe("PUT /issues/:id", () => {
    it("modifies a draft in place, and nothing else", async () => {
      const id = await server.make({}, "?status=draft");
      const { body, headers, status } = await server.send("PUT", `/${id}?mode=modify`, { title: "Again" });
      expect([status, body.revisionId, body.status, headers.get("etag")]).toEqual([200, `${id}:1`, "draft", `"${body.uid}.1"`]);
      const published = await server.send("POST", `/${id}/publish`);
      expect([published.status, published.body.status, published.body.revisionId]).toEqual([200, "stable", `${id}:1`]);
      const refused = await server.send("PUT", `/${id}?mode=modify`, { title: "Third" });
      expect([refused.status, refused.body.code]).toEqual([409, "NOT_MODIFIABLE"]);
      expect((await server.send("PUT", `/${id}?mode=edit`, { title: "Third" })).status).toBe(400);
    });

    it("tells with validateOnly what would be refused", async () => {
      const id = await server.make();
      expect((await server.send("PUT", `/${id}?validateOnly=true`, { title: "Next" })).body).toEqual({ valid: true });
      expect((await server.send("PUT", `/${id}?validateOnly=true`, { title: "Next" }, { "If-Match": '"x"' })).status).toBe(412);
      expect(await titleOf(id)).toBe("Broken");
    });
  });

  describe("PATCH /issues/:id", () => {
    it("takes a merge patch", async () => {
      const id = await server.make({ assignee: "ada" });
      const { status, body, headers } = await server.send("PATCH", `/${id}`, { title: "Fixed", assignee: null }, MERGE);
      expect([status, body.revisionId, headers.get("etag")]).toEqual([200, `${id}:2`, `"${body.uid}"`]);
      const read = await server.send("GET", `/${id}`);
      expect(read.body.data).toMatchObject({ title: "Fixed", assignee: null });
    });

    it("takes a JSON Patch, and modifies a draft by it", async () => {
      const id = await server.make({}, "?status=draft");
      const good = [{ op: "test", path: "/title", value: "Broken" }, { op: "replace", path: "/title", value: "Fixed" }];
      expect((await server.send("PATCH", `/${id}?mode=modify`, good, JSON_PATCH)).body.revisionId).toBe(`${id}:1`);
      const failed = await server.send("PATCH", `/${id}`, good, JSON_PATCH);
      expect([failed.status, failed.body.code]).toEqual([409, "PATCH_TEST_FAILED"]);
      const invalid = await server.send("PATCH", `/${id}`, [{ op: "replace", path: "/nothing", value: 1 }], JSON_PATCH);
      expect([invalid.status, invalid.body.code]).toEqual([422, "PATCH_INVALID"]);
      expect(await titleOf(id)).toBe("Fixed");
    });

    it.each(["application/json", "text/plain", "application/merge-patch+json; charset=latin1"])("refuses %s, and says what it takes", async (type) => {
      const id = await server.make();
      const { status, headers } = await server.send("PATCH", `/${id}`, { title: "x" }, { "Content-Type": type });
      expect([status, headers.get("accept-patch")]).toEqual([415, "application/json-patch+json, application/merge-patch+json"]);
    });

    it("is among the methods, with what it takes", async () => {
      const { headers } = await server.send("OPTIONS", `/${await server.make()}`);
      expect(headers.get("allow")).toBe("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
      expect(headers.get("accept-patch")).toBe("application/json-patch+json, application/merge-patch+json");
    });
  });

  describe("POST /issues/:id/revert/:n", () => {
    it("takes the data, or chosen fields, of an earlier revision", async () => {
      const id = await server.make({ assignee: "ada" });
      await server.send("PUT", `/${id}`, { title: "Second", assignee: "bob" });
      const chosen = await server.send("POST", `/${id}/revert/1?fields=assignee`);
      expect([chosen.status, chosen.body.revisionId, chosen.body.op]).toEqual([200, `${id}:3`, "update"]);
      expect((await server.send("GET", `/${id}`)).body.data).toMatchObject({ title: "Second", assignee: "ada" });
      await server.send("POST", `/${id}/revert/${id}:1`);
      expect(await titleOf(id)).toBe("Broken");
      const unknown = await server.send("POST", `/${id}/revert/1?fields=titel`);
      expect([unknown.status, unknown.body.code]).toEqual([400, "INVALID_QUERY"]);
      expect((await server.send("POST", `/${id}/revert/9`)).body.code).toBe("REVISION_NOT_FOUND");
    });
  });

  describe("POST /issues/:id/purge", () => {
    it("removes the resource and answers with nothing", async () => {
      const id = await server.make();
      const { status, body, headers } = await server.send("POST", `/${id}/purge?reason=asked`);
      expect([status, body, headers.get("content-type")]).toEqual([204, undefined, null]);
      expect((await server.send("GET", `/${id}?includeDeleted=true`)).status).toBe(404);
      expect((await changes()).at(-1)).toMatchObject({ op: "purge", resourceId: id, reason: "asked" });
    });
  });

  it("tries a delete and a restore without a trace", async () => {
    const id = await server.make();
    expect((await server.send("DELETE", `/${id}?validateOnly=true`)).body).toEqual({ valid: true });
    expect((await server.send("DELETE", `/${id}`)).body.op).toBe("delete");
    expect((await server.send("POST", `/${id}/restore?validateOnly=true`)).body).toEqual({ valid: true });
    expect((await server.send("GET", `/${id}`)).status).toBe(410);
  });

  it("says when the resource was last modified, beside every tag", async () => {
    const id = await server.make();
    await server.send("PUT", `/${id}`, { title: "Second" });
    const answers = [await server.send("POST", `/${id}/switch/1`), await server.send("PUT", `/${id}`, { title: "Broken" }), await server.send("DELETE", `/${id}`)];
    const { meta } = (await server.send("GET", `/${id}?includeDeleted=true`)).body;
    expect(answers.map(({ headers }) => headers.has("etag") && headers.has("last-modified"))).toEqual([true, true, true]);
    expect(answers.at(-1)?.headers.get("last-modified")).toBe(new Date(meta.updatedTime).toUTCString());
  });

  describe("If-Unmodified-Since", () => {
    it("lets a write pass when nothing has changed since", async () => {
      const id = await server.make();
      const { updatedTime } = (await server.send("GET", `/${id}`)).body.meta;
      const early = await server.send("PUT", `/${id}`, { title: "x" }, { "If-Unmodified-Since": at(updatedTime, -5) });
      expect([early.status, early.body.code]).toEqual([412, "REVISION_CONFLICT"]);
      expect((await server.send("PUT", `/${id}`, { title: "y" }, { "If-Unmodified-Since": at(updatedTime, 0) })).status).toBe(200);
    });

    it("counts for nothing beside If-Match, and when it is no date", async () => {
      const id = await server.make();
      const { etag } = Object.fromEntries((await server.send("GET", `/${id}`)).headers);
      const past = "Sun, 06 Nov 1994 08:49:37 GMT";
      expect((await server.send("DELETE", `/${id}?validateOnly=true`, undefined, { "If-Unmodified-Since": past })).status).toBe(412);
      for (const form of ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]) {
        expect((await server.send("DELETE", `/${id}`, undefined, { "If-Unmodified-Since": form })).status).toBe(412);
      }
      expect((await server.send("DELETE", `/${id}?validateOnly=true`, undefined, { "If-Unmodified-Since": "1994-11-06" })).status).toBe(200);
      expect((await server.send("DELETE", `/${id}`, undefined, { "If-Unmodified-Since": past, "If-Match": etag ?? "" })).status).toBe(200);
    });
  });

  describe("a reason", () => {
    it("is kept as it was meant, from the header or the query", async () => {
      const id = await server.make();
      await server.send("PUT", `/${id}?reason=two%20words`, { title: "a" });
      await server.send("PUT", `/${id}`, { title: "b" }, { "X-Change-Reason": encodeURIComponent("größer 😀, %") });
      await server.send("PUT", `/${id}?reason=same`, { title: "c" }, { "X-Change-Reason": "same" });
      const { items } = (await server.send("GET", `/${id}/revisions`)).body;
      expect(items.map(({ reason }: { reason: string }) => reason)).toEqual(["same", "größer 😀, %", "two words", null]);
    });

    it.each([
      ["%", ""],
      ["%ED%A0%80", ""],
      ["caf\u00e9", ""],
      ["a".repeat(1001), ""],
      ["one", "other"],
    ])("is refused: %j beside %j", async (header, parameter) => {
      const query = parameter === "" ? "" : `?reason=${parameter}`;
      const { status, body } = await server.send("POST", query, { title: "x" }, { "X-Change-Reason": header });
      expect([status, body.code]).toEqual([400, "INVALID_QUERY"]);
    });

    it("may have a thousand characters, whatever their bytes", async () => {
      const reason = encodeURIComponent("😀".repeat(1000));
      const { status } = await server.send("POST", "", { title: "x" }, { "X-Change-Reason": reason });
      expect(status).toBe(201);
    });
  });
});
