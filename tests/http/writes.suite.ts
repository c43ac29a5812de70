import { beforeEach, describe, expect, it } from "vitest";
import { jsonOf, type World } from "./world.js";

/** Creations, updates, drafts and dry runs. */
export function writes({ fetch, send, make, dataOf }: World): void {
  describe("a create", () => {
    it("fills in defaults, and says where the resource is", async () => {
      const { status, headers, body } = await send("POST", "/papers", { title: "New" }, { "X-User": "ada" });
      expect(status).toBe(201);
      expect(headers.get("location")).toBe(`/papers/${body.resourceId}`);
      expect(headers.get("etag")).toBe(`"${body.uid}"`);
      expect(body).toMatchObject({ revisionId: `${body.resourceId}:1`, parentRevisionId: null, op: "create", status: "stable", createdBy: "ada", changesetId: null });
      expect(await dataOf("/papers", body.resourceId)).toMatchObject({ title: "New", status: "open", pages: 1, tags: [], dueDate: null });
    });

    it("takes an id once", async () => {
      expect(await send("POST", "/papers?id=mine", { title: "Mine" })).toMatchObject({ status: 201, body: { resourceId: "paper:mine" } });
      for (const id of ["mine", "paper:mine"]) expect(await send("POST", `/papers?id=${id}`, { title: "Mine" })).toMatchObject({ status: 409, body: { code: "DUPLICATE_RESOURCE" } });
    });

    it("keeps unique what is unique among what is not deleted", async () => {
      const id = await make("/keepers", { name: "Only one" });
      for (const query of ["", "?validateOnly=true"]) expect(await send("POST", `/keepers${query}`, { name: "Only one" })).toMatchObject({ status: 409, body: { code: "UNIQUE_VIOLATION" } });
      await send("DELETE", `/keepers/${id}`);
      await make("/keepers", { name: "Only one" });
      expect(await send("POST", `/keepers/${id}/restore`)).toMatchObject({ status: 409, body: { code: "UNIQUE_VIOLATION" } });
    });

    it("writes dates in one form, and keeps JSON as it is", async () => {
      const content = { e: 1e-7, "": [], big: 9007199254740991, nested: { __proto__: null, a: "\u2028" } };
      const id = await make("/papers", { title: "Forms", dueDate: "2026-06-01T12:00:00+02:00", content });
      expect(await dataOf("/papers", id)).toMatchObject({ dueDate: "2026-06-01T10:00:00.000Z", content });
    });

    it.each<[text: string, status: number, code: string]>([
      ['{"title":"x","stray":1}', 422, "VALIDATION_FAILED"],
      ["{}", 422, "VALIDATION_FAILED"],
      ["[]", 422, "VALIDATION_FAILED"],
      ["null", 422, "VALIDATION_FAILED"],
      ["", 400, "MALFORMED_BODY"],
      ['{"title":"x"', 400, "MALFORMED_BODY"],
      ['{"title":"x","title":"y"}', 400, "MALFORMED_BODY"],
      ['{"title":"x","content":1e999}', 400, "MALFORMED_BODY"],
      ['{"title":"x","content":9007199254740993}', 400, "MALFORMED_BODY"],
      [`{"title":"x","content":${"[".repeat(2000)}${"]".repeat(2000)}}`, 400, "MALFORMED_BODY"],
      ['{"title":"\\ud800"}', 422, "VALIDATION_FAILED"],
      [`{"title":"${"x".repeat(1_100_000)}"}`, 413, "BODY_TOO_LARGE"],
    ])("of %.40s is %i %s", async (body, status, code) => {
      const response = await fetch("/papers", { method: "POST", body, headers: { "Content-Type": "application/json" } });
      expect([response.status, (await jsonOf(response)).code]).toEqual([status, code]);
    });

    it.each(["status=other", "validateOnly=yes", "mode=modify", "id=a&id=b", "stray=1"])("refuses ?%s", async (query) => {
      expect(await send("POST", `/papers?${query}`, { title: "x" })).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });
  });

  describe("a path", () => {
    it.each([
      ["PUT", "/papers"],
      ["DELETE", "/batch"],
      ["POST", "/papers/paper:x"],
      ["PATCH", "/papers/count"],
      ["GET", "/papers/bulk/x"],
      ["PUT", "/changes"],
      ["GET", "/blobs"],
      ["POST", "/stray"],
    ])("that does not know %s %s says so", async (method, target) => {
      const { status, headers } = await send(method, target, method === "GET" ? undefined : {});
      expect([404, 405]).toContain(status);
      if (status === 405) expect(headers.get("allow")?.split(", ")).not.toContain(method);
    });

    it("tells OPTIONS what it knows, patches included", async () => {
      const { status, headers } = await send("OPTIONS", "/papers/paper:x");
      expect([status, headers.get("allow"), headers.get("accept-patch")]).toEqual([204, "DELETE, GET, HEAD, OPTIONS, PATCH, PUT", "application/json-patch+json, application/merge-patch+json"]);
    });
  });

  describe("an update", () => {
    it("is a new revision on the current one, or the same for the same data", async () => {
      const id = await make("/papers", { title: "First" });
      const { body: second } = await send("PUT", `/papers/${id}`, { title: "Second", pages: 2 });
      expect(second).toMatchObject({ revisionId: `${id}:2`, parentRevisionId: `${id}:1`, op: "update" });
      expect((await send("PUT", `/papers/${id}`, { title: "Second", pages: 2 })).body).toEqual(second);
      expect((await send("GET", `/papers/${id}`)).body.meta).toMatchObject({ currentRevisionId: `${id}:2`, totalRevisionCount: 2 });
    });

    it("branches off from what was switched to", async () => {
      const id = await make("/papers", { title: "First" });
      await send("PATCH", `/papers/${id}`, { title: "Second" });
      expect(await send("POST", `/papers/${id}/switch/1`)).toMatchObject({ status: 200, body: { currentRevisionId: `${id}:1`, totalRevisionCount: 2 } });
      expect((await send("PATCH", `/papers/${id}`, { title: "Third" })).body).toMatchObject({ revisionId: `${id}:3`, parentRevisionId: `${id}:1` });
    });

    it("that is tried only changes nothing, and refuses what the write would", async () => {
      const id = await make("/papers", { title: "Tried" });
      const etag = (await send("GET", `/papers/${id}`)).headers.get("etag");
      const tries = [send("PUT", `/papers/${id}?validateOnly=true`, { title: "x" }), send("PATCH", `/papers/${id}?validateOnly=true`, { title: "x" }), send("DELETE", `/papers/${id}?validateOnly=true`)];
      for (const answer of await Promise.all(tries)) expect(answer).toMatchObject({ status: 200, body: { valid: true } });
      expect(await send("PUT", `/papers/${id}?validateOnly=true`, { title: 1 })).toMatchObject({ status: 422 });
      expect(await send("POST", `/papers/${id}/restore?validateOnly=true`)).toMatchObject({ status: 200 });
      expect((await send("GET", `/papers/${id}`)).headers.get("etag")).toBe(etag);
    });
  });

  describe("a draft", () => {
    let id: string;
    beforeEach(async () => {
      id = await make("/papers", { title: "Draft", pages: 1 }, "?status=draft");
    });

    it("is modified in place, under an ETag of its own each time", async () => {
      const tags = [(await send("GET", `/papers/${id}`)).headers.get("etag")];
      for (const pages of [2, 3]) {
        const { body, headers } = await send("PATCH", `/papers/${id}?mode=modify`, { pages });
        expect(body).toMatchObject({ revisionId: `${id}:1`, status: "draft", op: "create" });
        tags.push(headers.get("etag"));
      }
      await send("PUT", `/papers/${id}?mode=modify`, { title: "Put", pages: 4 }, { "X-User": "bob" });
      const { body, headers } = await send("GET", `/papers/${id}`);
      expect(body).toMatchObject({ data: { title: "Put", pages: 4 }, meta: { totalRevisionCount: 1 }, revision: { createdBy: "anonymous", updatedBy: "bob" } });
      const uid: string = body.revision.uid;
      expect([...tags, headers.get("etag")]).toEqual([`"${uid}"`, `"${uid}.1"`, `"${uid}.2"`, `"${uid}.3"`]);
    });

    it("keeps its tag when nothing changes", async () => {
      const first = await send("PATCH", `/papers/${id}?mode=modify`, { pages: 2 });
      const second = await send("PATCH", `/papers/${id}?mode=modify`, { pages: 2 });
      expect([second.body, second.headers.get("etag")]).toEqual([first.body, first.headers.get("etag")]);
    });

    it("becomes stable once, and then is never modified", async () => {
      expect(await send("POST", `/papers/${id}/publish`)).toMatchObject({ status: 200, body: { revisionId: `${id}:1`, status: "stable" } });
      expect(await send("POST", `/papers/${id}/publish`)).toMatchObject({ status: 200, body: { revisionId: `${id}:1` } });
      for (const query of ["?mode=modify", "?mode=modify&status=draft", "?mode=modify&validateOnly=true"]) {
        expect(await send("PATCH", `/papers/${id}${query}`, { pages: 2 }), query).toMatchObject({ status: 409, body: { code: "NOT_MODIFIABLE" } });
      }
    });

    it("becomes stable by the write that finishes it", async () => {
      expect(await send("PATCH", `/papers/${id}?mode=modify&status=stable`, { pages: 9 })).toMatchObject({ status: 200, body: { revisionId: `${id}:1`, status: "stable" } });
      expect(await send("PATCH", `/papers/${id}?mode=modify`, { pages: 10 })).toMatchObject({ status: 409 });
    });

    it("may be updated: the next revision is stable, and the draft stays as it was", async () => {
      expect((await send("PATCH", `/papers/${id}`, { pages: 2 })).body).toMatchObject({ revisionId: `${id}:2`, status: "stable" });
      expect((await send("GET", `/papers/${id}/revisions/1`)).body).toMatchObject({ data: { pages: 1 }, revision: { status: "draft" } });
    });

    it("is searched by what it was modified to", async () => {
      await send("PATCH", `/papers/${id}?mode=modify`, { tags: [`of ${id}`] });
      const { body } = await send("GET", `/papers?tags[has]=${encodeURIComponent(`of ${id}`)}`);
      expect(body.items).toHaveLength(1);
    });
  });
}
