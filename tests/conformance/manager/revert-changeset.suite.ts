import { changeset, listChangeset, revertChangeset } from "@specstar/runtime";
import { describe, expect } from "vitest";
import { changesOf, makeNode, namesOf } from "./graph.js";
import { graphTest } from "./graph-world.js";
import { refusal, type OpenStorage } from "./world.js";

/** Changesets that are undone. */
export function revertChangesetSuite(open: OpenStorage): void {
  const test = graphTest(open);

  test("what was created, updated, deleted, restored and switched is as it was before; so again when that is reverted", async ({ nodes, leaves, storage }) => {
    const [updated, deleted, restored, switched] = [await makeNode(nodes, "u"), await makeNode(nodes, "d"), await makeNode(nodes, "r"), await makeNode(nodes, "s")];
    await nodes.delete(restored);
    await nodes.update(switched, { name: "s2" });
    const { changesetId } = await changeset(storage, async (unit) => {
      const within = nodes.within(unit);
      await within.create({ name: "c" }, { id: "c" });
      await leaves.within(unit).create({ name: "l", node: "node:c" });
      await within.update(updated, { name: "u2" });
      await within.update(updated, { name: "u3" });
      await within.delete(deleted);
      await within.restore(restored);
      await within.switch(switched, 1);
    });
    const after = ["c", "r", "s", "u3"];
    expect(await namesOf(nodes)).toEqual(after);
    const revert = await revertChangeset(storage, changesetId, { actor: "ada", reason: "undo" });
    expect([await namesOf(nodes), await namesOf(leaves)]).toEqual([["d", "s2", "u"], []]);
    expect(new Set(revert.result.map(({ revision }) => revision.value.resourceId))).toEqual(new Set((await listChangeset(storage, changesetId)).map(({ resourceId }) => resourceId)));
    expect((await listChangeset(storage, revert.changesetId)).every(({ by, reason }) => by === "ada" && reason === "undo")).toBe(true);
    expect((await nodes.listRevisions(updated)).items).toHaveLength(4);
    await revertChangeset(storage, revert.changesetId, {});
    expect([await namesOf(nodes), await namesOf(leaves)]).toEqual([after, ["l"]]);
  });

  test("a deletion and all that it took along come back as they were", async ({ nodes, leaves, storage }) => {
    const root = await makeNode(nodes, "root");
    await makeNode(nodes, "child", { owner: root });
    const friend = await makeNode(nodes, "friend", { friend: "node:child", friends: [root] });
    await leaves.create({ name: "l", node: "node:child" });
    await nodes.delete(root);
    const { changesetId } = (await nodes.get(friend)).revision;
    await revertChangeset(storage, changesetId ?? "", {});
    expect([await namesOf(nodes), await namesOf(leaves)]).toEqual([["child", "friend", "root"], ["l"]]);
    expect((await nodes.get(friend)).data).toMatchObject({ friend: "node:child", friends: [root] });
    expect((await nodes.listReferrers(root)).items.map(({ path }) => path)).toEqual(["owner", "friends"]);
  });

  test("keeps the status that a resource had", async ({ nodes, storage }) => {
    const { resourceId } = await nodes.create({ name: "a" }, { status: "draft" });
    const { changesetId } = await changeset(storage, (unit) => nodes.within(unit).update(resourceId, { name: "b" }));
    await revertChangeset(storage, changesetId, {});
    expect((await nodes.get(resourceId)).revision).toMatchObject({ status: "draft", revisionId: `${resourceId}:3` });
  });

  test("of a resource whose id had been purged before deletes it", async ({ nodes, storage }) => {
    await nodes.purge(await makeNode(nodes, "a"));
    const { changesetId } = await changeset(storage, (unit) => nodes.within(unit).create({ name: "again" }, { id: "a" }));
    await revertChangeset(storage, changesetId, {});
    await refusal(nodes.get("node:a"), "RESOURCE_DELETED");
  });

  test("can be tried without a trace", async ({ nodes, storage }) => {
    const { changesetId } = await changeset(storage, (unit) => nodes.within(unit).create({ name: "a" }));
    await revertChangeset(storage, changesetId, { validateOnly: true });
    expect(await changesOf(storage)).toHaveLength(1);
  });

  describe("is refused as a whole", () => {
    test("when one of its resources has changed since, even back to what it was", async ({ nodes, storage }) => {
      const id = await makeNode(nodes, "a");
      const { changesetId } = await changeset(storage, async (unit) => {
        await nodes.within(unit).create({ name: "b" });
        await nodes.within(unit).update(id, { name: "a2" });
      });
      await nodes.switch(id, 1);
      await nodes.switch(id, 2);
      const before = await changesOf(storage);
      await refusal(revertChangeset(storage, changesetId, {}), "REVISION_CONFLICT");
      expect(await changesOf(storage)).toEqual(before);
    });

    test("when a resource was modified in place or purged", async ({ nodes, storage }) => {
      const { resourceId } = await nodes.create({ name: "a" }, { status: "draft" });
      const modified = await changeset(storage, (unit) => nodes.within(unit).update(resourceId, { name: "b" }, { mode: "modify" }));
      await refusal(revertChangeset(storage, modified.changesetId, {}), "NOT_MODIFIABLE");
      const purged = await changeset(storage, (unit) => nodes.within(unit).purge(resourceId));
      await refusal(revertChangeset(storage, purged.changesetId, {}), "NOT_MODIFIABLE");
    });

    test("when others depend on what it made, or something else has what it had", async ({ nodes, leaves, storage }) => {
      const made = await changeset(storage, (unit) => nodes.within(unit).create({ name: "a" }, { id: "a" }));
      await makeNode(nodes, "b", { guard: "node:a" });
      await refusal(revertChangeset(storage, made.changesetId, {}), "REFERENCED");
      const { resourceId } = await leaves.create({ name: "l" });
      const deleted = await changeset(storage, (unit) => leaves.within(unit).delete(resourceId));
      await leaves.create({ name: "l" });
      await refusal(revertChangeset(storage, deleted.changesetId, {}), "UNIQUE_VIOLATION");
    });

    test("when there is no such changeset", async ({ storage }) => {
      for (const id of ["", "x", "00000000-0000-0000-0000-000000000000"]) await refusal(revertChangeset(storage, id, {}), "CHANGESET_NOT_FOUND");
    });
  });
}
