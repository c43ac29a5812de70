import type { Envelope, RevisionStore } from "@specstar/runtime";
import { specimen } from "../../../../runtime/testing/scripted-writes.js";

/** An envelope with the facts of a created specimen. */
export function envelopeOf(name: string, data = `{"name":"${name}"}`): Envelope {
  const { revision, etag } = specimen(name);
  if (revision === null) throw new Error("A created specimen has a revision.");
  return { uid: etag, info: revision.info, payload: { data } };
}

export async function listAll<Item>(items: AsyncIterable<Item> | undefined): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items ?? []) all.push(item);
  return all;
}

export async function listUids(store: RevisionStore): Promise<string[]> {
  return (await listAll(store.list())).map(({ uid }) => uid).toSorted();
}
