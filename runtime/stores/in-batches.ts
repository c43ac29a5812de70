/** The same items in their order, so many at a time; the last ones may be fewer. */
export async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncIterable<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
