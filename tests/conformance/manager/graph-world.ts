import { ResourceManager, type Change, type Storage } from "@specstar/runtime";
import { it } from "vitest";
import { leafSpec, nodeSpec, type Leaf, type LeafIndexed, type LeafInput, type Node, type NodeIndexed, type NodeInput } from "./graph-models.js";
import type { OpenStorage } from "./world.js";

export type NodeManager = ResourceManager<Node, NodeInput, NodeIndexed>;
export type LeafManager = ResourceManager<Leaf, LeafInput, LeafIndexed>;

/** What a test of references gets: an empty storage, and managers on it. */
export interface Graph {
  readonly storage: Storage;
  readonly nodes: NodeManager;
  readonly leaves: LeafManager;
}

export function openGraph(storage: Storage): Graph {
  return { storage, nodes: new ResourceManager(nodeSpec, storage), leaves: new ResourceManager(leafSpec, storage) };
}

/** Declares tests that each have a graph of their own. */
export function graphTest(open: OpenStorage): (title: string, run: (graph: Graph) => Promise<void>) => void {
  return (title, run) => {
    it(title, async () => {
      const storage = await open();
      try {
        await run(openGraph(storage));
      } finally {
        await storage.close();
      }
    });
  };
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
