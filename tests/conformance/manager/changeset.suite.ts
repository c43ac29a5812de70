import { changeset, listChangeset } from "@specstar/runtime";
import { describe, expect } from "vitest";
import { changesOf } from "./graph.js";
import { openIssues, refusal, worldTest, type OpenStorage } from "./world.js";

/** `a1` after `a0`. */
function raise(title: string): string {
  return `${title[0]}${Number(title.slice(1)) + 1}`;
}

/** Writes that happen together or not at all. */
export function changesetSuite(open: OpenStorage): void {
  const test = worldTest(open);

  test("writes to several models share one id on all revisions and changes", async ({ issues, accounts, storage }) => {
    const old = await issues.create({ title: "old" });
    expect(old.changesetId).toBeNull();
    const { changesetId, result } = await changeset(storage, async (unit) => [
      await issues.within(unit).create({ title: "new" }),
      await accounts.within(unit).create({ name: "a" }),
      await issues.within(unit).delete(old.resourceId),
    ]);
    expect(changesetId).toMatch(/^[0-9a-f-]{36}$/);
    for (const revision of result) expect(revision.changesetId).toBe(changesetId);
    const changes = await listChangeset(storage, changesetId);
    expect(changes).toEqual((await changesOf(storage)).slice(1));
    expect(changes.map(({ model, op }) => [model, op])).toEqual([["issue", "create"], ["account", "create"], ["issue", "delete"]]);
    expect((await issues.listRevisions(old.resourceId)).items.map((info) => info.changesetId)).toEqual([changesetId, null]);
    await refusal(listChangeset(storage, "00000000-0000-0000-0000-000000000000"), "CHANGESET_NOT_FOUND");
    await refusal(listChangeset(storage, "' OR 1=1"), "CHANGESET_NOT_FOUND");
  });

  test("has an id with a single write, and none without any", async ({ issues, storage }) => {
    const { changesetId, result } = await changeset(storage, (unit) => issues.within(unit).create({ title: "a" }));
    expect(result.changesetId).toBe(changesetId);
    const { changesetId: empty } = await changeset(storage, (unit) => issues.within(unit).update(result.resourceId, { title: "a" }));
    await refusal(listChangeset(storage, empty), "CHANGESET_NOT_FOUND");
  });

  test("reads within it see what is planned, and those without don't", async ({ issues, storage }) => {
    const gone = await issues.create({ title: "gone" });
    await changeset(storage, async (unit) => {
      const within = issues.within(unit);
      const { resourceId } = await within.create({ title: "a" });
      expect((await within.get(resourceId)).title).toBe("a");
      await within.update(resourceId, { title: "b" });
      await within.switch(resourceId, 1);
      expect((await within.get(resourceId)).title).toBe("a");
      await within.delete(resourceId);
      await refusal(within.get(resourceId), "RESOURCE_DELETED");
      await within.restore(resourceId);
      expect((await within.get(resourceId)).title).toBe("a");
      await within.purge(gone.resourceId);
      await refusal(within.get(gone.resourceId), "RESOURCE_NOT_FOUND");
      await refusal(issues.get(resourceId), "RESOURCE_NOT_FOUND");
      expect((await issues.get(gone.resourceId)).data.title).toBe("gone");
    });
  });

  test("several writes to one resource each see the one before", async ({ issues, storage }) => {
    const { result: id } = await changeset(storage, async (unit) => {
      const within = issues.within(unit);
      const { resourceId } = await within.create({ title: "a" }, { status: "draft" });
      await within.patch(resourceId, { kind: "merge", patch: { assignee: "ada" } }, { mode: "modify" });
      await within.publish(resourceId);
      await within.patch(resourceId, { kind: "merge", patch: { title: "b" } });
      return resourceId;
    });
    expect((await issues.get(id)).data).toMatchObject({ title: "b", assignee: "ada" });
    expect((await issues.get(id, { revisionId: 1 })).data).toMatchObject({ title: "a", assignee: "ada" });
    expect((await issues.listRevisions(id)).items.map(({ status }) => status)).toEqual(["stable", "stable"]);
    expect((await changesOf(storage)).map(({ op }) => op)).toEqual(["create", "modify", "modify", "update"]);
  });

  test("what it makes and purges leaves no data", async ({ issues, storage }) => {
    const old = await issues.create({ title: "a" }, { id: "a" });
    await changeset(storage, async (unit) => {
      const within = issues.within(unit);
      await within.update(old.resourceId, { title: "b" });
      await within.purge(old.resourceId);
      await within.create({ title: "c" }, { id: "a" });
    });
    expect((await issues.get("issue:a")).data.title).toBe("c");
    expect((await issues.listRevisions("issue:a")).items).toHaveLength(1);
    const uids: string[] = [];
    for await (const { uid } of storage.revisions.list()) uids.push(uid);
    expect(uids.length).toBeLessThanOrEqual(1);
  });

  describe("nothing of it happens", () => {
    test("when the plan fails", async ({ issues, storage }) => {
      const plan = changeset(storage, async (unit) => {
        await issues.within(unit).create({ title: "a" });
        throw new Error("Changed my mind.");
      });
      await expect(plan).rejects.toThrow("Changed my mind.");
      expect(await changesOf(storage)).toEqual([]);
    });

    test("when one write is refused, by the manager or by the store", async ({ issues, accounts, storage }) => {
      await accounts.create({ name: "a", email: "a@example.com" });
      const before = await changesOf(storage);
      const taken = changeset(storage, async (unit) => {
        await issues.within(unit).create({ title: "a" });
        await accounts.within(unit).create({ name: "b", email: "a@example.com" });
      });
      await refusal(taken, "UNIQUE_VIOLATION");
      const stale = changeset(storage, async (unit) => {
        const { resourceId } = await issues.within(unit).create({ title: "a" });
        await issues.within(unit).update(resourceId, { title: "b" }, { ifMatch: "stale" });
      });
      await refusal(stale, "REVISION_CONFLICT");
      expect(await changesOf(storage)).toEqual(before);
      expect(await issues.count()).toBe(0);
    });

    test("when it is a dry run, whose errors are those of the real one", async ({ accounts, storage }) => {
      const plan = (email: string) => changeset(storage, (unit) => accounts.within(unit).create({ name: "a", email }), { validateOnly: true });
      await plan("a@example.com");
      expect(await changesOf(storage)).toEqual([]);
      await accounts.create({ name: "a", email: "a@example.com" });
      await refusal(plan("a@example.com"), "UNIQUE_VIOLATION");
    });
  });

  test("a unique value can go from one resource to another", async ({ accounts, storage }) => {
    const from = await accounts.create({ name: "a", email: "a@example.com" });
    await changeset(storage, async (unit) => {
      await accounts.within(unit).update(from.resourceId, { name: "a" });
      await accounts.within(unit).create({ name: "b", email: "a@example.com" });
    });
    expect(await accounts.count({ where: (q) => q.email.eq("a@example.com") })).toBe(1);
  });

  test("is planned anew when somebody is faster, so that no write is lost", async ({ issues, storage }) => {
    const other = openIssues(storage);
    const ids = await Promise.all(["a", "b"].map(async (title) => (await issues.create({ title: `${title}0` })).resourceId));
    const together = () =>
      changeset(storage, async (unit) => {
        for (const id of ids) await issues.within(unit).update(id, { title: raise((await issues.within(unit).get(id)).title) });
      });
    const alone = async (id: string) => {
      // First the tag: data that came before it could be older than the state it names.
      const ifMatch = await other.encoded.getEtag(id);
      const { data } = await other.get(id);
      return other.update(id, { title: raise(data.title) }, { ifMatch }).then(() => 1, () => 0);
    };
    const singles = await Promise.all([together(), together(), alone(ids[0] ?? ""), together(), alone(ids[1] ?? ""), together()]);
    const won = singles.filter((single) => typeof single === "number").reduce((sum, single) => sum + single, 0);
    const titles = await Promise.all(ids.map(async (id) => (await issues.get(id)).data.title));
    const counts = await Promise.all(ids.map(async (id) => (await issues.getMeta(id)).totalRevisionCount));
    expect(titles.map((title) => Number(title.slice(1))).reduce((sum, raised) => sum + raised, 0)).toBe(8 + won);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 + 8 + won);
  });
}
