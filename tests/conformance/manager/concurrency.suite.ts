import { expect } from "vitest";
import { numbersOf, openIssues, refusal, worldTest, type IssueManager, type OpenStorage } from "./world.js";

/** Each client makes its updates one after another; the clients run side by side. */
async function runClients(clients: readonly IssueManager[], resourceId: string, updates: number): Promise<string[]> {
  const runs = clients.map(async (issues, client) => {
    const made: string[] = [];
    for (let at = 0; at < updates; at++) {
      made.push((await issues.update(resourceId, { title: `client ${client}, update ${at}` })).revisionId);
    }
    return made;
  });
  return (await Promise.all(runs)).flat();
}

const countdown = (from: number) => Array.from({ length: from }, (_, at) => from - at);

/** Writes that race. */
export function concurrencySuite(open: OpenStorage): void {
  const test = worldTest(open);

  test("400 updates from 8 clients are 400 revisions, numbered without gap or repeat", async ({ issues }) => {
    const { resourceId } = await issues.create({ title: "start" });
    const made = await runClients(Array.from({ length: 8 }, () => issues), resourceId, 50);
    expect(new Set(made).size).toBe(400);
    expect(await numbersOf(issues, resourceId)).toEqual(countdown(401));
    expect((await issues.getMeta(resourceId)).totalRevisionCount).toBe(401);
  });

  test("so are 400 that come at once", async ({ issues }) => {
    const { resourceId } = await issues.create({ title: "start" });
    await Promise.all(Array.from({ length: 400 }, (_, at) => issues.update(resourceId, { title: `update ${at}` })));
    expect(await numbersOf(issues, resourceId)).toEqual(countdown(401));
  });

  test("and those of several managers that know nothing of each other", async ({ storage, issues }) => {
    const { resourceId } = await issues.create({ title: "start" });
    const made = await runClients([issues, openIssues(storage), openIssues(storage), openIssues(storage)], resourceId, 25);
    expect(new Set(made).size).toBe(100);
    expect(await numbersOf(issues, resourceId)).toEqual(countdown(101));
    const { items } = await issues.listRevisions(resourceId, { limit: 1000 });
    expect(items.map(({ parentRevisionId }) => parentRevisionId)).toEqual([...items.slice(1).map(({ revisionId }) => revisionId), null]);
  });

  test("of many that expect the same state, one succeeds", async ({ storage, issues }) => {
    const created = await issues.create({ title: "start" });
    const managers = [issues, openIssues(storage)];
    const attempts = managers.flatMap((manager) =>
      Array.from({ length: 10 }, (_, at) => manager.update(created.resourceId, { title: `update ${at}` }, { ifMatch: created.uid })),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.status === "rejected" && outcome.reason.code === "REVISION_CONFLICT")).toHaveLength(19);
    expect(await numbersOf(issues, created.resourceId)).toEqual([2, 1]);
  });

  test("a delete among updates ends them, and every acknowledged one is there", async ({ storage, issues }) => {
    const { resourceId } = await issues.create({ title: "start" });
    const other = openIssues(storage);
    const updates = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? issues : other).update(resourceId, { title: `update ${at}` }));
    const outcomes = await Promise.allSettled([...updates, issues.delete(resourceId)]);
    const made = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(await numbersOf(issues, resourceId)).toEqual(countdown(made + 1));
    await refusal(issues.update(resourceId, { title: "late" }), "RESOURCE_DELETED");
  });

  test("an update that fails holds up nobody", async ({ issues }) => {
    const { resourceId } = await issues.create({ title: "start" });
    const outcomes = await Promise.allSettled([
      issues.update(resourceId, { title: "one" }),
      issues.update(resourceId, { title: "two" }, { ifMatch: "stale" }),
      issues.update(resourceId, { title: "three" }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await numbersOf(issues, resourceId)).toEqual([3, 2, 1]);
  });
}
