import { describe, expect, it } from "vitest";
import type { Answer, RequestHeaders, World } from "./world.js";

interface Change {
  readonly seq: number;
  readonly resourceId: string;
  readonly op: string;
}

/** Batches, the changesets that they are, and the log of changes. */
export function batches({ send, make, dataOf }: World): void {
  const batch = async (operations: readonly object[], headers: RequestHeaders = {}): Promise<Answer> => send("POST", "/batch", { operations }, headers);
  const changesOf = async (id: string): Promise<readonly Change[]> => {
    const found: Change[] = [];
    for (let since = 0, more = true; more; ) {
      const { body } = await send("GET", `/changes?since=${since}&limit=1000`);
      found.push(...body.items);
      more = body.items.length === 1000;
      since = body.nextSince;
    }
    return found.filter(({ resourceId }) => resourceId === id);
  };

  describe("a batch", () => {
    it("does all of its operations together, and answers in their order", async () => {
      const ids = await Promise.all(["patched", "updated", "gone", "back", "switched", "purged", "draft"].map((title) => make("/papers", { title }, title === "draft" ? "?status=draft" : "")));
      const [patched, updated, gone, back, switched, purged, draft] = ids;
      await send("DELETE", `/papers/${back}`);
      await send("PATCH", `/papers/${switched}`, { pages: 2 });
      const { status, body } = await batch([
        { op: "create", model: "keeper", id: "batched", data: { name: "Batched" } },
        { op: "create", model: "paper", id: "batched", data: { title: "Batched", keeper: "keeper:batched" }, status: "draft", reason: "Its own" },
        { op: "patch", model: "paper", id: patched, patch: { keeper: "keeper:batched" } },
        { op: "update", model: "paper", id: updated, data: { title: "Updated" } },
        { op: "delete", model: "paper", id: gone },
        { op: "restore", model: "paper", id: back },
        { op: "switch", model: "paper", id: switched, n: 1 },
        { op: "purge", model: "paper", id: purged },
        { op: "publish", model: "paper", id: draft },
        { op: "patch", model: "paper", id: "paper:batched", patch: [{ op: "replace", path: "/pages", value: 5 }], mode: "modify" },
      ], { "X-Change-Reason": "The%20batch%27s" });
      expect(status, JSON.stringify(body)).toBe(200);
      const { changesetId, results } = body;
      expect(results).toMatchObject([
        { revisionId: "keeper:batched:1", reason: "The batch's", changesetId },
        { revisionId: "paper:batched:1", reason: "Its own", status: "draft", changesetId },
        { revisionId: `${patched}:2`, changesetId },
        { revisionId: `${updated}:2`, changesetId },
        { revisionId: `${gone}:2`, op: "delete", changesetId },
        { revisionId: `${back}:3`, op: "restore", changesetId },
        { resourceId: switched, currentRevisionId: `${switched}:1` },
        null,
        { revisionId: `${draft}:1`, status: "stable" },
        { revisionId: "paper:batched:1" },
      ]);
      expect(await dataOf("/papers", "paper:batched")).toMatchObject({ pages: 5, keeper: "keeper:batched" });
      expect((await send("GET", `/papers/${purged}`)).status).toBe(404);
      const { body: changeset } = await send("GET", `/changesets/${changesetId}`);
      expect(new Set(changeset.items.map(({ changesetId: each }: { changesetId: string }) => each))).toEqual(new Set([changesetId]));
    });

    it.each<[why: string, operation: (id: string) => object, status: number, code: string]>([
      ["does not fit its model", () => ({ op: "create", model: "paper", data: { title: 1 } }), 422, "VALIDATION_FAILED"],
      ["is of nothing", () => ({ op: "delete", model: "paper", id: "paper:nowhere" }), 404, "RESOURCE_NOT_FOUND"],
      ["expects another state", (id) => ({ op: "delete", model: "paper", id, ifMatch: "other" }), 412, "REVISION_CONFLICT"],
      ["takes what is taken", () => ({ op: "create", model: "paper", id: "first-of-batch", data: { title: "x" } }), 409, "DUPLICATE_RESOURCE"],
      ["refers to nothing", (id) => ({ op: "patch", model: "paper", id, patch: { keeper: "keeper:nowhere" } }), 422, "REFERENCE_NOT_FOUND"],
      ["fails a test", (id) => ({ op: "patch", model: "paper", id, patch: [{ op: "test", path: "/pages", value: 7 }] }), 409, "PATCH_TEST_FAILED"],
      ["has no reason where one is needed", () => ({ op: "create", model: "deed", data: { title: "x" } }), 422, "REASON_REQUIRED"],
    ])("does none of them when one %s", async (_why, operation, status, code) => {
      const id = await make("/papers", { title: "Held" });
      const answer = await batch([{ op: "create", model: "paper", id: "first-of-batch", data: { title: "First" } }, { op: "patch", model: "paper", id, patch: { pages: 2 } }, operation(id)]);
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: { code } });
      expect((await send("GET", "/papers/paper:first-of-batch")).status).toBe(404);
      expect((await send("GET", `/papers/${id}`)).body.meta.totalRevisionCount).toBe(1);
    });

    it("of a model that wants care says for each operation which state it expects", async () => {
      const id = await make("/deeds", { title: "Careful" });
      const { body } = await send("GET", `/deeds/${id}`);
      const careless = await batch([{ op: "patch", model: "deed", id, patch: { text: "x" }, reason: "r" }]);
      expect(careless).toMatchObject({ status: 428, body: { code: "PRECONDITION_REQUIRED" } });
      const careful = await batch([{ op: "patch", model: "deed", id, patch: { text: "x" }, reason: "r", ifMatch: body.revision.uid }]);
      expect(careful, JSON.stringify(careful.body)).toMatchObject({ status: 200 });
    });

    it.each<[body: unknown, path: string]>([
      [{ operations: {} }, "/operations"],
      [{ operations: Array.from({ length: 1001 }, () => ({ op: "delete", model: "paper", id: "paper:x" })) }, "/operations"],
      [{ operations: [{ op: "drop", model: "paper" }] }, "/operations/0/op"],
      [{ operations: [{ op: "delete", model: "ticket", id: "x" }] }, "/operations/0/model"],
      [{ operations: [{ op: "delete", model: "paper" }] }, "/operations/0/id"],
      [{ operations: [{ op: "delete", model: "paper", id: "x", data: {} }] }, "/operations/0/data"],
      [{ operations: [{ op: "create", model: "paper", data: {}, reason: "r".repeat(1001) }] }, "/operations/0/reason"],
      [[], ""],
    ])("that is none is refused by where it is not: %j", async (body, path) => {
      const answer = await send("POST", "/batch", body);
      expect(answer).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED" } });
      expect(answer.body.errors.map((problem: { path: string }) => problem.path)).toContain(path);
    });

    it("sees in each operation what those before it did", async () => {
      const { body } = await batch([
        { op: "create", model: "paper", id: "brief", data: { title: "Brief" } },
        { op: "delete", model: "paper", id: "paper:brief" },
        { op: "restore", model: "paper", id: "paper:brief" },
        { op: "create", model: "paper", id: "briefer", data: { title: "Briefer", source: "paper:brief" } },
        { op: "purge", model: "paper", id: "paper:briefer" },
      ]);
      expect(body.results.map((result: { op: string } | null) => result?.op)).toEqual(["create", "delete", "restore", "create", undefined]);
      expect([(await send("GET", "/papers/paper:brief")).status, (await send("GET", "/papers/paper:briefer")).status]).toEqual([200, 404]);
    });

    it("makes what refers to each other", async () => {
      const [inside, other] = ["folder:ring-a", "folder:ring-b"];
      const { status } = await batch([
        { op: "create", model: "folder", id: inside, data: { label: "a", inside: other } },
        { op: "create", model: "folder", id: other, data: { label: "b", inside } },
      ]);
      expect(status).toBe(200);
      await send("DELETE", `/folders/${other}`);
      expect(await send("POST", `/folders/${inside}/restore`)).toMatchObject({ status: 422, body: { code: "REFERENCE_NOT_FOUND" } });
      const restore = [inside, other].map((id) => ({ op: "restore", model: "folder", id }));
      expect(await batch(restore)).toMatchObject({ status: 200 });
    });

    it("says which of its operations was refused", async () => {
      const { body } = await batch([{ op: "create", model: "paper", data: { title: "x" } }, { op: "delete", model: "paper", id: "keeper:x" }]);
      expect(body).toMatchObject({ code: "RESOURCE_NOT_FOUND", errors: [{ path: "/operations/1" }] });
    });

    it("of no operations does nothing", async () => {
      expect(await batch([])).toMatchObject({ status: 200, body: { results: [] } });
    });
  });

  describe("a changeset", () => {
    it("is undone as a whole: creations are deleted, deletions restored, changes reverted", async () => {
      const changed = await make("/papers", { title: "Changed", pages: 1 });
      const gone = await make("/papers", { title: "Gone" });
      const { body: done } = await batch([
        { op: "create", model: "paper", id: "undone", data: { title: "Undone" } },
        { op: "patch", model: "paper", id: changed, patch: { pages: 2 } },
        { op: "delete", model: "paper", id: gone },
      ]);
      const { status, body: undone } = await send("POST", `/changesets/${done.changesetId}/revert?reason=Undo`);
      expect([status, undone.results.length]).toEqual([200, 3]);
      expect(undone.changesetId).not.toBe(done.changesetId);
      expect((await send("GET", "/papers/paper:undone")).status).toBe(410);
      expect(await dataOf("/papers", changed)).toMatchObject({ pages: 1 });
      expect((await send("GET", `/papers/${gone}`)).body.revision).toMatchObject({ op: "restore", reason: "Undo", changesetId: undone.changesetId });
    });

    it("is not undone over later changes", async () => {
      const id = await make("/papers", { title: "Changed", pages: 1 });
      const { body: done } = await batch([{ op: "patch", model: "paper", id, patch: { pages: 2 } }]);
      await send("PATCH", `/papers/${id}`, { pages: 3 });
      const answer = await send("POST", `/changesets/${done.changesetId}/revert`);
      expect(answer).toMatchObject({ status: 409, body: { code: "REVISION_CONFLICT" } });
      expect(await dataOf("/papers", id)).toMatchObject({ pages: 3 });
    });

    it("that is unknown is 404", async () => {
      for (const [method, target] of [["GET", ""], ["POST", "/revert"]] as const) {
        const answer = await send(method, `/changesets/00000000-0000-4000-8000-000000000000${target}`);
        expect(answer).toMatchObject({ status: 404, body: { code: "CHANGESET_NOT_FOUND" } });
      }
    });
  });

  describe("the change log", () => {
    it("has each change once and in order, with who, why and which request", async () => {
      const id = await make("/papers", { title: "Logged" }, "?status=draft");
      const headers = { "X-User": "ada", "X-Request-Id": "suite.1", "X-Change-Reason": "w%C3%A4hlen" };
      await send("PATCH", `/papers/${id}?mode=modify`, { pages: 2 }, headers);
      await send("POST", `/papers/${id}/publish`);
      await send("PATCH", `/papers/${id}`, { pages: 3 });
      await send("POST", `/papers/${id}/switch/1`);
      await send("DELETE", `/papers/${id}`);
      await send("POST", `/papers/${id}/restore`);
      const changes = await changesOf(id);
      expect(changes.map(({ op }) => op)).toEqual(["create", "modify", "modify", "update", "switch", "delete", "restore"]);
      expect(changes[1]).toMatchObject({ model: "paper", revisionId: `${id}:1`, by: "ada", reason: "wählen", requestId: "suite.1", changesetId: null });
      expect(changes.map(({ seq }) => seq)).toEqual(changes.map(({ seq }) => seq).toSorted((a, b) => a - b));
      await send("POST", `/papers/${id}/purge?reason=Asked`, undefined, { "X-User": "eve" });
      const left = await changesOf(id);
      expect(left.map(({ seq, op }) => [seq, op]).slice(0, -1)).toEqual(changes.map(({ seq, op }) => [seq, op]));
      for (const change of left.slice(0, -1)) expect(change).toMatchObject({ by: "", reason: null, requestId: null });
      expect(left.at(-1)).toMatchObject({ op: "purge", by: "eve", reason: "Asked" });
    });

    it.each(["?since=-1", "?since=x", "?limit=0", "?limit=x", "?until=1", "?since=1&since=2"])("refuses %s", async (query) => {
      expect(await send("GET", `/changes${query}`)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });
  });
}
