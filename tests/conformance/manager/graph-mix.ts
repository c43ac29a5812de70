import { hash } from "node:crypto";
import { changeset, isSpecstarError, type ErrorCode } from "@specstar/runtime";
import type { Node, NodeInput } from "./graph-models.js";
import type { Graph } from "./graph.js";

/** How writes may end that get in each other's way. */
const EXPECTED: ReadonlySet<ErrorCode> = new Set([
  "RESOURCE_NOT_FOUND",
  "RESOURCE_DELETED",
  "REVISION_NOT_FOUND",
  "DUPLICATE_RESOURCE",
  "REFERENCE_NOT_FOUND",
  "REFERENCED",
  "UNIQUE_VIOLATION",
  "NOT_MODIFIABLE",
]);

const NAMES = Array.from({ length: 8 }, (_, at) => `n${at}`);

type Pick = <Item>(items: readonly Item[]) => Item;

/** Makes random writes to a few nodes and leaves, several at a time. What else than expected goes wrong is thrown. */
export async function mixWrites(graph: Graph, seed: number, writes: number): Promise<void> {
  const pick = createPick(seed);
  let left = writes;
  const work = async (): Promise<void> => {
    while (left-- > 0) await tryWrite(() => writeOnce(graph, pick));
  };
  await Promise.all([work(), work(), work(), work()]);
}

async function tryWrite(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isSpecstarError(error) || !EXPECTED.has(error.code)) throw error;
  }
}

function writeOnce({ nodes, leaves, storage }: Graph, pick: Pick): Promise<unknown> {
  const [name, other] = [pick(NAMES), pick(NAMES)];
  const id = `node:${name}`;
  const writes: readonly (() => Promise<unknown>)[] = [
    () => nodes.create(randomInput(name, pick), { id: name }),
    () => nodes.create(randomInput(name, pick), { id: name, status: "draft" }),
    () => nodes.update(id, randomInput(name, pick)),
    () => nodes.update(id, randomInput(name, pick), { status: "draft" }),
    () => nodes.update(id, randomInput(name, pick), { mode: "modify" }),
    () => nodes.publish(id),
    () => nodes.switch(id, pick([1, 2, 3])),
    () => nodes.restore(id),
    () => nodes.bulk(undefined, { op: "restore" }),
    () => nodes.delete(id),
    () => nodes.purge(id),
    () => leaves.create({ name: `l-${name}`, node: id }),
    () => changeset(storage, async (unit) => [await nodes.within(unit).delete(id), await leaves.within(unit).create({ name: `l-${name}`, node: `node:${other}` })]),
    () => nodes.bulk((q) => q.name.eq(name), { op: "update", patch: { friend: `node:${other}` } }),
  ];
  return pick(writes)();
}

function randomInput(name: string, pick: Pick): NodeInput {
  // One at most for each input: most targets are not there at the moment, and then nothing is written.
  const id = `node:${pick(NAMES)}`;
  return pick([{ name }, { name: `${name}!` }, { name, owner: id }, { name, guard: id }, { name, friend: id }, { name, friends: [id, id] }, { name, roles: { a: id } }]);
}

function createPick(seed: number): Pick {
  let state = seed;
  return (items) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const item = items[Math.floor((state / 2 ** 32) * items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  };
}

/** What is wrong with a graph at rest: nothing ever should be. */
export async function findFaults(graph: Graph): Promise<string[]> {
  const { items } = await graph.nodes.search({ limit: 1000 });
  const leaves = (await graph.leaves.search({ limit: 1000 })).items;
  const live = new Set(items.map(({ meta }) => meta.resourceId));
  const targets = [...items.flatMap(({ data }) => targetsOf(data)), ...leaves.flatMap(({ data }) => [data.node, data.friend])];
  const broken = targets.filter((id) => id !== null && !live.has(id)).map((id) => `${id} is referred to, and not there.`);
  const names = leaves.map(({ data }) => data.name);
  const doubled = names.filter((name, at) => names.indexOf(name) !== at).map((name) => `There are two leaves ${name}.`);
  const lists = await Promise.all(items.map(({ meta, data }) => findFaultsOf(graph, meta.resourceId, data)));
  return [...broken, ...doubled, ...lists.flat()];
}

function targetsOf({ owner, guard, friend, friends, roles }: Node): (string | null)[] {
  return [owner, guard, friend, ...friends, ...Object.values(roles)];
}

/** Every target is told of this one, and every revision is there with the data that it is said to have. */
async function findFaultsOf({ nodes }: Graph, resourceId: string, data: Node): Promise<string[]> {
  const faults: string[] = [];
  for (const target of targetsOf(data)) {
    const referrers = target === null ? null : (await nodes.listReferrers(target, { limit: 1000 })).items;
    if (referrers?.some((referrer) => referrer.resourceId === resourceId) === false) faults.push(`${target} doesn't know of ${resourceId}.`);
  }
  const { items } = await nodes.listRevisions(resourceId, { limit: 1000 });
  for (const [at, { revisionId, dataHash }] of items.entries()) {
    const text = (await nodes.encoded.get(resourceId, { revisionId })).data;
    if (dataHash !== `sha256:${hash("sha256", text)}`) faults.push(`${revisionId} has other data than its hash says.`);
    if (revisionId !== `${resourceId}:${items.length - at}`) faults.push(`${revisionId} is out of order.`);
  }
  return faults;
}
