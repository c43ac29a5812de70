import { createHash } from "node:crypto";
import { describe, expect } from "vitest";
import { openIssues, refusal, worldTest, type OpenStorage } from "./world.js";

/** What is told of a resource and its revisions, and in which form data comes back. */
export function factsSuite(open: OpenStorage): void {
  const test = worldTest(open);

  test("tells who did what, when and why", async ({ storage }) => {
    const times = ["2026-01-01T10:00:00.001Z", "2026-01-02T10:00:00.002Z", "2026-01-03T10:00:00.003Z"].values();
    const issues = openIssues(storage, { clock: () => new Date(times.next().value ?? 0) });
    const created = await issues.create({ title: "a" }, { actor: "alice", reason: "found it", status: "draft", requestId: "r-1" });
    expect(created).toEqual({
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceId: created.resourceId,
      revisionId: `${created.resourceId}:1`,
      parentRevisionId: null,
      op: "create",
      status: "draft",
      schemaVersion: "v1",
      dataHash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      reason: "found it",
      changesetId: null,
      createdTime: "2026-01-01T10:00:00.001Z",
      createdBy: "alice",
      updatedTime: "2026-01-01T10:00:00.001Z",
      updatedBy: "alice",
    });
    const updated = await issues.update(created.resourceId, { title: "b", dueDate: new Date("2026-03-01T00:00:00Z") });
    expect(updated).toMatchObject({ status: "stable", reason: null, createdTime: "2026-01-02T10:00:00.002Z", createdBy: "anonymous" });
    const switched = await issues.switch(created.resourceId, 1, { actor: "carol", reason: "undo", requestId: "r-3" });
    expect(switched).toEqual({
      resourceId: created.resourceId,
      currentRevisionId: created.revisionId,
      schemaVersion: "v1",
      totalRevisionCount: 2,
      createdTime: "2026-01-01T10:00:00.001Z",
      createdBy: "alice",
      updatedTime: "2026-01-03T10:00:00.003Z",
      updatedBy: "carol",
      isDeleted: false,
      indexedData: { status: "open", severity: "medium", assignee: null, dueDate: null },
    });
    expect(await issues.getMeta(created.resourceId)).toEqual(switched);
    expect(await storage.meta.listChanges({ since: 0, limit: 10 })).toMatchObject([
      { model: "issue", resourceId: created.resourceId, revisionId: created.revisionId, op: "create", at: created.createdTime, by: "alice", reason: "found it", requestId: "r-1" },
      { op: "update", revisionId: updated.revisionId, by: "anonymous", reason: null, requestId: null },
      { op: "switch", revisionId: created.revisionId, at: switched.updatedTime, by: "carol", reason: "undo", requestId: "r-3" },
    ]);
  });

  test("brings dates back as dates, wherever they are", async ({ accounts, issues }) => {
    const due = new Date("2026-03-01T12:30:45.678Z");
    const { resourceId } = await issues.create({ title: "a", dueDate: due });
    const { data, meta } = await issues.get(resourceId);
    expect(data.dueDate).toEqual(due);
    expect(meta.indexedData["dueDate"]).toBe("2026-03-01T12:30:45.678Z");
    const account = await accounts.create({ name: "a", address: { city: "Oslo", since: due }, visits: [due, new Date(0)] });
    const read = await accounts.get(account.resourceId);
    expect(read.data.address.since).toEqual(due);
    expect(read.data.visits).toEqual([due, new Date(0)]);
  });

  test("keeps a field that is absent absent", async ({ accounts }) => {
    const { resourceId } = await accounts.create({ name: "a" });
    expect(Object.keys((await accounts.get(resourceId)).data)).toEqual(["name", "email", "country", "serial", "address", "visits"]);
    await accounts.update(resourceId, { name: "a", note: "n" });
    expect((await accounts.get(resourceId)).data.note).toBe("n");
  });

  test("keeps text as it came", async ({ issues }) => {
    const title = "\u0000 \u{1F600} \u2028 \"quoted\" \\ 'x'; DROP TABLE issue; -- ${x} ä";
    const assignee = title.slice(1);
    const { resourceId } = await issues.create({ title, assignee });
    const { data, meta } = await issues.get(resourceId);
    expect(data.title).toBe(title);
    expect(meta.indexedData["assignee"]).toBe(assignee);
  });

  test("refuses text that a database could not search, where it is searched by", async ({ issues }) => {
    const { resourceId } = await issues.create({ title: "a", assignee: "ä".repeat(512) });
    for (const assignee of ["\0", "a\0b", "\uD800", "a".repeat(1025), "ä".repeat(513)]) {
      expect(await refusal(issues.create({ title: "x", assignee }), "VALIDATION_FAILED")).toMatchObject([{ path: "/assignee" }]);
      expect(await refusal(issues.update(resourceId, { title: "x", assignee }), "VALIDATION_FAILED")).toMatchObject([{ path: "/assignee" }]);
    }
  });

  test("refuses who and why in text that no database keeps", async ({ issues }) => {
    const { resourceId } = await issues.create({ title: "a" });
    for (const options of [{ actor: "a\0" }, { actor: "\uDC00" }, { actor: "a".repeat(1025) }, { reason: "\0" }, { reason: "\uD800" }, { requestId: "\0" }]) {
      const problems = [{ path: Object.keys(options)[0] }];
      expect(await refusal(issues.create({ title: "x" }, options), "VALIDATION_FAILED")).toMatchObject(problems);
      expect(await refusal(issues.update(resourceId, { title: "x" }, options), "VALIDATION_FAILED")).toMatchObject(problems);
      expect(await refusal(issues.delete(resourceId, options), "VALIDATION_FAILED")).toMatchObject(problems);
    }
    await refusal(issues.listRevisions(resourceId, { createdBy: "\0" }), "INVALID_QUERY");
    expect((await issues.search()).items).toHaveLength(1);
  });

  test("hashes the encoded data, in the order of the model's fields", async ({ issues }) => {
    const one = await issues.create({ title: "a", dueDate: new Date("2026-03-01T00:00:00Z") });
    const other = await issues.create({ dueDate: new Date("2026-03-01T00:00:00Z"), status: "open", title: "a" });
    const encoded = await issues.encoded.get(one.resourceId);
    expect(encoded.data).toBe(
      '{"title":"a","description":null,"status":"open","severity":"medium","assignee":null,"dueDate":"2026-03-01T00:00:00.000Z","resolvedAt":null}',
    );
    expect(one.dataHash).toBe(`sha256:${createHash("sha256").update(encoded.data).digest("hex")}`);
    expect(other.dataHash).toBe(one.dataHash);
    expect(other.uid).not.toBe(one.uid);
  });

  test("gives out what is frozen, and data that is the caller's own", async ({ issues }) => {
    const created = await issues.create({ title: "a" });
    const resource = await issues.get(created.resourceId);
    const page = await issues.listRevisions(created.resourceId);
    const found = await issues.search();
    const things = [created, resource, resource.meta, resource.meta.indexedData, resource.revision, page, page.items, page.items[0]];
    expect(things.map((thing) => Object.isFrozen(thing))).toEqual(things.map(() => true));
    expect([found, found.items, found.items[0], found.items[0]?.meta].map((thing) => Object.isFrozen(thing))).toEqual([true, true, true, true]);
    resource.data.title = "mine";
    expect((await issues.get(created.resourceId)).data.title).toBe("a");
  });

  describe("encoded", () => {
    test("takes any input, and answers with texts and ETags", async ({ issues }) => {
      const created = await issues.encoded.create({ title: "a", dueDate: "2026-03-01T01:00:00+01:00" });
      const [revision, { etag }] = [created.revision.value, created];
      expect(etag).toBe(revision.uid);
      const current = await issues.encoded.get(revision.resourceId);
      expect(JSON.parse(current.revision.text)).toEqual(revision);
      expect(JSON.parse(current.meta.text)).toEqual(await issues.getMeta(revision.resourceId));
      expect(current.etag).toBe(etag);
      expect(JSON.parse(current.data)).toMatchObject({ title: "a", dueDate: "2026-03-01T00:00:00.000Z" });
      const next = await issues.encoded.update(revision.resourceId, { title: "b" });
      expect(next.etag).toBe(next.revision.value.uid);
      expect(await issues.encoded.getEtag(revision.resourceId)).toBe(next.etag);
      const earlier = `${revision.uid}-${next.etag}`;
      expect(await issues.encoded.getEtag(revision.resourceId, { revisionId: 1 })).toBe(earlier);
      expect((await issues.encoded.get(revision.resourceId, { revisionId: 1 })).etag).toBe(earlier);
      const switched = await issues.encoded.switch(revision.resourceId, 1);
      expect(switched.etag).toBe(await issues.encoded.getEtag(revision.resourceId));
      expect(switched.meta.value.currentRevisionId).toBe(revision.revisionId);
    });
  });
}
