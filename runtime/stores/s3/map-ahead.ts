/** Does something with every item, in their order, so many at a time: the next are begun while the caller is at the last. */
export async function* mapAhead<Item, Result>(items: AsyncIterable<Item>, atATime: number, run: (item: Item) => Promise<Result>): AsyncGenerator<Result, void> {
  const begun: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const running = run(item);
      // Its failure is told when its turn comes: until then nobody listens.
      running.catch(() => undefined);
      begun.push(running);
      const first = begun.length < atATime ? undefined : begun.shift();
      if (first !== undefined) yield await first;
    }
    while (begun.length > 0) yield* begun.splice(0, 1);
  } finally {
    await Promise.allSettled(begun);
  }
}
