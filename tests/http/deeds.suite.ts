import { beforeEach, describe, expect, it } from "vitest";
import type { Answer, RequestHeaders, World } from "./world.js";

/** Reasons of changes, and a model that wants one and an If-Match for each. */
export function deeds({ send, make }: World): void {
  describe("a model that wants care", () => {
    let id: string;
    let etag: string;
    beforeEach(async () => {
      id = await make("/deeds", { title: "Careful" });
      await send("PATCH", `/deeds/${id}?reason=r`, { text: "second" }, { "If-Match": "*" });
      etag = (await send("GET", `/deeds/${id}`)).headers.get("etag") ?? "";
    });

    const writes: readonly [name: string, write: (headers: RequestHeaders) => Promise<Answer>][] = [
      ["PUT", (headers) => send("PUT", `/deeds/${id}`, { title: "Put" }, headers)],
      ["PATCH", (headers) => send("PATCH", `/deeds/${id}`, { text: "x" }, headers)],
      ["publish", (headers) => send("POST", `/deeds/${id}/publish`, undefined, headers)],
      ["DELETE", (headers) => send("DELETE", `/deeds/${id}`, undefined, headers)],
      ["switch", (headers) => send("POST", `/deeds/${id}/switch/1`, undefined, headers)],
      ["revert", (headers) => send("POST", `/deeds/${id}/revert/1`, undefined, headers)],
      ["purge", (headers) => send("POST", `/deeds/${id}/purge`, undefined, headers)],
    ];

    it("makes drafts unless told otherwise", async () => {
      expect((await send("GET", `/deeds/${id}`)).body.revision.status).toBe("draft");
      expect((await send("GET", `/deeds/${await make("/deeds", { title: "x" }, "?status=stable")}`)).body.revision.status).toBe("stable");
    });

    it.each(writes)("has %s say why and to what", async (_name, write) => {
      expect(await write({ "X-Change-Reason": "r" })).toMatchObject({ status: 428, body: { code: "PRECONDITION_REQUIRED" } });
      expect(await write({ "If-Match": etag })).toMatchObject({ status: 422, body: { code: "REASON_REQUIRED" } });
      expect((await write({ "If-Match": etag, "X-Change-Reason": "r" })).status).toBeLessThan(300);
    });

    it("has a restore say so too", async () => {
      await send("DELETE", `/deeds/${id}?reason=r`, undefined, { "If-Match": "*" });
      expect(await send("POST", `/deeds/${id}/restore?reason=r`)).toMatchObject({ status: 428 });
      expect(await send("POST", `/deeds/${id}/restore`, undefined, { "If-Match": "*" })).toMatchObject({ status: 422 });
      expect(await send("POST", `/deeds/${id}/restore?reason=r`, undefined, { "If-Match": "*" })).toMatchObject({ status: 200 });
    });

    it("has creations and bulk writes say why", async () => {
      expect(await send("POST", "/deeds", { title: "x" })).toMatchObject({ status: 422, body: { code: "REASON_REQUIRED" } });
      const bulk = { op: "update", where: { resourceId: id }, patch: { text: "bulk" } };
      expect(await send("POST", "/deeds/bulk", bulk)).toMatchObject({ status: 422, body: { code: "REASON_REQUIRED" } });
      expect(await send("POST", "/deeds/bulk?reason=r", bulk)).toMatchObject({ status: 200, body: { count: 1 } });
    });
  });

  describe("a reason", () => {
    it("is of its revision, by the header or the parameter, which must agree", async () => {
      const id = await make("/papers", { title: "Why" });
      const given: readonly [query: string, headers: RequestHeaders][] = [["", { "X-Change-Reason": "gr%C3%BCn" }], ["?reason=gr%C3%BCn", {}], ["?reason=gr%C3%BCn", { "X-Change-Reason": "gr%C3%BCn" }]];
      for (const [query, headers] of given) {
        const { body } = await send("PATCH", `/papers/${id}${query}`, [{ op: "add", path: "/tags/-", value: "x" }], headers);
        expect(body.reason).toBe("grün");
      }
      expect(await send("PATCH", `/papers/${id}?reason=a`, { pages: 2 }, { "X-Change-Reason": "b" })).toMatchObject({ status: 400 });
    });

    it.each(["%", "%ff", "%ED%A0%80", "a".repeat(1001), "\u00fc"])("of %j is none", async (reason) => {
      expect(await send("POST", "/papers", { title: "Why" }, { "X-Change-Reason": reason })).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });

    it("has 1,000 characters at most, whatever their bytes", async () => {
      const reason = "😀".repeat(1000);
      const { body } = await send("POST", "/papers", { title: "Why" }, { "X-Change-Reason": encodeURIComponent(reason) });
      expect(body.reason).toBe(reason);
    });
  });
}
