import { ResourceManager, type Storage } from "@specstar/runtime";
import { describe, expect } from "vitest";
import { changesOf } from "./graph.js";
import { issueSpec } from "./models.js";
import { numbersOf, openIssues, refusal, worldTest, type OpenStorage, type World } from "./world.js";

/** Ids that callers give, the model's own options, purges and dry runs. */
export function lifeSuite(open: OpenStorage): void {
  const test = worldTest(open);

  describe("an id that the caller gives", () => {
    test("is taken whole or as its rest", async ({ issues }) => {
      expect(await issues.create({ title: "a" }, { id: "a-1_b.C" })).toMatchObject({ resourceId: "issue:a-1_b.C", revisionId: "issue:a-1_b.C:1" });
      expect(await issues.create({ title: "b" }, { id: "issue:b" })).toMatchObject({ resourceId: "issue:b" });
    });

    test("is refused when it is taken, by a deleted resource too", async ({ issues }) => {
      await issues.create({ title: "a" }, { id: "a" });
      await refusal(issues.create({ title: "b" }, { id: "issue:a" }), "DUPLICATE_RESOURCE");
      await issues.delete("issue:a");
      await refusal(issues.create({ title: "b" }, { id: "a" }), "DUPLICATE_RESOURCE");
      expect((await issues.get("issue:a", { revisionId: 1 })).data.title).toBe("a");
    });

    test("is refused when no id can look like it", async ({ issues, storage }) => {
      for (const id of ["", "issue:", "a b", "a:b", "account:a", "issue:issue:a", "ä", "../a", "a\n", "x".repeat(129)]) {
        expect((await refusal(issues.create({ title: "a" }, { id }), "VALIDATION_FAILED")).map(({ path }) => path)).toEqual(["id"]);
      }
      expect(await changesOf(storage)).toEqual([]);
    });

    test("goes to one of those who want it at once", async ({ issues }) => {
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => issues.create({ title: `${at}` }, { id: "a" })));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await numbersOf(issues, "issue:a")).toEqual([1]);
    });
  });

  test("a model's default status is that of new revisions unless the caller says another", async ({ storage }) => {
    const issues = new ResourceManager({ ...issueSpec, defaultStatus: "draft" }, storage);
    const { resourceId, status } = await issues.create({ title: "a" });
    expect([status, (await issues.update(resourceId, { title: "b" })).status]).toEqual(["draft", "draft"]);
    expect((await issues.create({ title: "a" }, { status: "stable" })).status).toBe("stable");
  });

  test("a model that wants a reason gets it with every write that writes", async ({ storage }) => {
    const issues = new ResourceManager({ ...issueSpec, requireReason: true }, storage);
    const reason = "because";
    const { resourceId } = await issues.create({ title: "a" }, { reason, status: "draft" });
    await issues.update(resourceId, { title: "b" }, { reason, status: "draft" });
    const writes = [
      () => issues.create({ title: "c" }),
      () => issues.create({ title: "c" }, { reason: " \n" }),
      () => issues.update(resourceId, { title: "c" }),
      () => issues.patch(resourceId, { kind: "merge", patch: { title: "c" } }),
      () => issues.update(resourceId, { title: "c" }, { mode: "modify" }),
      () => issues.publish(resourceId),
      () => issues.switch(resourceId, 1),
      () => issues.revert(resourceId, 1),
      () => issues.delete(resourceId),
      () => issues.purge(resourceId),
      () => issues.bulk(undefined, { op: "delete" }),
    ];
    for (const write of writes) expect((await refusal(write(), "REASON_REQUIRED")).map(({ path }) => path)).toEqual(["reason"]);
    expect(await changesOf(storage)).toHaveLength(2);
    expect(await issues.update(resourceId, { title: "b" }, { status: "draft" })).toMatchObject({ revisionId: `${resourceId}:2` });
  });

  describe("revert", () => {
    test("makes a new revision of all the data of an old one", async ({ issues }) => {
      const { resourceId, dataHash } = await issues.create({ title: "a", assignee: "ada" });
      await issues.update(resourceId, { title: "b" });
      expect(await issues.revert(resourceId, 1)).toMatchObject({ op: "update", revisionId: `${resourceId}:3`, parentRevisionId: `${resourceId}:2`, dataHash });
      expect(await issues.count({ where: (q) => q.assignee.eq("ada") })).toBe(1);
      expect(await issues.revert(resourceId, 1)).toMatchObject({ revisionId: `${resourceId}:3` });
    });

    test("takes only the fields that are named", async ({ accounts }) => {
      const { resourceId } = await accounts.create({ name: "a", note: "n", address: { city: "Oslo", since: new Date(0) } });
      await accounts.update(resourceId, { name: "b", address: { city: "Rome", since: null } });
      await accounts.revert(resourceId, 1, { fields: ["note", "address.city"] });
      expect((await accounts.get(resourceId)).data).toMatchObject({ name: "b", note: "n", address: { city: "Oslo", since: null } });
      await refusal(accounts.revert(resourceId, 1, { fields: ["nam"] }), "INVALID_QUERY");
      await refusal(accounts.revert(resourceId, 9), "REVISION_NOT_FOUND");
    });

    test("is refused by a unique value that is taken, and for what is deleted", async ({ accounts }) => {
      const { resourceId } = await accounts.create({ name: "a", email: "a@example.com" });
      await accounts.update(resourceId, { name: "a" });
      await accounts.create({ name: "b", email: "a@example.com" });
      await refusal(accounts.revert(resourceId, 1), "UNIQUE_VIOLATION");
      await accounts.delete(resourceId);
      await refusal(accounts.revert(resourceId, 1), "RESOURCE_DELETED");
    });
  });

  describe("purge", () => {
    for (const state of ["live", "deleted"]) {
      test(`of a ${state} resource leaves its ids in the change log, and nothing else`, async ({ accounts, storage }) => {
        const { resourceId } = await accounts.create({ name: "a", email: "a@example.com" }, { actor: "ada", reason: "secret", requestId: "r", status: "draft" });
        await accounts.update(resourceId, { name: "b", email: "a@example.com" }, { mode: "modify", actor: "ada" });
        await accounts.update(resourceId, { name: "c", email: "a@example.com" }, { actor: "ada" });
        if (state === "deleted") await accounts.delete(resourceId, { actor: "ada" });
        await accounts.purge(resourceId, { actor: "bob", reason: "asked to" });
        for (const read of [() => accounts.get(resourceId, { includeDeleted: true }), () => accounts.get(resourceId, { revisionId: 1 }), () => accounts.listRevisions(resourceId)]) {
          await refusal(read(), "RESOURCE_NOT_FOUND");
        }
        expect(await envelopesOf(storage)).toBe(0);
        expect(await accounts.count({ includeDeleted: true })).toBe(0);
        const changes = await changesOf(storage);
        expect(changes.at(-1)).toMatchObject({ op: "purge", resourceId, by: "bob", reason: "asked to" });
        for (const change of changes.slice(0, -1)) expect(change).toMatchObject({ resourceId, by: "", reason: null, requestId: null });
        await accounts.create({ name: "d", email: "a@example.com" });
      });
    }

    test("lets the id begin anew, with a history of its own", async ({ storage }) => {
      let now = 1000;
      const issues = openIssues(storage, { clock: () => new Date(now) });
      const first = await issues.create({ title: "old" }, { id: "a" });
      now = 2000;
      await issues.purge(first.resourceId);
      now = 3000;
      const second = await issues.create({ title: "new" }, { id: "a" });
      expect(second).toMatchObject({ revisionId: "issue:a:1", createdTime: new Date(3000).toISOString() });
      expect(await issues.encoded.getEtag("issue:a")).not.toBe(first.uid);
      for (const asOf of [1000, 2000, 2999]) await refusal(issues.get("issue:a", { asOf: new Date(asOf) }), "RESOURCE_NOT_FOUND");
      expect((await issues.get("issue:a", { asOf: new Date(3000) })).data.title).toBe("new");
    });

    test("wants the state that it is told, and finds nothing twice", async ({ issues }) => {
      const { resourceId, uid } = await issues.create({ title: "a" });
      await refusal(issues.purge(resourceId, { ifMatch: "stale" }), "REVISION_CONFLICT");
      await issues.purge(resourceId, { ifMatch: uid });
      await refusal(issues.purge(resourceId), "RESOURCE_NOT_FOUND");
    });

    test("leaves the answers to repeated requests alone", async ({ issues, storage }) => {
      const { receipts } = storage.meta;
      const later = "9999-01-01T00:00:00.000Z";
      const request = { key: "k", fingerprint: "f", token: "t", now: new Date().toISOString(), leaseUntil: later, expires: later };
      expect(await receipts.begin(request)).toEqual({ kind: "held" });
      const { resourceId } = await issues.create({ title: "a" }, { receipt: { key: "k", token: "t", toAnswer: () => "answer" } });
      await issues.purge(resourceId);
      expect(await receipts.begin({ ...request, token: "u" })).toEqual({ kind: "answered", answer: "answer" });
    });
  });

  describe("validateOnly", () => {
    const trials: [string, (world: World, id: string) => Promise<unknown>][] = [
      ["create", ({ accounts }) => accounts.create({ name: "n" }, { id: "new", validateOnly: true })],
      ["update", ({ accounts }, id) => accounts.update(id, { name: "n" }, { validateOnly: true })],
      ["patch", ({ accounts }, id) => accounts.patch(id, { kind: "merge", patch: { name: "n" } }, { validateOnly: true })],
      ["modify", ({ accounts }, id) => accounts.update(id, { name: "n" }, { mode: "modify", validateOnly: true })],
      ["publish", ({ accounts }, id) => accounts.publish(id, { validateOnly: true })],
      ["switch", ({ accounts }, id) => accounts.switch(id, 1, { validateOnly: true })],
      ["revert", ({ accounts }, id) => accounts.revert(id, 1, { validateOnly: true })],
      ["delete", ({ accounts }, id) => accounts.delete(id, { validateOnly: true })],
      ["purge", ({ accounts }, id) => accounts.purge(id, { validateOnly: true })],
      ["bulk", ({ accounts }) => accounts.bulk(undefined, { op: "delete" }, { validateOnly: true })],
    ];
    for (const [name, trial] of trials) {
      test(`${name} leaves no trace`, async (world) => {
        const { accounts, storage } = world;
        const { resourceId } = await accounts.create({ name: "a", email: "a@example.com" });
        await accounts.update(resourceId, { name: "b", email: "a@example.com" }, { status: "draft" });
        const before = [await accounts.get(resourceId), await changesOf(storage), await envelopesOf(storage)];
        await trial(world, resourceId);
        expect([await accounts.get(resourceId), await changesOf(storage), await envelopesOf(storage)]).toEqual(before);
        expect(await accounts.count({ includeDeleted: true })).toBe(1);
        await accounts.create({ name: "n" }, { id: "new" });
      });
    }

    test("tells every error that the write would have", async ({ accounts }) => {
      const { resourceId } = await accounts.create({ name: "a", email: "a@example.com" }, { id: "a" });
      const other = await accounts.create({ name: "b", email: "b@example.com" });
      const dry = { validateOnly: true };
      await refusal(accounts.encoded.create({ name: 5 }, dry), "VALIDATION_FAILED");
      await refusal(accounts.create({ name: "c" }, { id: "a", ...dry }), "DUPLICATE_RESOURCE");
      await refusal(accounts.create({ name: "c", email: "a@example.com" }, dry), "UNIQUE_VIOLATION");
      await refusal(accounts.update(other.resourceId, { name: "b", email: "a@example.com" }, dry), "UNIQUE_VIOLATION");
      await refusal(accounts.update(resourceId, { name: "c" }, { ifMatch: "stale", ...dry }), "REVISION_CONFLICT");
      await refusal(accounts.update(resourceId, { name: "c" }, { mode: "modify", ...dry }), "NOT_MODIFIABLE");
      await refusal(accounts.patch(resourceId, { kind: "json", operations: [{ op: "test", path: "/name", value: "x" }] }, dry), "PATCH_TEST_FAILED");
      await refusal(accounts.switch(resourceId, 7, dry), "REVISION_NOT_FOUND");
      await accounts.delete(resourceId);
      await accounts.create({ name: "c", email: "a@example.com" });
      await refusal(accounts.delete(resourceId, dry), "RESOURCE_DELETED");
      await refusal(accounts.restore(resourceId, dry), "UNIQUE_VIOLATION");
    });
  });
}

/** How many envelopes the revision store keeps. */
async function envelopesOf({ revisions }: Storage): Promise<number> {
  let count = 0;
  for await (const _ of revisions.list()) count++;
  return count;
}
