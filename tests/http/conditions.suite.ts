import { beforeEach, describe, expect, it } from "vitest";
import type { Answer, World } from "./world.js";

const LONG_AGO = "Sat, 01 Jan 2000 00:00:00 GMT";
const FAR_AWAY = "Fri, 01 Jan 2100 00:00:00 GMT";

/** Conditions of requests, by RFC 9110 section 13. */
export function conditions({ send, make }: World): void {
  describe("a condition", () => {
    let id: string;
    let etag: string;
    let modified: string;
    beforeEach(async () => {
      id = await make("/papers", { title: "Conditional" }, "?status=draft");
      const { headers } = await send("GET", `/papers/${id}`);
      etag = headers.get("etag") ?? "";
      modified = headers.get("last-modified") ?? "";
    });

    /** Every write to a resource that is a draft. */
    const writes: readonly [name: string, write: (headers: Record<string, string>) => Promise<Answer>][] = [
      ["PUT", (headers) => send("PUT", `/papers/${id}`, { title: "Put" }, headers)],
      ["PATCH", (headers) => send("PATCH", `/papers/${id}`, { pages: 2 }, headers)],
      ["PATCH?mode=modify", (headers) => send("PATCH", `/papers/${id}?mode=modify`, { pages: 2 }, headers)],
      ["publish", (headers) => send("POST", `/papers/${id}/publish`, undefined, headers)],
      ["DELETE", (headers) => send("DELETE", `/papers/${id}`, undefined, headers)],
      ["switch", (headers) => send("POST", `/papers/${id}/switch/1`, undefined, headers)],
      ["revert", (headers) => send("POST", `/papers/${id}/revert/1`, undefined, headers)],
      ["purge", (headers) => send("POST", `/papers/${id}/purge`, undefined, headers)],
    ];

    it.each(writes)("that is met lets %s be, in each of its forms", async (_name, write) => {
      const { status } = await write({ "If-Match": `"x", ${etag}`, "If-Unmodified-Since": LONG_AGO, "If-None-Match": '"x"' });
      expect(status).toBeLessThan(300);
    });

    it.each(writes)("that is not met stops %s, and changes nothing", async (_name, write) => {
      for (const headers of [{ "If-Match": '"x"' }, { "If-Match": `W/${etag}` }, { "If-Match": "nonsense" }, { "If-None-Match": etag }, { "If-None-Match": "*" }, { "If-Unmodified-Since": LONG_AGO }]) {
        expect(await write(headers), JSON.stringify(headers)).toMatchObject({ status: 412, body: { code: "REVISION_CONFLICT" } });
      }
      expect((await send("GET", `/papers/${id}`)).headers.get("etag")).toBe(etag);
    });

    it("holds for dry runs", async () => {
      expect(await send("PATCH", `/papers/${id}?validateOnly=true`, { pages: 2 }, { "If-Match": '"x"' })).toMatchObject({ status: 412 });
      expect(await send("PATCH", `/papers/${id}?validateOnly=true`, { pages: 2 }, { "If-Match": etag })).toMatchObject({ status: 200, body: { valid: true } });
    });

    it("of a read is answered with 304 by the tag, and by the date where no tag is given", async () => {
      const held = [{ "If-None-Match": etag }, { "If-None-Match": `W/${etag}` }, { "If-None-Match": "*" }, { "If-Modified-Since": FAR_AWAY }, { "If-None-Match": etag, "If-Modified-Since": LONG_AGO }];
      for (const headers of held) {
        for (const method of ["GET", "HEAD"]) {
          const answer = await send(method, `/papers/${id}`, undefined, headers);
          expect([answer.status, answer.body, answer.headers.get("etag")], JSON.stringify(headers)).toEqual([304, undefined, etag]);
        }
      }
      const other = [{ "If-None-Match": '"x"' }, { "If-Modified-Since": LONG_AGO }, { "If-None-Match": '"x"', "If-Modified-Since": FAR_AWAY }, { "If-Modified-Since": "yesterday" }];
      for (const headers of other) expect((await send("GET", `/papers/${id}`, undefined, headers)).status, JSON.stringify(headers)).toBe(200);
      expect(await send("GET", `/papers/${id}`, undefined, { "If-Match": '"x"' })).toMatchObject({ status: 412 });
      expect(await send("GET", `/papers/${id}`, undefined, { "If-Unmodified-Since": LONG_AGO })).toMatchObject({ status: 412 });
    });

    it("of a part of a resource is of the whole", async () => {
      const answer = await send("GET", `/papers/${id}?returns=data&fields=title`, undefined, { "If-None-Match": etag });
      expect([answer.status, Date.parse(modified) > 0]).toEqual([304, true]);
    });

    it("is of what is there: what is not, or is deleted, is told of first", async () => {
      expect(await send("PATCH", "/papers/paper:nowhere", { pages: 2 }, { "If-Match": '"x"' })).toMatchObject({ status: 404 });
      await send("DELETE", `/papers/${id}`);
      expect(await send("PATCH", `/papers/${id}`, { pages: 2 }, { "If-Match": '"x"' })).toMatchObject({ status: 410 });
    });

    it("lets one of two writers through", async () => {
      const both = await Promise.all([2, 3].map((pages) => send("PATCH", `/papers/${id}`, { pages }, { "If-Match": etag })));
      expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    });
  });

  describe("writers without a condition", () => {
    it("make a revision each, whose numbers have no gap", async () => {
      const id = await make("/papers", { title: "Shared" });
      const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => send("PATCH", `/papers/${id}`, { pages: n + 2 })));
      const numbers = answers.map(({ body }) => Number(body.revisionId.slice(id.length + 1)));
      expect(numbers.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });
  });
}
