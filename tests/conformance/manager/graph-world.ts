import { it } from "vitest";
import { openGraph, type Graph } from "./graph.js";
import type { OpenStorage } from "./world.js";

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
