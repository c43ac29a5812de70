import { changeset, ResourceManager } from "@specstar/runtime";
import { describe, expect } from "vitest";
import { leafSpec, type NodeInput } from "./graph-models.js";
import { changesOf, makeNode } from "./graph.js";
import { graphTest } from "./graph-world.js";
import { refusal, type OpenStorage } from "./world.js";

/** What data may refer to. */
export function referenceSuite(open: OpenStorage): void {
  const test = graphTest(open);

  describe("what is referred to must be there", () => {
    const broken: [string, Partial<NodeInput>, string][] = [
      ["a field", { owner: "node:none" }, "/owner"],
      ["a field that may be absent", { extra: "node:none" }, "/extra"],
      ["a list", { friends: ["node:none"] }, "/friends"],
      ["a record", { roles: { a: null, b: "node:none" } }, "/roles"],
      ["a tuple", { pair: [null, "node:none"] }, "/pair"],
      ["a nested object", { place: { keeper: null, boss: "node:none" } }, "/place/boss"],
      ["a union's member", { link: { kind: "near", node: "node:none" } }, "/link/node"],
      ["a revision of what is not there", { pinned: "node:none:1" }, "/pinned"],
      ["a name that no resource can have", { owner: `node:${"x".repeat(200)}` }, "/owner"],
    ];
    for (const [what, input, path] of broken) {
      test(`in ${what}, when it is created, updated, patched and modified`, async ({ nodes, storage }) => {
        const { resourceId } = await nodes.create({ name: "n" }, { status: "draft" });
        const patch = { kind: "merge", patch: input } as const;
        const writes = [
          () => nodes.create({ name: "m", ...input }),
          () => nodes.create({ name: "m", ...input }, { validateOnly: true }),
          () => nodes.update(resourceId, { name: "n", ...input }),
          () => nodes.patch(resourceId, patch),
          () => nodes.patch(resourceId, patch, { mode: "modify" }),
        ];
        for (const write of writes) expect((await refusal(write(), "REFERENCE_NOT_FOUND")).map((problem) => problem.path)).toEqual([path]);
        expect(await changesOf(storage)).toHaveLength(1);
      });
    }

    test("and not be deleted", async ({ nodes }) => {
      const gone = await makeNode(nodes, "gone");
      await nodes.delete(gone);
      const [problem] = await refusal(nodes.create({ name: "n", owner: gone }), "REFERENCE_NOT_FOUND");
      expect(problem).toEqual({ path: "/owner", message: 'There is no node "node:gone" to refer to, or it is deleted.' });
      await nodes.restore(gone);
      await makeNode(nodes, "n", { owner: gone });
    });

    test("with the revision that is named", async ({ nodes }) => {
      const target = await makeNode(nodes, "target");
      await nodes.update(target, { name: "later" });
      await makeNode(nodes, "n", { pinned: `${target}:1` });
      await makeNode(nodes, "m", { pinned: `${target}:2` });
      for (const n of ["3", "99999999999999999999"]) {
        await refusal(nodes.create({ name: "o", pinned: `${target}:${n}` }), "REFERENCE_NOT_FOUND");
      }
    });

    test("but for a reference that may dangle", async ({ nodes }) => {
      const id = await makeNode(nodes, "n", { trace: "node:none" });
      expect((await nodes.get(id)).data.trace).toBe("node:none");
    });

    test("and a text that another member of the union has in its place is none", async ({ nodes }) => {
      const id = await makeNode(nodes, "n", { link: { kind: "far", node: "north" } });
      expect((await nodes.get(id)).data.link).toEqual({ kind: "far", node: "north" });
    });

    test("or come in the same changeset, before or after; never leave in it", async ({ nodes, storage }) => {
      await changeset(storage, async (unit) => {
        const within = nodes.within(unit);
        await within.create({ name: "a", owner: "node:b" }, { id: "a" });
        await within.create({ name: "b", friend: "node:a" }, { id: "b" });
      });
      const leave = changeset(storage, async (unit) => {
        await nodes.within(unit).delete("node:b");
        await nodes.within(unit).create({ name: "c", friend: "node:b" });
      });
      expect((await refusal(leave, "REFERENCE_NOT_FOUND")).map(({ path }) => path)).toEqual(["/friend"]);
      expect((await nodes.getMeta("node:b")).totalRevisionCount).toBe(1);
    });
  });

  test("a resource may refer to itself as soon as its id is known", async ({ nodes }) => {
    const id = await makeNode(nodes, "self", { owner: "node:self", guard: "node:self", pinned: "node:self:1" });
    await nodes.delete(id);
    await nodes.restore(id);
    await nodes.purge(id);
    await refusal(nodes.get(id), "RESOURCE_NOT_FOUND");
  });

  test("restore is refused while what it referred to is gone", async ({ nodes, storage }) => {
    const owner = await makeNode(nodes, "owner");
    const id = await makeNode(nodes, "n", { owner });
    await nodes.delete(owner);
    const before = await changesOf(storage);
    expect((await refusal(nodes.restore(id), "REFERENCE_NOT_FOUND")).map(({ path }) => path)).toEqual(["/owner"]);
    expect(await changesOf(storage)).toEqual(before);
    await nodes.restore(owner);
    await nodes.restore(id);
    await nodes.delete(owner);
    await refusal(nodes.get(id), "RESOURCE_DELETED");
  });

  test("switch and revert are refused to a revision that refers to what is gone", async ({ nodes }) => {
    const friend = await makeNode(nodes, "friend");
    const id = await makeNode(nodes, "n", { friend });
    await nodes.update(id, { name: "n" });
    await nodes.delete(friend);
    for (const write of [() => nodes.switch(id, 1), () => nodes.revert(id, 1)]) {
      expect((await refusal(write(), "REFERENCE_NOT_FOUND")).map(({ path }) => path)).toEqual(["/friend"]);
    }
    await nodes.revert(id, 1, { fields: ["name"] });
    expect((await nodes.getMeta(id)).currentRevisionId).toBe(`${id}:2`);
  });

  test("a switch brings a revision's references back into force", async ({ nodes }) => {
    const guard = await makeNode(nodes, "guard");
    const id = await makeNode(nodes, "n", { guard });
    await nodes.update(id, { name: "n" });
    await nodes.switch(id, 1);
    await refusal(nodes.delete(guard), "REFERENCED");
    await nodes.switch(id, 2);
    await nodes.delete(guard);
  });

  test("referrers are listed page by page, one for each path, without those that are deleted", async ({ nodes, leaves }) => {
    const target = await makeNode(nodes, "t");
    const leaf = await leaves.create({ name: "l", friend: target }, { id: "l" });
    await makeNode(nodes, "a", { friends: [target], friend: target, pinned: `${target}:1`, trace: target });
    await nodes.delete(await makeNode(nodes, "b", { friend: target }));
    const found: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await nodes.listReferrers(target, { limit: 2, cursor });
      found.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(found).toEqual([
      { resourceId: leaf.resourceId, path: "friend", onDelete: "setNull", n: null },
      { resourceId: "node:a", path: "friend", onDelete: "setNull", n: null },
      { resourceId: "node:a", path: "friends", onDelete: "setNull", n: null },
      { resourceId: "node:a", path: "pinned", onDelete: "restrict", n: 1 },
      { resourceId: "node:a", path: "trace", onDelete: "dangling", n: null },
    ]);
    await refusal(nodes.listReferrers("node:none"), "RESOURCE_NOT_FOUND");
    await refusal(nodes.listReferrers(target, { cursor: "x" }), "INVALID_QUERY");
  });

  test("a model whose manager is missing can't be referred to, and is named", async ({ storage }) => {
    const leaves = new ResourceManager(leafSpec, { ...storage });
    await expect(leaves.create({ name: "l", node: "node:a" })).rejects.toMatchObject({
      code: "NOT_SUPPORTED",
      message: 'Resources of the model "node" are concerned: make its manager on the same storage first.',
    });
  });
}
