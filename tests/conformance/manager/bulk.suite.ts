import { expect } from "vitest";
import { changesOf, makeNode, namesOf } from "./graph.js";
import { graphTest } from "./graph-world.js";
import { openIssues, refusal, worldTest, type IssueManager, type OpenStorage } from "./world.js";

async function fill(issues: IssueManager, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, at) => issues.create({ title: `${at}`, severity: at % 2 === 0 ? "low" : "high" })));
}

/** One operation on all resources that meet a condition. */
export function bulkSuite(open: OpenStorage): void {
  const test = worldTest(open);
  const inGraph = graphTest(open);

  test("update changes all that meet the condition, in one changeset, and counts them", async ({ issues, storage }) => {
    await fill(issues, 6);
    const { changesetId, count } = await issues.bulk((q) => q.severity.eq("high"), { op: "update", patch: { assignee: "ada" } }, { actor: "bob" });
    expect(count).toBe(3);
    expect(await issues.count({ where: (q) => q.assignee.eq("ada") })).toBe(3);
    const changes = (await changesOf(storage)).slice(6);
    expect(changes.map(({ op, by, changesetId: shared }) => [op, by, shared])).toEqual([1, 2, 3].map(() => ["update", "bob", changesetId]));
    expect(await issues.bulk((q) => q.assignee.eq("nobody"), { op: "delete" })).toMatchObject({ count: 0 });
  });

  test("delete and restore go by the same condition, each among its own", async ({ issues }) => {
    await fill(issues, 6);
    const gone = await issues.search({ where: (q) => q.severity.eq("low"), limit: 1 });
    await issues.delete(gone.items[0]?.meta.resourceId ?? "");
    expect(await issues.bulk((q) => q.severity.eq("low"), { op: "delete" })).toMatchObject({ count: 2 });
    expect(await issues.count()).toBe(3);
    expect(await issues.bulk((q) => q.severity.eq("low"), { op: "restore" })).toMatchObject({ count: 3 });
    expect(await issues.bulk(undefined, { op: "restore" })).toMatchObject({ count: 0 });
    expect(await issues.count()).toBe(6);
  });

  test("more than may be touched are refused with their number, and a limit that can't be", async ({ issues, storage }) => {
    await fill(issues, 5);
    const [problem] = await refusal(issues.bulk(undefined, { op: "delete" }, { most: 4 }), "TOO_MANY_MATCHES");
    expect(problem?.message).toMatch(/^5 resources /);
    await issues.bulk(undefined, { op: "delete" }, { most: 5 });
    expect((await refusal(issues.bulk(undefined, { op: "restore" }, { most: 1 }), "TOO_MANY_MATCHES"))[0]?.message).toMatch(/^5 resources /);
    for (const most of [0, -1, 1.5, 10_001, Number.NaN]) await refusal(issues.bulk(undefined, { op: "restore" }, { most }), "INVALID_QUERY");
    expect(await changesOf(storage)).toHaveLength(10);
  });

  test("all or none: one that is refused stops the others", async ({ issues, accounts, storage }) => {
    await Promise.all(["a", "b"].map((name) => accounts.create({ name, email: `${name}@example.com` })));
    await fill(issues, 3);
    const before = await changesOf(storage);
    await refusal(accounts.bulk(undefined, { op: "update", patch: { email: "same@example.com" } }), "UNIQUE_VIOLATION");
    await refusal(issues.bulk(undefined, { op: "update", patch: { title: null } }), "VALIDATION_FAILED");
    expect(await changesOf(storage)).toEqual(before);
  });

  test("what is changed meanwhile is looked at anew, and what no longer meets the condition is left alone", async ({ issues, storage }) => {
    await fill(issues, 20);
    const other = openIssues(storage);
    const { items } = await other.search({ where: (q) => q.severity.eq("high"), limit: 5 });
    const moving = items.map(({ meta, data }) => other.update(meta.resourceId, { ...data, severity: "low" }));
    const [{ count }] = await Promise.all([issues.bulk((q) => q.severity.eq("high"), { op: "delete" }), Promise.allSettled(moving)]);
    expect(await issues.count({ where: (q) => q.severity.eq("high") })).toBe(0);
    expect(await issues.count()).toBe(20 - count);
    expect(count).toBeGreaterThanOrEqual(5);
  });

  test("two that race over the same resources both end, and touch each once", async ({ issues, storage }) => {
    await fill(issues, 20);
    const results = await Promise.all([issues, openIssues(storage)].map((manager) => manager.bulk(undefined, { op: "delete" })));
    expect(results.reduce((sum, { count }) => sum + count, 0)).toBe(20);
    expect((await changesOf(storage)).filter(({ op }) => op === "delete")).toHaveLength(20);
  });

  inGraph("a deletion that takes another of its own along deletes that once", async ({ nodes, storage }) => {
    const root = await makeNode(nodes, "a");
    await makeNode(nodes, "b", { owner: root });
    await makeNode(nodes, "c", { owner: "node:b", guard: root });
    await nodes.bulk(undefined, { op: "delete" });
    expect(await namesOf(nodes)).toEqual([]);
    expect((await changesOf(storage)).filter(({ op }) => op === "delete")).toHaveLength(3);
    await nodes.bulk(undefined, { op: "restore" });
    expect(await namesOf(nodes)).toEqual(["a", "b", "c"]);
  });

  inGraph("a referrer in the way goes in time when it is among those that are deleted", async ({ nodes }) => {
    await makeNode(nodes, "a");
    await makeNode(nodes, "z", { guard: "node:a" });
    await refusal(nodes.bulk((q) => q.name.eq("a"), { op: "delete" }), "REFERENCED");
    expect(await nodes.bulk(undefined, { op: "delete" })).toMatchObject({ count: 2 });
  });
}
