import { changeset, ResourceManager, type Storage } from "@specstar/runtime";
import { describe, expect } from "vitest";
import { nodeSpec, type NodeInput } from "./graph-models.js";
import { changesOf, makeNode, namesOf, openGraph } from "./graph.js";
import { graphTest } from "./graph-world.js";
import { refusal, type OpenStorage } from "./world.js";

/** What a deletion means for those that refer to what is deleted. */
export function deletionSuite(open: OpenStorage): void {
  const test = graphTest(open);

  describe("cascade", () => {
    test("takes a chain of five along, in one changeset, and names the cause", async ({ nodes, storage }) => {
      let owner = await makeNode(nodes, "n0");
      for (const name of ["n1", "n2", "n3", "n4"]) owner = await makeNode(nodes, name, { owner });
      await nodes.delete("node:n0", { actor: "ada", requestId: "r1" });
      expect(await namesOf(nodes)).toEqual([]);
      const deletions = (await changesOf(storage)).slice(5);
      expect(deletions).toHaveLength(5);
      expect(new Set(deletions.map(({ changesetId }) => changesetId)).size).toBe(1);
      expect(deletions[0]?.changesetId).not.toBeNull();
      expect(deletions[4]).toMatchObject({ op: "delete", by: "ada", requestId: "r1", reason: "node:n0 was deleted." });
      expect((await nodes.get("node:n4", { includeDeleted: true })).revision.changesetId).toBe(deletions[0]?.changesetId);
    });

    test("gives the reason that the caller gave to all", async ({ nodes, leaves, storage }) => {
      const owner = await makeNode(nodes, "n");
      await leaves.create({ name: "l", node: owner });
      await nodes.delete(owner, { reason: "moved" });
      expect((await changesOf(storage)).slice(2).map(({ model, reason }) => [model, reason])).toEqual([["node", "moved"], ["leaf", "moved"]]);
    });

    for (const size of [1, 2, 3]) {
      test(`goes once round a cycle of ${size}`, async ({ nodes, storage }) => {
        const ids = Array.from({ length: size }, (_, at) => `node:c${at}`);
        for (const at of ids.keys()) await makeNode(nodes, `c${at}`);
        for (const [at, id] of ids.entries()) await nodes.patch(id, { kind: "merge", patch: { owner: ids[(at + 1) % size] } });
        await nodes.delete("node:c0");
        expect(await namesOf(nodes)).toEqual([]);
        expect((await changesOf(storage)).filter(({ op }) => op === "delete")).toHaveLength(size);
      });
    }

    test("takes what hangs by two threads once, and changes nothing that goes anyway", async ({ nodes }) => {
      const root = await makeNode(nodes, "root");
      await makeNode(nodes, "left", { owner: root });
      await makeNode(nodes, "right", { owner: root });
      const bottom = await makeNode(nodes, "a-bottom", { owner: "node:left", place: { keeper: null, boss: "node:right" }, friend: root });
      await nodes.delete(root);
      expect(await namesOf(nodes)).toEqual([]);
      expect((await nodes.listRevisions(bottom)).items.map(({ op }) => op)).toEqual(["delete", "create"]);
    });

    test("passes by who is deleted already", async ({ nodes }) => {
      const root = await makeNode(nodes, "root");
      const gone = await makeNode(nodes, "gone", { owner: root });
      await nodes.delete(gone);
      await nodes.delete(root);
      expect((await nodes.listRevisions(gone)).items).toHaveLength(2);
    });

    test("happens on a purge too, and leaves the others restorable", async ({ nodes }) => {
      const root = await makeNode(nodes, "root");
      const child = await makeNode(nodes, "child", { owner: root });
      await nodes.purge(root);
      await refusal(nodes.get(child), "RESOURCE_DELETED");
      expect((await refusal(nodes.restore(child), "REFERENCE_NOT_FOUND")).map(({ path }) => path)).toEqual(["/owner"]);
    });
  });

  describe("setNull", () => {
    const places: [string, Partial<NodeInput>, Partial<NodeInput>][] = [
      ["a field", { friend: "node:x" }, { friend: null }],
      ["a list, whose item goes", { friends: ["node:y", "node:x", "node:z"] }, { friends: ["node:y", "node:z"] }],
      ["a record", { roles: { a: "node:x", b: "node:y", __proto__x: "node:x" } }, { roles: { a: null, b: "node:y", __proto__x: null } }],
      ["a tuple, which keeps its places", { pair: ["node:x", "node:y"] }, { pair: [null, "node:y"] }],
      ["a nested object", { place: { keeper: "node:x" } }, { place: { keeper: null } }],
      ["a union's member", { link: { kind: "near", node: "node:x" } }, { link: { kind: "near", node: null } }],
    ];
    for (const [place, input, after] of places) {
      test(`clears ${place}, by one new revision`, async ({ nodes }) => {
        for (const name of ["x", "y", "z"]) await makeNode(nodes, name);
        const id = await makeNode(nodes, "n", input);
        await nodes.delete("node:x");
        const { data, revision } = await nodes.get(id);
        expect(data).toMatchObject(after);
        expect(revision).toMatchObject({ revisionId: `${id}:2`, op: "update", reason: "node:x was deleted.", changesetId: expect.any(String) });
      });
    }

    test("clears all that goes at once by one revision, and keeps a draft one", async ({ nodes }) => {
      const root = await makeNode(nodes, "root");
      await makeNode(nodes, "child", { owner: root });
      const { resourceId: id } = await nodes.create({ name: "n", friend: root, friends: ["node:child"], place: { keeper: root } }, { status: "draft" });
      await nodes.delete(root);
      const { data, revision } = await nodes.get(id);
      expect(data).toMatchObject({ friend: null, friends: [], place: { keeper: null } });
      expect(revision).toMatchObject({ revisionId: `${id}:2`, status: "draft" });
    });

    test("is refused with the resource and the reason when that would not be valid", async ({ nodes, leaves }) => {
      const friend = await makeNode(nodes, "n");
      const needy = await leaves.create({ name: "needy", friend });
      expect(await refusal(nodes.delete(friend), "REFERENCED")).toEqual([
        { path: "/friend", message: `Resource "${needy.resourceId}": A needy leaf has a friend.` },
      ]);
      expect(await namesOf(nodes)).toEqual(["n"]);
    });

    test("changes nobody who has let go of it", async ({ nodes }) => {
      const friend = await makeNode(nodes, "x");
      const id = await makeNode(nodes, "n", { friend });
      await nodes.patch(id, { kind: "merge", patch: { friend: null } });
      await nodes.delete(friend);
      expect((await nodes.getMeta(id)).totalRevisionCount).toBe(2);
    });
  });

  describe("restrict", () => {
    const guarding: [string, Partial<NodeInput>, string][] = [
      ["a field", { guard: "node:x" }, "/guard"],
      ["a field that may be absent", { extra: "node:x" }, "/extra"],
      ["an item of a list", { guards: ["node:y", "node:x"] }, "/guards"],
      ["a revision", { pinned: "node:x:1" }, "/pinned"],
    ];
    for (const [what, input, path] of guarding) {
      test(`refuses while ${what} refers to it, naming who does`, async ({ nodes, storage }) => {
        for (const name of ["x", "y"]) await makeNode(nodes, name);
        const id = await makeNode(nodes, "n", input);
        for (const remove of [() => nodes.delete("node:x"), () => nodes.purge("node:x")]) {
          expect(await refusal(remove(), "REFERENCED")).toEqual([{ path, message: `Resource "${id}" refers to it.` }]);
        }
        expect(await changesOf(storage)).toHaveLength(3);
        await nodes.update(id, { name: "n" });
        await nodes.delete("node:x");
      });
    }

    test("refuses what would go along far down a chain, and then nothing goes", async ({ nodes, leaves }) => {
      const root = await makeNode(nodes, "root");
      const child = await makeNode(nodes, "child", { owner: root });
      const leaf = await leaves.create({ name: "l", guard: child });
      await refusal(nodes.delete(root), "REFERENCED");
      expect(await namesOf(nodes)).toEqual(["child", "root"]);
      await leaves.delete(leaf.resourceId);
      await nodes.delete(root);
      expect(await namesOf(nodes)).toEqual([]);
    });

    test("doesn't count for one that goes along with it, or is the resource itself", async ({ nodes }) => {
      const root = await makeNode(nodes, "root");
      await nodes.patch(root, { kind: "merge", patch: { guard: root } });
      await makeNode(nodes, "both", { owner: root, guard: root });
      await makeNode(nodes, "a-guard", { guard: "node:both", owner: root });
      await nodes.delete(root);
      expect(await namesOf(nodes)).toEqual([]);
    });

    test("doesn't count for one that was deleted or let go of it earlier in the changeset", async ({ nodes, storage }) => {
      const root = await makeNode(nodes, "root");
      const first = await makeNode(nodes, "first", { guard: root });
      const second = await makeNode(nodes, "second", { guard: root, owner: root });
      await changeset(storage, async (unit) => {
        await nodes.within(unit).delete(first);
        await nodes.within(unit).update(second, { name: "second" });
        await nodes.within(unit).delete(root);
      });
      expect(await namesOf(nodes)).toEqual(["second"]);
    });

    test("counts for one that the changeset itself makes or restores", async ({ nodes, storage }) => {
      const root = await makeNode(nodes, "root");
      const old = await makeNode(nodes, "old", { guard: root });
      await nodes.delete(old);
      const make = changeset(storage, async (unit) => {
        await nodes.within(unit).create({ name: "n", guard: root });
        await nodes.within(unit).delete(root);
      });
      await refusal(make, "REFERENCED");
      const restore = changeset(storage, async (unit) => {
        await nodes.within(unit).restore(old);
        await nodes.within(unit).delete(root);
      });
      await refusal(restore, "REFERENCED");
    });
  });

  test("what the changeset itself makes is deleted or cleared along", async ({ nodes, storage }) => {
    const root = await makeNode(nodes, "root");
    await changeset(storage, async (unit) => {
      const within = nodes.within(unit);
      await within.create({ name: "child", owner: root });
      await within.create({ name: "friend", friend: root });
      await within.delete(root);
    });
    const { items } = await nodes.search();
    expect(items.map(({ data }) => [data.name, data.friend])).toEqual([["friend", null]]);
  });

  test("a dangling reference stays as it is, after a purge too", async ({ nodes }) => {
    const root = await makeNode(nodes, "root");
    const id = await makeNode(nodes, "n", { trace: root });
    await nodes.delete(root);
    await nodes.purge(root);
    expect((await nodes.get(id)).data.trace).toBe(root);
    expect((await nodes.getMeta(id)).totalRevisionCount).toBe(1);
  });

  test("a referring model whose manager is missing stops the deletion, and is named", async ({ nodes, leaves, storage }) => {
    const root = await makeNode(nodes, "root");
    await leaves.create({ name: "l", node: root });
    const elsewhere: Storage = { ...storage };
    const alone = new ResourceManager(nodeSpec, elsewhere);
    await expect(alone.delete(root)).rejects.toMatchObject({ code: "NOT_SUPPORTED", message: expect.stringContaining('"leaf"') });
    openGraph(elsewhere);
    await alone.delete(root);
    expect(await namesOf(leaves)).toEqual([]);
  });
}
