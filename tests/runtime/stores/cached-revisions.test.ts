import { memoryStorage, type RevisionStore } from "@specstar/runtime";
import { revisionStoreSuite } from "@specstar/runtime/testing";
import { describe, expect, it } from "vitest";
import { CachedRevisionStore, cacheRevisions } from "../../../runtime/stores/cached-revisions.js";
import { envelopeOf, listAll } from "./disk/envelopes.js";

revisionStoreSuite("a cache before memory", async () => {
  const { revisions: store, close } = memoryStorage();
  return cacheRevisions({ store, close }, 1_000_000);
});

revisionStoreSuite("a cache that holds next to nothing", async () => {
  const { revisions: store, close } = memoryStorage();
  return cacheRevisions({ store, close }, 100);
});

/** A store in memory that notes what it is asked for. */
function openNoted(): { store: RevisionStore; asked: string[]; onRead: (step: () => Promise<void>) => void } {
  const { revisions } = memoryStorage();
  const asked: string[] = [];
  let step: (() => Promise<void>) | null = null;
  const store: RevisionStore = {
    put: (envelope) => revisions.put(envelope),
    read: async (uids) => {
      asked.push(...uids);
      const texts = await revisions.read(uids);
      await step?.();
      return texts;
    },
    list: () => revisions.list(),
    delete: (uids) => revisions.delete(uids),
    ping: () => revisions.ping(),
  };
  return { store, asked, onRead: (next) => void (step = next) };
}

const uid = (name: string) => envelopeOf(name).uid;
/** What one of these envelopes counts in the cache: two bytes for each character of its uid and text. */
const SIZE = (uid("a").length + '{"name":"a"}'.length) * 2;

describe("a cache of revisions", () => {
  it("asks the store for nothing that was put or read before", async () => {
    const { store, asked } = openNoted();
    const cached = new CachedRevisionStore(store, 10 * SIZE);
    await cached.put(envelopeOf("a"));
    await store.put(envelopeOf("b"));
    const expected = ['{"name":"a"}', '{"name":"b"}', undefined, '{"name":"a"}'];
    expect(await cached.read([uid("a"), uid("b"), uid("c"), uid("a")])).toEqual(expected);
    expect(await cached.read([uid("a"), uid("b"), uid("c"), uid("a")])).toEqual(expected);
    expect(asked).toEqual([uid("b"), uid("c"), uid("c")]);
  });

  it("gives up what is longest unused, and never what is too large for it", async () => {
    const { store, asked } = openNoted();
    const cached = new CachedRevisionStore(store, 2 * SIZE);
    for (const name of ["a", "b"]) await cached.put(envelopeOf(name));
    await cached.read([uid("a")]);
    await cached.put(envelopeOf("c"));
    await cached.put(envelopeOf("d", "x".repeat(SIZE)));
    await cached.read([uid("a"), uid("c")]);
    expect(asked).toEqual([]);
    await cached.read([uid("b"), uid("d")]);
    expect(asked).toEqual([uid("b"), uid("d")]);
  });

  it("has nothing of what was deleted, even when a read was under way", async () => {
    const { store, onRead } = openNoted();
    const cached = new CachedRevisionStore(store, 10 * SIZE);
    await store.put(envelopeOf("a"));
    onRead(() => cached.delete([uid("a")]));
    expect(await cached.read([uid("a")])).toEqual(['{"name":"a"}']);
    onRead(async () => undefined);
    expect(await cached.read([uid("a")])).toEqual([undefined]);
  });

  it("keeps nothing that was not put", async () => {
    const { store } = openNoted();
    const cached = new CachedRevisionStore({ ...store, put: () => Promise.reject(new Error("full")) }, 10 * SIZE);
    await expect(cached.put(envelopeOf("a"))).rejects.toThrow("full");
    expect(await cached.read([uid("a")])).toEqual([undefined]);
  });

  it("reports the broken ones of a store that can have such", async () => {
    const { store } = openNoted();
    const broken = { place: "x", uid: undefined, problem: "Torn." };
    const listBroken = async function* () {
      yield broken;
    };
    expect(await listAll(new CachedRevisionStore({ ...store, listBroken }, SIZE).listBroken())).toEqual([broken]);
    expect(await listAll(new CachedRevisionStore(store, SIZE).listBroken())).toEqual([]);
  });
});

it("reads what is kept, past what it remembers, for those who check", async () => {
  const { revisions: store } = memoryStorage();
  const cached = new CachedRevisionStore(store, 1_000_000);
  const envelope = envelopeOf("a", "{}");
  await cached.put(envelope);
  await store.delete([envelope.uid]);
  expect([await cached.read([envelope.uid]), await cached.readKept([envelope.uid])]).toEqual([["{}"], [undefined]]);
});
