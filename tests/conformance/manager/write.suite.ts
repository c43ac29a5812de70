import type { ErrorCode } from "@specstar/runtime";
import { describe, expect } from "vitest";
import { numbersOf, refusal, worldTest, type IssueManager, type OpenStorage } from "./world.js";

/** Updates, branches, deletes and the preconditions of writes. */
export function writeSuite(open: OpenStorage): void {
  const test = worldTest(open);

  describe("update", () => {
    test("with equal data makes no revision", async ({ issues, storage }) => {
      const created = await issues.create({ title: "a", dueDate: new Date(0) });
      const changes = await storage.meta.listChanges({ since: 0, limit: 10 });
      expect(await issues.update(created.resourceId, { dueDate: new Date(0), title: "a", status: "open" })).toEqual(created);
      const again = await issues.encoded.update(created.resourceId, { title: "a", dueDate: "1970-01-01T00:00:00Z" });
      expect([again.revision.value, again.etag]).toEqual([created, created.uid]);
      expect(await numbersOf(issues, created.resourceId)).toEqual([1]);
      expect(await storage.meta.listChanges({ since: 0, limit: 10 })).toEqual(changes);
    });

    test("with equal data and another status makes one", async ({ issues }) => {
      const draft = await issues.create({ title: "a" }, { status: "draft" });
      expect(await issues.update(draft.resourceId, { title: "a" })).toEqual(draft);
      expect(await issues.update(draft.resourceId, { title: "a" }, { status: "draft" })).toEqual(draft);
      const stable = await issues.update(draft.resourceId, { title: "a" }, { status: "stable" });
      expect(stable).toMatchObject({ revisionId: `${draft.resourceId}:2`, status: "stable", dataHash: draft.dataHash });
    });

    test("after a switch back branches off, with the next free number", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "one" });
      await issues.update(resourceId, { title: "two" });
      const third = await issues.update(resourceId, { title: "three" });
      expect(third.parentRevisionId).toBe(`${resourceId}:2`);
      await issues.switch(resourceId, 1);
      const branch = await issues.update(resourceId, { title: "four" });
      expect(branch).toMatchObject({ revisionId: `${resourceId}:4`, parentRevisionId: `${resourceId}:1` });
      expect(await numbersOf(issues, resourceId)).toEqual([4, 3, 2, 1]);
      expect((await issues.get(resourceId, { revisionId: 3 })).data.title).toBe("three");
      expect((await issues.get(resourceId)).data.title).toBe("four");
    });
  });

  describe("switch", () => {
    test("moves the pointer and what can be searched, and makes no revision", async ({ issues }) => {
      const created = await issues.create({ title: "a", assignee: "alice", dueDate: new Date(0) });
      await issues.update(created.resourceId, { title: "a", assignee: "bob" });
      const meta = await issues.switch(created.resourceId, created.revisionId);
      expect(meta).toMatchObject({ currentRevisionId: created.revisionId, totalRevisionCount: 2 });
      expect(meta.indexedData).toEqual({ status: "open", severity: "medium", assignee: "alice", dueDate: "1970-01-01T00:00:00.000Z" });
      expect((await issues.get(created.resourceId)).data.assignee).toBe("alice");
      expect(await issues.count({ where: (q) => q.assignee.eq("alice") })).toBe(1);
      expect(await issues.count({ where: (q) => q.assignee.eq("bob") })).toBe(0);
    });

    test("to the current revision writes nothing", async ({ issues, storage }) => {
      const created = await issues.create({ title: "a" });
      const before = await issues.getMeta(created.resourceId);
      expect(await issues.switch(created.resourceId, "1")).toEqual(before);
      expect(await storage.meta.listChanges({ since: 0, limit: 10 })).toHaveLength(1);
    });

    test("to a revision that a delete or a restore made finds the data that it shares", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a" });
      await issues.delete(resourceId);
      await issues.restore(resourceId);
      await issues.update(resourceId, { title: "b" });
      await issues.switch(resourceId, 3);
      expect((await issues.get(resourceId)).data.title).toBe("a");
    });
  });

  describe("delete and restore", () => {
    test("what is deleted can't be read or written, but for its revisions", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a" });
      const updated = await issues.update(resourceId, { title: "b" });
      const deleted = await issues.delete(resourceId, { actor: "bob", reason: "gone" });
      expect(deleted).toMatchObject({ op: "delete", parentRevisionId: updated.revisionId, createdBy: "bob", reason: "gone" });

      await refusal(issues.get(resourceId), "RESOURCE_DELETED");
      await refusal(issues.getMeta(resourceId), "RESOURCE_DELETED");
      await refusal(issues.encoded.getEtag(resourceId), "RESOURCE_DELETED");
      await refusal(issues.update(resourceId, { title: "c" }), "RESOURCE_DELETED");
      await refusal(issues.switch(resourceId, 1), "RESOURCE_DELETED");
      await refusal(issues.delete(resourceId), "RESOURCE_DELETED");
      await refusal(issues.delete(resourceId, { ifMatch: "stale" }), "RESOURCE_DELETED");

      expect((await issues.get(resourceId, { revisionId: 1 })).data.title).toBe("a");
      expect((await issues.get(resourceId, { revisionId: deleted.revisionId })).data.title).toBe("b");
      expect((await issues.get(resourceId, { includeDeleted: true })).meta.isDeleted).toBe(true);
      expect((await issues.getMeta(resourceId, { includeDeleted: true })).totalRevisionCount).toBe(3);
      expect(await numbersOf(issues, resourceId)).toEqual([3, 2, 1]);
      expect(await issues.count()).toBe(0);
      expect(await issues.count({ includeDeleted: true })).toBe(1);
    });

    test("keep the status of the revision before", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a" }, { status: "draft" });
      expect((await issues.delete(resourceId)).status).toBe("draft");
      expect((await issues.restore(resourceId)).status).toBe("draft");
    });

    test("restore of what is not deleted writes nothing", async ({ issues, storage }) => {
      const created = await issues.create({ title: "a" });
      expect(await issues.restore(created.resourceId)).toEqual(created);
      await refusal(issues.restore(created.resourceId, { ifMatch: "stale" }), "REVISION_CONFLICT");
      expect(await storage.meta.listChanges({ since: 0, limit: 10 })).toHaveLength(1);
    });

    test("a resource comes back as often as it is deleted", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a", assignee: "alice" });
      for (let round = 0; round < 3; round++) {
        await issues.delete(resourceId);
        await issues.restore(resourceId);
      }
      expect(await numbersOf(issues, resourceId)).toEqual([7, 6, 5, 4, 3, 2, 1]);
      expect((await issues.get(resourceId)).data.assignee).toBe("alice");
      expect(await issues.count({ where: (q) => q.assignee.eq("alice") })).toBe(1);
    });
  });

  describe("ifMatch", () => {
    const writes: [string, (issues: IssueManager, id: string, ifMatch: string | string[]) => Promise<unknown>][] = [
      ["update", (issues, id, ifMatch) => issues.update(id, { title: "c" }, { ifMatch })],
      ["delete", (issues, id, ifMatch) => issues.delete(id, { ifMatch })],
      ["switch", (issues, id, ifMatch) => issues.switch(id, 1, { ifMatch })],
    ];
    for (const [name, write] of writes) {
      test(`${name} only in the state that it names`, async ({ issues }) => {
        const created = await issues.create({ title: "a" });
        const { resourceId } = created;
        const updated = await issues.update(resourceId, { title: "b" });
        await refusal(write(issues, resourceId, created.uid), "REVISION_CONFLICT");
        await refusal(write(issues, resourceId, [created.uid, "x"]), "REVISION_CONFLICT");
        await refusal(write(issues, resourceId, []), "REVISION_CONFLICT");
        expect(await issues.encoded.getEtag(resourceId)).toBe(updated.uid);
        await write(issues, resourceId, [created.uid, updated.uid]);
        expect(await issues.encoded.getEtag(resourceId, { includeDeleted: true })).not.toBe(updated.uid);
      });

      test(`${name} in any state with *`, async ({ issues }) => {
        const { resourceId } = await issues.create({ title: "a" });
        const updated = await issues.update(resourceId, { title: "b" });
        await write(issues, resourceId, "*");
        expect(await issues.encoded.getEtag(resourceId, { includeDeleted: true })).not.toBe(updated.uid);
      });
    }

    test("stale stops an update that would change nothing, too", async ({ issues }) => {
      const created = await issues.create({ title: "a" });
      await refusal(issues.update(created.resourceId, { title: "a" }, { ifMatch: "stale" }), "REVISION_CONFLICT");
      expect(await issues.update(created.resourceId, { title: "a" }, { ifMatch: created.uid })).toEqual(created);
    });
  });

  describe("bad input", () => {
    test("is refused before anything is read or written, with all of its problems", async ({ issues, storage }) => {
      const bad = { title: 5, titel: "x", status: "closed", dueDate: "2026-02-30T00:00:00Z" };
      const paths = ["/title", "/status", "/dueDate", "/titel"];
      expect((await refusal(issues.encoded.create(bad), "VALIDATION_FAILED")).map(({ path }) => path)).toEqual(paths);
      expect((await refusal(issues.encoded.update("issue:unknown", bad), "VALIDATION_FAILED")).map(({ path }) => path)).toEqual(paths);
      expect(await storage.meta.listChanges({ since: 0, limit: 10 })).toEqual([]);
    });
  });

  describe("ids that are none", () => {
    const hostile = ["", "issue", "issue:1", "../../etc/passwd", "issue:' OR 1=1 --", "__proto__", "\u0000", "x".repeat(10_000)];
    const calls: [string, (issues: IssueManager, id: string) => Promise<unknown>][] = [
      ["get", (issues, id) => issues.get(id)],
      ["get of a revision", (issues, id) => issues.get(id, { revisionId: 1 })],
      ["getMeta", (issues, id) => issues.getMeta(id)],
      ["getEtag", (issues, id) => issues.encoded.getEtag(id)],
      ["update", (issues, id) => issues.update(id, { title: "a" })],
      ["delete", (issues, id) => issues.delete(id)],
      ["restore", (issues, id) => issues.restore(id)],
      ["switch", (issues, id) => issues.switch(id, 1)],
      ["listRevisions", (issues, id) => issues.listRevisions(id)],
    ];
    for (const [name, call] of calls) {
      test(`${name}: are not found`, async ({ issues, accounts }) => {
        const account = await accounts.create({ name: "a" });
        const { resourceId } = await issues.create({ title: "a" });
        const unknown = resourceId.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
        for (const id of [...hostile, account.resourceId, unknown, `${resourceId}:1`]) {
          await refusal(call(issues, id), "RESOURCE_NOT_FOUND");
        }
      });
    }

    const revisions = [0, 2, -1, 1.5, 1e21, "", "0", "2", "01", "1 ", "x", "1; DROP TABLE issue", "issue:1:1", "__proto__"];
    const ofRevision: [string, (issues: IssueManager, id: string, revision: string | number) => Promise<unknown>][] = [
      ["get", (issues, id, revisionId) => issues.get(id, { revisionId })],
      ["getEtag", (issues, id, revisionId) => issues.encoded.getEtag(id, { revisionId })],
      ["switch", (issues, id, revisionId) => issues.switch(id, revisionId)],
    ];
    for (const [name, call] of ofRevision) {
      test(`${name}: are no revisions`, async ({ issues }) => {
        const { resourceId } = await issues.create({ title: "a" });
        const other = await issues.create({ title: "b" });
        const code: ErrorCode = "REVISION_NOT_FOUND";
        for (const revision of [...revisions, other.revisionId]) await refusal(call(issues, resourceId, revision), code);
      });
    }
  });
}
