import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, World } from "./world.js";

/** What was: revisions, instants, differences and ways back. */
export function history({ send, make, dataOf }: World): void {
  describe("a history", () => {
    let id: string;
    /** Between the changes. */
    const instants: string[] = [];
    const pause = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      instants.push(new Date().toISOString());
      await new Promise((resolve) => setTimeout(resolve, 5));
    };

    beforeAll(async () => {
      await pause();
      id = await make("/papers", { title: "One", place: { street: "s", city: "Bern" }, tags: ["a"] });
      await pause();
      await send("PATCH", `/papers/${id}`, { title: "Two", place: { city: "Ulm" }, note: "n" }, { "X-User": "ada" });
      await pause();
      await send("POST", `/papers/${id}/switch/1`);
      await pause();
      await send("DELETE", `/papers/${id}`, undefined, { "X-User": "ada" });
      await pause();
      await send("POST", `/papers/${id}/restore`);
      await pause();
    });

    const list = async (query: string): Promise<readonly string[]> => {
      const { body } = await send("GET", `/papers/${id}/revisions${query}`);
      return body.items.map(({ revisionId, op }: { revisionId: string; op: string }) => `${revisionId.slice(id.length + 1)} ${op}`);
    };

    it("is listed newest first, in pages and in parts", async () => {
      const all = ["4 restore", "3 delete", "2 update", "1 create"];
      expect(await list("")).toEqual(all);
      expect(await list("?op=update")).toEqual(["2 update"]);
      expect(await list("?createdBy=ada")).toEqual(["3 delete", "2 update"]);
      expect(await list(`?since=${instants[1]}&until=${instants[4]}`)).toEqual(["3 delete", "2 update"]);
      const pages: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { body }: Answer = await send("GET", `/papers/${id}/revisions?limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        pages.push(...body.items.map(({ op }: { op: string }) => op));
        cursor = body.nextCursor;
      }
      expect(pages).toEqual(["restore", "delete", "update", "create"]);
    });

    it.each(["?op=switch", "?limit=0", "?since=yesterday", "?cursor=x", "?stray=1", "?limit=1&limit=2"])("refuses %s", async (query) => {
      expect(await send("GET", `/papers/${id}/revisions${query}`)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });

    it("has each revision by its number and its id", async () => {
      for (const n of ["2", `${id}:2`]) {
        expect((await send("GET", `/papers/${id}/revisions/${n}`)).body).toMatchObject({ data: { title: "Two" }, revision: { revisionId: `${id}:2` } });
        expect((await send("GET", `/papers/${id}?revisionId=${n}`)).body).toMatchObject({ data: { title: "Two" }, meta: { currentRevisionId: `${id}:4` } });
      }
      for (const n of ["0", "5", "-1", "1.5", "paper:other:1", "1e0"]) expect((await send("GET", `/papers/${id}/revisions/${n}`)).status, n).toBe(404);
    });

    it("tells what was at an instant, by what was current then", async () => {
      const at = async (n: number): Promise<unknown> => {
        const { status, body } = await send("GET", `/papers/${id}?asOf=${instants[n]}`);
        return status === 200 ? [body.data.title, body.revision.revisionId.slice(id.length + 1)] : status;
      };
      expect([await at(0), await at(1), await at(2), await at(3), await at(4), await at(5)]).toEqual([404, ["One", "1"], ["Two", "2"], ["One", "1"], 410, ["One", "4"]]);
      const deleted = await send("GET", `/papers/${id}?asOf=${instants[4]}&includeDeleted=true`);
      expect(deleted).toMatchObject({ status: 200, body: { revision: { op: "delete" } } });
      for (const value of ["yesterday", "2026-02-30T00:00:00Z", "2026-01-01"]) expect((await send("GET", `/papers/${id}?asOf=${value}`)).status, value).toBe(400);
      expect((await send("GET", `/papers/${id}?asOf=${instants[1]}&revisionId=1`)).status).toBe(400);
    });

    it("tells the difference of two revisions, which can be applied and undone", async () => {
      const { body } = await send("GET", `/papers/${id}/diff?from=1&to=2`);
      expect(body).toMatchObject({ from: `${id}:1`, to: `${id}:2` });
      expect(body.patch).toHaveLength(3);
      expect(body.patch).toEqual(
        expect.arrayContaining([
          { op: "replace", path: "/title", value: "Two", oldValue: "One" },
          { op: "replace", path: "/place/city", value: "Ulm", oldValue: "Bern" },
          { op: "add", path: "/note", value: "n" },
        ]),
      );
      const copy = await make("/papers", await dataOf("/papers", id));
      expect((await send("PATCH", `/papers/${copy}`, body.patch)).status).toBe(200);
      expect(await dataOf("/papers", copy)).toEqual((await send("GET", `/papers/${id}/revisions/2`)).body.data);
      expect((await send("GET", `/papers/${id}/diff`)).body).toMatchObject({ from: `${id}:3`, to: `${id}:4`, patch: [] });
      for (const query of ["?from=9", "?from=1&to=x"]) expect((await send("GET", `/papers/${id}/diff${query}`)).status, query).toBe(404);
    });
  });

  describe("a revert", () => {
    it("is a new revision with all of an older one, or with some fields of it", async () => {
      const id = await make("/papers", { title: "One", pages: 1, place: { street: "s", city: "Bern" } });
      await send("PATCH", `/papers/${id}`, { title: "Two", pages: 2, place: { street: "t", city: "Ulm" }, note: "n" });
      const some = await send("POST", `/papers/${id}/revert/1?fields=title,place.city&reason=Some`);
      expect(some).toMatchObject({ status: 200, body: { revisionId: `${id}:3`, op: "update", reason: "Some" } });
      expect(await dataOf("/papers", id)).toMatchObject({ title: "One", pages: 2, place: { street: "t", city: "Bern" }, note: "n" });
      expect((await send("POST", `/papers/${id}/revert/${id}:1`)).body).toMatchObject({ revisionId: `${id}:4` });
      const data = await dataOf("/papers", id);
      expect(data).toMatchObject({ title: "One", pages: 1, place: { street: "s", city: "Bern" } });
      expect(data).not.toHaveProperty("note");
    });

    it("takes what the model has, and what is there", async () => {
      const id = await make("/papers", { title: "One" });
      await send("PATCH", `/papers/${id}`, { title: "Two" });
      for (const fields of ["stray", "", "title,,pages", "__proto__"]) expect((await send("POST", `/papers/${id}/revert/1?fields=${fields}`)).status, fields).toBe(400);
      expect((await send("POST", `/papers/${id}/revert/9`)).status).toBe(404);
    });

    it("checks references as any write does", async () => {
      const reader = await make("/keepers", { name: "Short-lived" });
      const id = await make("/papers", { title: "One", reader });
      await send("DELETE", `/keepers/${reader}`);
      expect(await send("POST", `/papers/${id}/revert/1`)).toMatchObject({ status: 422, body: { code: "REFERENCE_NOT_FOUND" } });
      expect(await send("POST", `/papers/${id}/switch/1`)).toMatchObject({ status: 422, body: { code: "REFERENCE_NOT_FOUND" } });
    });
  });

  describe("deletion", () => {
    it("leaves a revision, and all that was readable by number", async () => {
      const id = await make("/papers", { title: "Gone" });
      expect(await send("DELETE", `/papers/${id}`)).toMatchObject({ status: 200, body: { revisionId: `${id}:2`, op: "delete" } });
      expect(await send("GET", `/papers/${id}`)).toMatchObject({ status: 410, body: { code: "RESOURCE_DELETED" } });
      expect(await send("GET", `/papers/${id}?includeDeleted=true`)).toMatchObject({ status: 200, body: { data: { title: "Gone" }, meta: { isDeleted: true } } });
      expect(await send("GET", `/papers/${id}/revisions/1`)).toMatchObject({ status: 200 });
      for (const answer of [await send("DELETE", `/papers/${id}`), await send("PUT", `/papers/${id}`, { title: "x" }), await send("POST", `/papers/${id}/publish`), await send("POST", `/papers/${id}/switch/1`)]) {
        expect(answer).toMatchObject({ status: 410, body: { code: "RESOURCE_DELETED" } });
      }
      expect(await send("POST", `/papers/${id}/restore`)).toMatchObject({ status: 200, body: { revisionId: `${id}:3`, op: "restore" } });
      expect(await send("POST", `/papers/${id}/restore`)).toMatchObject({ status: 200, body: { revisionId: `${id}:3` } });
    });

    it("for good leaves nothing, of what is deleted already too", async () => {
      for (const isDeleted of [false, true]) {
        const id = await make("/papers", { title: "Purged", tags: ["purged"] });
        if (isDeleted) await send("DELETE", `/papers/${id}`);
        expect(await send("POST", `/papers/${id}/purge`)).toMatchObject({ status: 204, body: undefined });
        for (const target of ["", "?includeDeleted=true", "/revisions", "/revisions/1", "/diff", "/referrers"]) expect((await send("GET", `/papers/${id}${target}`)).status, target).toBe(404);
        expect(await send("POST", `/papers/${id}/purge`)).toMatchObject({ status: 404 });
      }
      expect((await send("GET", "/papers/count?tags[has]=purged&includeDeleted=true")).body).toEqual({ count: 0 });
    });
  });
}
