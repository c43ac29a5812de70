import { ResourceManager, type Change, type Storage } from "@specstar/runtime";
import { leafSpec, nodeSpec, type Leaf, type LeafIndexed, type LeafInput, type Node, type NodeIndexed, type NodeInput } from "./graph-models.js";

export type NodeManager = ResourceManager<Node, NodeInput, NodeIndexed>;
export type LeafManager = ResourceManager<Leaf, LeafInput, LeafIndexed>;

/** A storage, and managers of what refers to each other on it. */
export interface Graph {
  readonly storage: Storage;
  readonly nodes: NodeManager;
  readonly leaves: LeafManager;
}

export function openGraph(storage: Storage): Graph {
  return { storage, nodes: new ResourceManager(nodeSpec, storage), leaves: new ResourceManager(leafSpec, storage) };
}

/** Makes a node with its name as the rest of its id, and gives the id. */
export async function makeNode(nodes: NodeManager, name: string, input: Partial<NodeInput> = {}): Promise<string> {
  return (await nodes.create({ name, ...input }, { id: name })).resourceId;
}

/** The names of those that are not deleted, in order. */
export async function namesOf(manager: NodeManager | LeafManager): Promise<string[]> {
  const { items } = await manager.search({ limit: 1000 });
  return items.map(({ data }) => data.name).sort();
}

export async function changesOf(storage: Storage): Promise<readonly Change[]> {
  return storage.meta.listChanges({ since: 0, limit: 10_000 });
}
