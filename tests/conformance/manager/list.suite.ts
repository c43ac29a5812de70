import { describe, expect } from "vitest";
import type { IssueInput } from "./models.js";
import { refusal, worldTest, type IssueManager, type OpenStorage } from "./world.js";

const people = ["alice", "bob", null];
const severities = ["low", "medium", "high"] as const;

async function fill(issues: IssueManager, count: number): Promise<void> {
  const inputs = Array.from({ length: count }, (_, at): IssueInput => ({
    title: `issue ${at}`,
    severity: severities[at % 3] ?? "low",
    assignee: people[at % people.length] ?? null,
    dueDate: at % 2 === 0 ? new Date(at * 86_400_000) : null,
  }));
  for (const input of inputs) await issues.create(input);
}

async function titlesByPage(issues: IssueManager, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await issues.search({ orderBy: [{ severity: "desc" }], limit, cursor });
    pages.push(page.items.map(({ data }) => data.title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

/** Searches, counts and histories, page by page. */
export function listSuite(open: OpenStorage): void {
  const test = worldTest(open);

  describe("search", () => {
    test("finds by what is indexed, with the data", async ({ issues }) => {
      await fill(issues, 9);
      const page = await issues.search({
        where: (q) => q.and(q.severity.in(["medium", "high"]), q.not(q.assignee.isNull())),
        orderBy: [{ dueDate: "asc" }, { severity: "asc" }],
        limit: 20,
        count: "exact",
      });
      expect(page).toMatchObject({ nextCursor: null, total: 3 });
      expect(page.items.map(({ data }) => data.title)).toEqual(["issue 1", "issue 7", "issue 4"]);
      expect(page.items[2]?.data.dueDate).toEqual(new Date(4 * 86_400_000));
      expect(await issues.count({ where: (q) => q.dueDate.lt(new Date(3 * 86_400_000)) })).toBe(2);
    });

    test("gives the newest first by default, and nothing that is deleted", async ({ issues }) => {
      const first = await issues.create({ title: "first" });
      await new Promise((resume) => setTimeout(resume, 3));
      const second = await issues.create({ title: "second" });
      expect((await issues.search()).items.map(({ data }) => data.title)).toEqual(["second", "first"]);
      await issues.delete(second.resourceId);
      expect((await issues.search()).items.map(({ revision }) => revision)).toEqual([first]);
      const all = await issues.search({ includeDeleted: true, orderBy: [{ resourceId: "asc" }] });
      expect(all.items.map(({ data, meta }) => [data.title, meta.isDeleted])).toEqual([["first", false], ["second", true]]);
    });

    test("goes on where the page before ended, without a total that nobody asked for", async ({ issues }) => {
      await fill(issues, 10);
      const pages = await titlesByPage(issues, 4);
      expect(pages.map((page) => page.length)).toEqual([4, 4, 2]);
      expect(new Set(pages.flat()).size).toBe(10);
      expect((await titlesByPage(issues, 5)).map((page) => page.length)).toEqual([5, 5]);
      expect(Object.keys(await issues.search())).not.toContain("total");
    });

    test("answers with texts when it is asked through the encoded side", async ({ issues }) => {
      const created = await issues.create({ title: "a", assignee: "alice" });
      const where = { kind: "compare", field: "assignee", op: "eq", value: "alice" } as const;
      const page = await issues.encoded.search({ where, orderBy: [] });
      expect(page.items).toEqual([await issues.encoded.get(created.resourceId)]);
      expect(await issues.encoded.count({ where })).toBe(1);
    });

    test("refuses what is not indexed, and pages that can't be", async ({ issues }) => {
      const where = { kind: "compare", field: "titel", op: "eq", value: "x" } as const;
      await refusal(issues.encoded.search({ where, orderBy: [] }), "INVALID_QUERY");
      await refusal(issues.encoded.count({ where }), "INVALID_QUERY");
      for (const limit of [0, -1, 1.5, Number.NaN]) await refusal(issues.search({ limit }), "INVALID_QUERY");
      for (const cursor of ["", "x", "W10", "null"]) await refusal(issues.search({ cursor }), "INVALID_QUERY");
      expect((await issues.search({ limit: 5000 })).items).toEqual([]);
    });
  });

  describe("listRevisions", () => {
    test("is newest first, page by page", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "0" });
      for (let at = 1; at < 5; at++) await issues.update(resourceId, { title: `${at}` });
      const first = await issues.listRevisions(resourceId, { limit: 2 });
      expect(first.items.map(({ revisionId }) => revisionId)).toEqual([`${resourceId}:5`, `${resourceId}:4`]);
      await issues.update(resourceId, { title: "meanwhile" });
      const second = await issues.listRevisions(resourceId, { limit: 2, cursor: first.nextCursor ?? "" });
      expect(second.items.map(({ revisionId }) => revisionId)).toEqual([`${resourceId}:3`, `${resourceId}:2`]);
      const third = await issues.listRevisions(resourceId, { limit: 2, cursor: second.nextCursor ?? "" });
      expect(third).toMatchObject({ items: [{ revisionId: `${resourceId}:1` }], nextCursor: null });
    });

    test("refuses limits and cursors that can't be", async ({ issues }) => {
      const { resourceId } = await issues.create({ title: "a" });
      await issues.update(resourceId, { title: "b" });
      const other = await issues.create({ title: "c" });
      const { nextCursor } = await issues.listRevisions(resourceId, { limit: 1 });
      for (const limit of [0, -1, 1.5, Number.NaN]) await refusal(issues.listRevisions(resourceId, { limit }), "INVALID_QUERY");
      for (const cursor of ["", "x", "MQ", `${nextCursor}A`, `${nextCursor}!`]) {
        await refusal(issues.listRevisions(resourceId, { cursor }), "INVALID_QUERY");
      }
      await refusal(issues.listRevisions(other.resourceId, { cursor: nextCursor ?? "" }), "INVALID_QUERY");
    });
  });
}
