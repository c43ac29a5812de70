import { changeset, type Storage } from "@specstar/runtime";
import { expect } from "vitest";
import { findFaults, mixWrites } from "./graph-mix.js";
import { graphTest } from "./graph-world.js";
import { changesOf, makeNode, namesOf, openGraph, type Graph } from "./graph.js";
import { refusal, type OpenStorage } from "./world.js";

/** Writes that race over what refers to each other, by managers that know nothing of each other. */
export function raceSuite(open: OpenStorage): void {
  const test = graphTest(open);

  for (const field of ["owner", "friend", "guard"] as const) {
    test(`a referrer by ${field} that is made while its target is deleted never refers to nothing`, async (graph) => {
      const { nodes } = graph;
      const other = openGraph(copyOf(graph.storage)).nodes;
      for (let round = 0; round < 10; round++) {
        const target = await makeNode(nodes, `t${round}`);
        const attempts = [other.create({ name: "n", [field]: target }), nodes.delete(target), other.create({ name: "n", [field]: target })];
        for (const outcome of await Promise.allSettled(attempts)) {
          if (outcome.status === "rejected") expect(outcome.reason.code).toMatch(/^(REFERENCE_NOT_FOUND|REFERENCED)$/);
        }
        expect(await findFaults(graph)).toEqual([]);
      }
    });
  }

  test("two cascades over the same resources both come through, and delete each once", async (graph) => {
    const { nodes, storage } = graph;
    const other = openGraph(copyOf(storage)).nodes;
    const [left, right] = [await makeNode(nodes, "left"), await makeNode(nodes, "right")];
    for (let at = 0; at < 10; at++) await makeNode(nodes, `n${at}`, { owner: left, place: { keeper: null, boss: right } });
    await Promise.all([nodes.delete(left), other.delete(right)]);
    expect(await namesOf(nodes)).toEqual([]);
    expect((await changesOf(storage)).filter(({ op }) => op === "delete")).toHaveLength(12);
  });

  test("two deletions that clear fields of one resource both come through", async ({ nodes, storage }) => {
    const other = openGraph(copyOf(storage)).nodes;
    const [left, right] = [await makeNode(nodes, "left"), await makeNode(nodes, "right")];
    const id = await makeNode(nodes, "n", { friend: left, friends: [right, left] });
    await Promise.all([nodes.delete(left), other.delete(right)]);
    expect((await nodes.get(id)).data).toMatchObject({ friend: null, friends: [] });
  });

  test("a purge among updates ends them, and nothing is left of any", async ({ nodes, storage }) => {
    const other = openGraph(copyOf(storage)).nodes;
    const id = await makeNode(nodes, "n");
    const updates = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? nodes : other).update(id, { name: `${at}` }));
    const reads = Array.from({ length: 10 }, () => other.get(id));
    const [purged, ...outcomes] = await Promise.allSettled([nodes.purge(id), ...updates, ...reads]);
    expect(purged.status).toBe("fulfilled");
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "RESOURCE_NOT_FOUND" });
    await refusal(nodes.get(id), "RESOURCE_NOT_FOUND");
    expect(await envelopesOf(storage)).toBe(0);
  });

  test("a changeset among single writes is whole", async ({ nodes, leaves, storage }) => {
    const other = openGraph(copyOf(storage)).nodes;
    const [left, right] = [await makeNode(nodes, "left"), await makeNode(nodes, "right")];
    const together = Array.from({ length: 10 }, (_, at) =>
      changeset(storage, async (unit) => {
        await nodes.within(unit).update(left, { name: `both ${at}` });
        await nodes.within(unit).update(right, { name: `both ${at}` });
        await leaves.within(unit).create({ name: `both ${at}`, node: left });
      }),
    );
    const alone = Array.from({ length: 20 }, (_, at) => other.update(at % 2 === 0 ? left : right, { name: `alone ${at}` }));
    await Promise.all([...together, ...alone]);
    const counts = await Promise.all([left, right].map(async (id) => (await nodes.getMeta(id)).totalRevisionCount));
    expect(counts).toEqual([21, 21]);
    expect(await leaves.count()).toBe(10);
  });

  for (const seed of [1, 2, 3]) {
    test(`all kinds of writes at once leave nothing broken (${seed})`, async (graph) => {
      const others = [graph, openGraph(copyOf(graph.storage))];
      await Promise.all(others.map((each, at) => mixWrites(each, seed * 10 + at, 150)));
      expect(await findFaults(graph)).toEqual([]);
      if (!graph.storage.meta.keepsPayloads) expect(await findOrphans(graph)).toEqual([]);
    });
  }
}

/** The same storage to managers that know only each other. */
function copyOf(storage: Storage): Storage {
  return { ...storage };
}

async function envelopesOf({ revisions }: Storage): Promise<number> {
  let count = 0;
  for await (const _ of revisions.list()) count++;
  return count;
}

/** The envelopes whose data, or whose facts, no revision has. */
async function findOrphans({ storage: { meta, revisions }, nodes, leaves }: Graph): Promise<string[]> {
  const everything = { includeDeleted: true, limit: 1000 };
  const [all, others] = await Promise.all([nodes.search(everything), leaves.search(everything)]);
  const known = new Set<string>();
  for (const { meta: { resourceId } } of [...all.items, ...others.items]) {
    const manager = resourceId.startsWith("node:") ? nodes : leaves;
    const { payloadUids } = await meta.readHoldings(manager.spec.index, resourceId);
    for (const uid of payloadUids) known.add(`data of ${uid}`);
    for (const { uid } of (await manager.listRevisions(resourceId, { limit: 1000 })).items) known.add(`facts of ${uid}`);
  }
  const kept: string[] = [];
  for await (const { uid, payload } of revisions.list()) kept.push(`${"data" in payload ? "data" : "facts"} of ${uid}`);
  return kept.filter((envelope) => !known.has(envelope));
}
