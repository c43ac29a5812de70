import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, World } from "./world.js";

const SECRET = "sesame-4711";

/** Fields that are written and never shown, kept within, or set by the server alone. */
export function hiddenFields({ fetch, send, make }: World): void {
  describe("a hidden field", () => {
    let id: string;
    beforeAll(async () => {
      id = await make("/keepers", { name: "Secretive", pin: SECRET });
      await send("PATCH", `/keepers/${id}`, { pin: `${SECRET}-2`, motto: "Quiet" });
    });

    it("is in no answer", async () => {
      const targets = ["", "/revisions", "/revisions/1", "/diff?from=1&to=2", "?returns=data,revision,meta", "?revisionId=1"].map((rest) => `/keepers/${id}${rest}`);
      for (const target of [...targets, "/keepers", "/keepers?limit=1000", "/changes?limit=1000"]) {
        const text = await (await fetch(target)).text();
        expect(text, target).not.toContain(SECRET);
        expect(text, target).not.toMatch(/"(?:\/?pin|pinHash)"/);
      }
      const { body } = await send("GET", `/keepers/${id}`);
      expect([Object.keys(body.data), Object.keys(body.meta.indexedData)]).toEqual([["name", "motto", "failures"], ["name", "motto", "failures"]]);
    });

    it("is nothing to search, sort, choose or revert by: as if it were not there", async () => {
      const refused: readonly Promise<Answer>[] = ["pin", "pinHash"].flatMap((field) => [
        send("GET", `/keepers?${field}=x`),
        send("GET", `/keepers?${field}[isNull]=true`),
        send("GET", `/keepers?filter=${encodeURIComponent(`${field} = "x"`)}`),
        send("GET", `/keepers?sort=${field}`),
        send("GET", `/keepers?fields=${field}`),
        send("GET", `/keepers/${id}?fields=${field}`),
        send("GET", `/keepers/count?${field}=x`),
        send("POST", "/keepers/search", { where: { [field]: "x" } }),
        send("POST", "/keepers/search", { where: { not: { or: [{ [field]: "x" }] } } }),
        send("POST", "/keepers/search", { orderBy: [{ [field]: "asc" }] }),
        send("POST", "/keepers/bulk", { op: "delete", where: { [field]: "x" } }),
        send("POST", `/keepers/${id}/revert/1?fields=${field}`),
      ]);
      for (const answer of await Promise.all(refused)) expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });

    it("is told by no patch: neither a test nor a copy sees it", async () => {
      const tests = [`${SECRET}-2`, "other"].map(async (value) => {
        const { status, body } = await send("PATCH", `/keepers/${id}`, [{ op: "test", path: "/pin", value }]);
        return [status, body.code, body.errors.map(({ message }: { message: string }) => message.replace(value, ""))];
      });
      const [right, wrong] = await Promise.all(tests);
      expect(right).toEqual(wrong);
      for (const op of ["copy", "move"]) {
        const answer = await send("PATCH", `/keepers/${id}`, [{ op, from: "/pin", path: "/motto" }]);
        expect([answer.status, JSON.stringify(answer.body).includes(SECRET)]).toEqual([422, false]);
      }
      const whole = await send("PATCH", `/keepers/${id}`, [{ op: "test", path: "", value: { name: "Secretive", motto: "Quiet", failures: 0 } }]);
      expect(whole, JSON.stringify(whole.body)).toMatchObject({ status: 200 });
    });

    it("stays as it is when a patch or a revert doesn't name it", async () => {
      const revisions = async () => (await send("GET", `/keepers/${id}`)).body.meta.totalRevisionCount;
      await send("PATCH", `/keepers/${id}`, { motto: "Loud" });
      await send("PATCH", `/keepers/${id}`, [{ op: "replace", path: "/motto", value: "Quiet" }]);
      const before = await revisions();
      // What it is already makes no revision.
      await send("PATCH", `/keepers/${id}`, [{ op: "add", path: "/pin", value: `${SECRET}-2` }]);
      expect(await revisions()).toBe(before);
      await send("PATCH", `/keepers/${id}`, [{ op: "add", path: "/pin", value: "new" }]);
      expect(await revisions()).toBe(before + 1);
    });

    it("is in no message about it", async () => {
      const { status, body } = await send("POST", "/keepers", { name: "Wrong", pin: 4711 });
      expect([status, body.errors]).toEqual([422, [{ path: "/pin", message: "Expected text." }]]);
      const inside = await send("PATCH", `/keepers/${id}`, [{ op: "add", path: "/pin/0", value: "x" }]);
      expect([inside.status, JSON.stringify(inside.body).includes(SECRET)]).toEqual([422, false]);
    });
  });

  describe("a field that the server sets", () => {
    it("is shown and searched, and written by nobody else", async () => {
      const id = await make("/keepers", { name: "Counted" });
      expect((await send("GET", "/keepers?name=Counted&failures=0")).body.items).toHaveLength(1);
      const refused = [
        send("POST", "/keepers", { name: "New", failures: 1 }),
        send("PUT", `/keepers/${id}`, { name: "Counted", failures: 1 }),
        send("PATCH", `/keepers/${id}`, { failures: 1 }),
        send("PATCH", `/keepers/${id}`, [{ op: "replace", path: "/failures", value: 1 }]),
        send("PATCH", `/keepers/${id}`, [{ op: "remove", path: "/failures" }]),
        send("POST", "/keepers/bulk", { op: "update", where: { name: "Counted" }, patch: { failures: 1 } }),
        send("POST", "/batch", { operations: [{ op: "create", model: "keeper", data: { name: "New", pinHash: "x" } }] }),
        send("POST", "/batch", { operations: [{ op: "patch", model: "keeper", id, patch: { failures: 1 } }] }),
      ];
      for (const answer of await Promise.all(refused)) expect(answer).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED" } });
      expect((await send("GET", `/keepers/${id}`)).body).toMatchObject({ data: { failures: 0 }, meta: { totalRevisionCount: 1 } });
    });
  });
}
