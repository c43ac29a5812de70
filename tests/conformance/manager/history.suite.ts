import { describe, expect } from "vitest";
import { openIssues, refusal, worldTest, type OpenStorage } from "./world.js";

/** That many seconds after the first instant. */
function secondsIn(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** What a resource was, and what has changed in it. */
export function historySuite(open: OpenStorage): void {
  const test = worldTest(open);

  describe("asOf", () => {
    test("tells what was current, through switches, deletes and restores", async ({ storage }) => {
      let now = 0;
      const issues = openIssues(storage, { clock: () => new Date(now) });
      const at = async <Result>(time: number, write: () => Promise<Result>): Promise<Result> => {
        now = time;
        return write();
      };
      const { resourceId } = await at(100, () => issues.create({ title: "one" }));
      await at(200, () => issues.update(resourceId, { title: "two" }));
      await at(300, () => issues.switch(resourceId, 1));
      await at(400, () => issues.delete(resourceId));
      await at(500, () => issues.restore(resourceId));
      await at(600, () => issues.update(resourceId, { title: "three" }));
      const read = async (asOf: number) => (await issues.get(resourceId, { asOf: new Date(asOf) })).revision.revisionId.slice(resourceId.length + 1);
      expect(await Promise.all([100, 199, 200, 299, 300, 399, 500, 599, 600, 9000].map(read))).toEqual(["1", "1", "2", "2", "1", "1", "4", "4", "5", "5"]);
      await refusal(issues.get(resourceId, { asOf: new Date(99) }), "RESOURCE_NOT_FOUND");
      await refusal(issues.get(resourceId, { asOf: new Date("never") }), "INVALID_QUERY");
      for (const deleted of [400, 499]) await refusal(issues.get(resourceId, { asOf: new Date(deleted) }), "RESOURCE_DELETED");
      expect((await issues.get(resourceId, { asOf: new Date(450), includeDeleted: true })).revision.op).toBe("delete");
      await refusal(issues.get(resourceId, { asOf: new Date(100), revisionId: 1 }), "INVALID_QUERY");
      await issues.delete(resourceId);
      expect(await read(150)).toBe("1");
    });

    test("tells the last of several within a millisecond", async ({ storage }) => {
      const issues = openIssues(storage, { clock: () => new Date(1000) });
      const { resourceId } = await issues.create({ title: "one" });
      await issues.update(resourceId, { title: "two" });
      await issues.update(resourceId, { title: "three" });
      await issues.switch(resourceId, 2);
      expect((await issues.get(resourceId, { asOf: new Date(1000) })).data.title).toBe("two");
    });
  });

  describe("the list of revisions", () => {
    test("is filtered by author, kind and time, page by page", async ({ storage }) => {
      let now = 0;
      const issues = openIssues(storage, { clock: () => new Date(now) });
      const { resourceId } = await issues.create({ title: "0" }, { actor: "ada" });
      for (const at of [1, 2, 3, 4, 5, 6]) {
        now = at * 1000;
        await issues.update(resourceId, { title: `${at}` }, { actor: at % 2 === 0 ? "ada" : "bob" });
      }
      now = 7000;
      await issues.delete(resourceId, { actor: "bob" });
      const list = async (filter: object): Promise<string[]> => {
        const found: string[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await issues.listRevisions(resourceId, { ...filter, limit: 2, cursor });
          found.push(...page.items.map(({ revisionId }) => revisionId.slice(resourceId.length + 1)));
          if (page.nextCursor === null) return found;
          cursor = page.nextCursor;
        }
      };
      expect(await list({ createdBy: "ada" })).toEqual(["7", "5", "3", "1"]);
      expect(await list({ createdBy: "bob", op: "update" })).toEqual(["6", "4", "2"]);
      expect(await list({ op: "delete" })).toEqual(["8"]);
      expect(await list({ since: secondsIn(2), until: secondsIn(5) })).toEqual(["5", "4", "3"]);
      expect(await list({ createdBy: "nobody" })).toEqual([]);
      await refusal(issues.listRevisions("issue:none", { createdBy: "ada" }), "RESOURCE_NOT_FOUND");
    });
  });

  describe("diff", () => {
    test("is between any two revisions, in both directions, of what is deleted too", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "one" });
      await issues.update(resourceId, { title: "two", assignee: "ada" });
      await issues.update(resourceId, { title: "three" });
      const [from, to] = [`${resourceId}:1`, `${resourceId}:2`];
      expect(await issues.diff(resourceId, { from: 1, to: 2 })).toEqual({
        from,
        to,
        patch: [
          { op: "replace", path: "/title", value: "two", oldValue: "one" },
          { op: "replace", path: "/assignee", value: "ada", oldValue: null },
        ],
      });
      expect((await issues.diff(resourceId, { from: to, to: from })).patch).toContainEqual({ op: "replace", path: "/title", value: "one", oldValue: "two" });
      expect((await issues.diff(resourceId, { from: 2, to: 2 })).patch).toEqual([]);
      await issues.delete(resourceId);
      expect((await issues.diff(resourceId, { from: 1, to: "3" })).patch).toEqual([{ op: "replace", path: "/title", value: "three", oldValue: "one" }]);
      await refusal(issues.diff(resourceId, { from: 1, to: 9 }), "REVISION_NOT_FOUND");
      await refusal(issues.diff("issue:none", {}), "RESOURCE_NOT_FOUND");
    });

    test("goes by itself from the revision before to the current one", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "one" });
      expect(await issues.diff(resourceId)).toEqual({ from: `${resourceId}:1`, to: `${resourceId}:1`, patch: [] });
      await issues.update(resourceId, { title: "two" });
      await issues.switch(resourceId, 1);
      await issues.update(resourceId, { title: "three" });
      expect(await issues.diff(resourceId)).toMatchObject({ from: `${resourceId}:1`, to: `${resourceId}:3` });
      expect(await issues.diff(resourceId, { to: 2 })).toMatchObject({ from: `${resourceId}:1`, to: `${resourceId}:2` });
      expect(await issues.diff(resourceId, { from: 2 })).toMatchObject({ from: `${resourceId}:2`, to: `${resourceId}:3` });
    });
  });
}
