/** Does the same with every item, so many at a time, and gives the results in the items' order. After a failure no other is begun. */
export async function inParallel<Item, Result>(items: readonly Item[], atATime: number, run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const entries = items.entries();
  let hasFailed = false;
  const runner = async () => {
    for (const [at, item] of entries) {
      if (hasFailed) return;
      results[at] = await run(item).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  // All that was begun has ended when this ends.
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atATime, items.length) }, runner));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
  return results;
}
