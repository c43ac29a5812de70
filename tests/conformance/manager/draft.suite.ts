import { describe, expect } from "vitest";
import { changesOf } from "./graph.js";
import { openIssues, refusal, worldTest, type OpenStorage } from "./world.js";

/** Drafts, which are changed in place until they are published. */
export function draftSuite(open: OpenStorage): void {
  const test = worldTest(open);

  describe("modify", () => {
    test("gives the draft other data under its number and uid, and renews times, hash and ETag", async ({ storage }) => {
      let now = 0;
      const issues = openIssues(storage, { clock: () => new Date(now) });
      const draft = await issues.create({ title: "a", assignee: "ada" }, { status: "draft", actor: "ada", reason: "first" });
      now = 1000;
      const modified = await issues.update(draft.resourceId, { title: "b", assignee: "bob" }, { mode: "modify", actor: "bob" });
      const { dataHash, updatedTime, updatedBy, ...same } = modified;
      expect(draft).toMatchObject(same);
      expect([updatedTime, updatedBy]).toEqual(["1970-01-01T00:00:01.000Z", "bob"]);
      expect(dataHash).not.toBe(draft.dataHash);
      const { data, revision, meta } = await issues.get(draft.resourceId);
      expect([data.title, revision, meta.totalRevisionCount, meta.updatedTime]).toEqual(["b", modified, 1, updatedTime]);
      expect(await issues.encoded.getEtag(draft.resourceId)).toBe(`${draft.uid}.1`);
      await issues.patch(draft.resourceId, { kind: "merge", patch: { title: "c" } }, { mode: "modify", reason: "second" });
      expect(await issues.encoded.getEtag(draft.resourceId)).toBe(`${draft.uid}.2`);
      expect((await issues.listRevisions(draft.resourceId)).items.map(({ reason }) => reason)).toEqual(["second"]);
      expect((await changesOf(storage)).map(({ op, revisionId }) => [op, revisionId])).toEqual(["create", "modify", "modify"].map((op) => [op, draft.revisionId]));
      expect(await issues.count({ where: (q) => q.assignee.eq("bob") })).toBe(1);
    });

    test("is refused for a stable revision, even with equal data", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a" });
      await refusal(issues.update(resourceId, { title: "a" }, { mode: "modify" }), "NOT_MODIFIABLE");
      await refusal(issues.update(resourceId, { title: "b" }, { mode: "modify", validateOnly: true }), "NOT_MODIFIABLE");
    });

    test("with equal data does nothing", async ({ issues, storage }) => {
      const draft = await issues.create({ title: "a" }, { status: "draft" });
      expect(await issues.update(draft.resourceId, { title: "a" }, { mode: "modify" })).toEqual(draft);
      expect(await changesOf(storage)).toHaveLength(1);
    });

    test("can make the draft stable along the way", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a" }, { status: "draft" });
      expect(await issues.update(resourceId, { title: "b" }, { mode: "modify", status: "stable" })).toMatchObject({ status: "stable" });
      await refusal(issues.update(resourceId, { title: "c" }, { mode: "modify" }), "NOT_MODIFIABLE");
    });

    test("leaves the revisions alone that share or had the data before", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a" }, { status: "draft" });
      await issues.update(resourceId, { title: "b" }, { mode: "modify" });
      await issues.delete(resourceId);
      await issues.restore(resourceId);
      await issues.switch(resourceId, 1);
      await issues.update(resourceId, { title: "c" }, { mode: "modify" });
      const titles = await Promise.all([1, 2, 3].map(async (revisionId) => (await issues.get(resourceId, { revisionId })).data.title));
      expect(titles).toEqual(["c", "b", "b"]);
    });

    test("keeps its ETag through a switch away and back", async ({ issues }) => {
      const { resourceId, uid } = await issues.create({ title: "a" }, { status: "draft" });
      await issues.update(resourceId, { title: "b" }, { mode: "modify" });
      const stable = await issues.update(resourceId, { title: "c" });
      await issues.switch(resourceId, 1);
      expect(await issues.encoded.getEtag(resourceId)).toBe(`${uid}.1`);
      expect((await issues.get(resourceId)).data.title).toBe("b");
      await refusal(issues.update(resourceId, { title: "d" }, { mode: "modify", ifMatch: stable.uid }), "REVISION_CONFLICT");
      await issues.update(resourceId, { title: "d" }, { mode: "modify", ifMatch: `${uid}.1` });
      expect(await issues.encoded.getEtag(resourceId)).toBe(`${uid}.2`);
      expect((await issues.get(resourceId, { revisionId: 2 })).data.title).toBe("c");
    });

    test("of many at once by several managers leaves the data of the last", async ({ issues, storage }) => {
      const managers = [issues, openIssues(storage), openIssues(storage)];
      const { resourceId, uid } = await issues.create({ title: "start" }, { status: "draft" });
      for (let round = 0; round < 10; round++) {
        await Promise.all(managers.map((manager, at) => manager.update(resourceId, { title: `${round} ${at}` }, { mode: "modify", reason: `${round} ${at}` })));
        const { data, revision } = await issues.get(resourceId);
        expect(data.title).toBe(revision.reason);
      }
      expect(await issues.encoded.getEtag(resourceId)).toBe(`${uid}.30`);
    });

    test("of many that expect the same state leaves the data of the one that succeeds", async ({ issues, storage }) => {
      const { resourceId, uid: ifMatch } = await issues.create({ title: "start" }, { status: "draft" });
      const managers = [issues, openIssues(storage), openIssues(storage)];
      const writes = managers.map((manager, at) => manager.update(resourceId, { title: `${at}` }, { mode: "modify", reason: `${at}`, ifMatch }));
      const outcomes = await Promise.allSettled(writes);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const { data, revision } = await issues.get(resourceId);
      expect(data.title).toBe(revision.reason);
    });

    test("can be read all the while", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "start" }, { status: "draft" });
      const writes = Array.from({ length: 20 }, (_, at) => issues.update(resourceId, { title: `${at}` }, { mode: "modify", reason: `${at}` }));
      const reads = Array.from({ length: 20 }, () => issues.search());
      for (const { items } of await Promise.all(reads)) expect(items).toHaveLength(1);
      await Promise.all(writes);
    });
  });

  describe("publish", () => {
    test("makes the draft stable in place, once", async ({ issues, storage }) => {
      const draft = await issues.create({ title: "a" }, { status: "draft" });
      const published = await issues.publish(draft.resourceId, { actor: "bob" });
      expect(published).toMatchObject({ uid: draft.uid, revisionId: draft.revisionId, dataHash: draft.dataHash, status: "stable", updatedBy: "bob" });
      expect(await issues.encoded.getEtag(draft.resourceId)).toBe(`${draft.uid}.1`);
      expect(await issues.publish(draft.resourceId)).toEqual(published);
      expect((await issues.get(draft.resourceId)).data.title).toBe("a");
      expect((await changesOf(storage)).map(({ op }) => op)).toEqual(["create", "modify"]);
    });

    test("is refused in another state than the named one, and for what is deleted", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a" }, { status: "draft" });
      await refusal(issues.publish(resourceId, { ifMatch: "stale" }), "REVISION_CONFLICT");
      await issues.delete(resourceId);
      await refusal(issues.publish(resourceId), "RESOURCE_DELETED");
      await refusal(issues.publish("issue:none"), "RESOURCE_NOT_FOUND");
    });
  });
}
