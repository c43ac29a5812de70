import { describe, expect, it } from "vitest";
import type { Answer, World } from "./world.js";

let keys = 0;
const newKey = (): { readonly "Idempotency-Key": string } => ({ "Idempotency-Key": `suite-${keys++}` });
const isReplay = ({ headers }: Answer): boolean => headers.get("idempotency-replayed") === "true";

/** Requests that are sent again under their key. */
export function idempotency({ send, make }: World): void {
  const countOf = async (title: string): Promise<number> => (await send("GET", `/papers/count?includeDeleted=true&title=${encodeURIComponent(title)}`)).body.count;

  /** Every POST and PATCH, on a paper of two revisions that is a draft. */
  const routes: readonly [name: string, request: (id: string) => readonly [method: string, target: string, body: unknown]][] = [
    ["create", () => ["POST", "/papers", { title: "Again" }]],
    ["patch", (id) => ["PATCH", `/papers/${id}`, [{ op: "replace", path: "/pages", value: 9 }]]],
    ["a patch that modifies", (id) => ["PATCH", `/papers/${id}?mode=modify`, [{ op: "add", path: "/tags/-", value: "again" }]]],
    ["publish", (id) => ["POST", `/papers/${id}/publish`, undefined]],
    ["switch", (id) => ["POST", `/papers/${id}/switch/1`, undefined]],
    ["revert", (id) => ["POST", `/papers/${id}/revert/1`, undefined]],
    ["purge", (id) => ["POST", `/papers/${id}/purge`, undefined]],
    ["bulk", (id) => ["POST", "/papers/bulk", { op: "update", where: { resourceId: id }, patch: { pages: 8 } }]],
    ["batch", (id) => ["POST", "/batch", { operations: [{ op: "patch", model: "paper", id, patch: [{ op: "add", path: "/tags/-", value: "again" }] }] }]],
  ];

  async function makeDraft(): Promise<string> {
    const id = await make("/papers", { title: "Keyed" });
    await send("PATCH", `/papers/${id}?status=draft`, { title: "Keyed twice" });
    return id;
  }

  describe("an Idempotency-Key", () => {
    it.each(routes)("has %s done once, and answered twice alike", async (_name, request) => {
      const key = newKey();
      const id = await makeDraft();
      const first = await send(...request(id), key);
      const between = await send("GET", `/papers/${id}`);
      const second = await send(...request(id), key);
      expect(first.status, JSON.stringify(first.body)).toBeLessThan(300);
      expect([second.status, second.body, isReplay(first), isReplay(second)]).toEqual([first.status, first.body, false, true]);
      for (const name of ["etag", "location", "last-modified"]) expect(second.headers.get(name), name).toBe(first.headers.get(name));
      expect((await send("GET", `/papers/${id}`)).headers.get("etag")).toBe(between.headers.get("etag"));
    });

    it("replays what was refused as well, whatever has changed since", async () => {
      const key = newKey();
      const body = { title: "Later", keeper: "keeper:late" };
      const first = await send("POST", "/papers", body, key);
      await send("POST", "/keepers?id=late", { name: "Late" });
      const second = await send("POST", "/papers", body, key);
      expect([first.status, second.status, isReplay(second)]).toEqual([422, 422, true]);
    });

    it("belongs to its request: another body, condition or query is refused", async () => {
      const key = newKey();
      const id = await make("/papers", { title: "Mine" });
      await send("PATCH", `/papers/${id}`, { pages: 2 }, key);
      const others = [
        send("PATCH", `/papers/${id}`, { pages: 3 }, key),
        send("PATCH", `/papers/${id}?status=draft`, { pages: 2 }, key),
        send("PATCH", `/papers/${id}`, { pages: 2 }, { ...key, "If-Match": "*" }),
        send("PATCH", `/papers/${id}`, { pages: 2 }, { ...key, "X-Change-Reason": "other" }),
      ];
      for (const answer of await Promise.all(others)) expect(answer).toMatchObject({ status: 422, body: { code: "IDEMPOTENCY_KEY_REUSED" } });
    });

    it("is of its caller and path: others have the same for themselves", async () => {
      const key = newKey();
      const answers = [
        await send("POST", "/papers", { title: "Shared key" }, { ...key, "X-User": "ada" }),
        await send("POST", "/papers", { title: "Shared key" }, { ...key, "X-User": "bob" }),
        await send("POST", "/folders", { label: "Shared key" }, key),
      ];
      expect(answers.map((answer) => [answer.status, isReplay(answer)])).toEqual([[201, false], [201, false], [201, false]]);
    });

    it("has requests that come at once done once", async () => {
      const key = newKey();
      const answers = await Promise.all(Array.from({ length: 8 }, () => send("POST", "/papers", { title: "At once" }, key)));
      const refused = answers.filter(({ status }) => status !== 201);
      expect(refused.length).toBeLessThan(answers.length);
      for (const answer of refused) expect(answer).toMatchObject({ status: 409, body: { code: "IDEMPOTENCY_KEY_IN_USE" } });
      expect(await countOf("At once")).toBe(1);
    });

    it("of a dry run stands for no write", async () => {
      const key = newKey();
      const dry = async (): Promise<Answer> => send("POST", "/papers?validateOnly=true", { title: "Dry" }, key);
      expect([await dry(), await dry()]).toMatchObject([{ status: 200, body: { valid: true } }, { status: 200, body: { valid: true } }]);
      expect(await countOf("Dry")).toBe(0);
    });

    it("is nothing to PUT and DELETE", async () => {
      const key = newKey();
      const id = await make("/papers", { title: "Put" });
      for (const pages of [2, 3]) expect(isReplay(await send("PUT", `/papers/${id}`, { title: "Put", pages }, key))).toBe(false);
      expect((await send("GET", `/papers/${id}`)).body).toMatchObject({ data: { pages: 3 }, meta: { totalRevisionCount: 3 } });
    });

    it.each(["", "a b", "\u00e9", "a".repeat(256)])("of %j is none", async (key) => {
      expect(await send("POST", "/papers", { title: "Bad key" }, { "Idempotency-Key": key })).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
      expect(await countOf("Bad key")).toBe(0);
    });
  });
}
