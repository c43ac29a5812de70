import { describe, expect, it } from "vitest";
import type { Envelope, RevisionStore } from "../stores/revision-store.js";
import type { SuiteOptions } from "./meta-store.suite.js";
import { storeTest, type OpenStore } from "./open-store.js";
import { dataOf, modify, next, publish, specimen, type ScriptedWrite } from "./scripted-writes.js";

/** Declares the tests that every RevisionStore must pass. */
export function revisionStoreSuite(name: string, open: OpenStore<RevisionStore>, options: SuiteOptions<RevisionStore> = {}): void {
  const { newPlace } = options;
  describe(`${name}: RevisionStore`, () => {
    readAndPut(open);
    listAndDelete(open);
    failure(open);
    if (newPlace === undefined) return;
    it("still has everything when it is opened again", async () => {
      const openAgain = await newPlace();
      const before = await openAgain();
      await before.store.put(envelope("a"));
      await before.close();
      const { store, close } = await openAgain();
      expect(await store.read([uid("a")])).toEqual([dataOf(uid("a"))]);
      expect(await listAll(store)).toEqual([envelope("a")]);
      await close();
    });
  });
}

function readAndPut(open: OpenStore<RevisionStore>): void {
  const test = storeTest(open);

  test("reads data in the order asked for", async (store) => {
    await Promise.all(["a", "b", "c"].map((name) => store.put(envelope(name))));
    const expected = ["c", "a", "b", "a"].map((name) => dataOf(uid(name)));
    expect(await store.read(["c", "a", "b", "a"].map(uid))).toEqual(expected);
    expect(await store.read([])).toEqual([]);
  });

  test("has nothing for a uid that was never put", async (store) => {
    await store.put(envelope("a"));
    expect(await store.read([uid("b"), uid("a"), "", "../a", "'", "__proto__"])).toEqual([
      undefined,
      dataOf(uid("a")),
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("gives data for the revision that has it, and not for one that shares it", async (store) => {
    const [first, deleted] = sharing();
    await store.put(first);
    await store.put(deleted);
    expect(await store.read([first.uid, deleted.uid])).toEqual([dataOf(first.uid), undefined]);
  });

  test("keeps every state of a draft under a uid of its own", async (store) => {
    const draft = specimen("draft", {}, { status: "draft" });
    const states = [toEnvelope(draft), toEnvelope(modify(draft)), toEnvelope(publish(modify(draft)))];
    await Promise.all(states.map((each) => store.put(each)));
    expect(states.map((each) => each.uid)).toEqual([draft.etag, `${draft.etag}.1`, `${draft.etag}.2`]);
    expect(await store.read(states.map((each) => each.uid))).toEqual([dataOf(draft.etag), dataOf(`${draft.etag}.1`), undefined]);
    expect((await listAll(store)).sort(byUid)).toEqual(states.sort(byUid));
    await store.delete([draft.etag]);
    expect((await listAll(store)).sort(byUid)).toEqual(states.slice(1));
  });

  test("keeps any text as it is, however long", async (store) => {
    const texts = ["", "null", '"\\u0000"', "'\"`\\%_", "😀\n\r\u2028", JSON.stringify({ long: "ä".repeat(1_000_000) })];
    await Promise.all(texts.map((data, at) => store.put({ ...envelope(`t${at}`), payload: { data } })));
    expect(await store.read(texts.map((_, at) => uid(`t${at}`)))).toEqual(texts);
  });

  test("changes nothing when the same envelope is put again", async (store) => {
    await store.put(envelope("a"));
    await Promise.all([store.put(envelope("a")), store.put(envelope("a"))]);
    expect(await listAll(store)).toEqual([envelope("a")]);
  });
}

function listAndDelete(open: OpenStore<RevisionStore>): void {
  const test = storeTest(open);

  test("lists every envelope, each once", async (store) => {
    expect(await listAll(store)).toEqual([]);
    const envelopes = [...Array.from({ length: 50 }, (_, at) => envelope(`n${at}`)), ...sharing()];
    await Promise.all(envelopes.map((each) => store.put(each)));
    expect((await listAll(store)).sort(byUid)).toEqual(envelopes.sort(byUid));
  });

  test("removes what it is told to, and nothing else", async (store) => {
    await Promise.all(["a", "b", "c"].map((name) => store.put(envelope(name))));
    await store.delete([uid("a"), uid("c"), uid("never")]);
    await store.delete([]);
    expect(await store.read(["a", "b", "c"].map(uid))).toEqual([undefined, dataOf(uid("b")), undefined]);
    expect(await listAll(store)).toEqual([envelope("b")]);
    await store.put(envelope("a"));
    expect(await store.read([uid("a")])).toEqual([dataOf(uid("a"))]);
  });

  test("is not changed by what happens to the envelopes that went in", async (store) => {
    const given = { uid: uid("a"), info: { ...envelope("a").info }, payload: { data: "1" } };
    await store.put(given);
    given.payload.data = "2";
    Reflect.set(given.info, "op", "migrate");
    expect(await store.read([uid("a")])).toEqual(["1"]);
    expect((await listAll(store))[0]?.info.op).toBe("create");
  });
}

function failure(open: OpenStore<RevisionStore>): void {
  storeTest(open)("answers a ping", async (store) => {
    await expect(store.ping()).resolves.toBeUndefined();
  });

  it("rejects every call once it is closed", async () => {
    const { store, close } = await open();
    await close();
    for (const call of [() => store.put(envelope("a")), () => store.read(["a"]), () => store.delete(["a"]), () => store.ping(), () => listAll(store)]) {
      await expect(call()).rejects.toThrow();
    }
  });
}

const byUid = (a: Envelope, b: Envelope) => (a.uid < b.uid ? -1 : 1);

const uid = (name: string) => specimen(name).payloadUid;

function envelope(name: string): Envelope {
  return toEnvelope(specimen(name));
}

/** A revision, and the one of its deletion, which shares its data. */
function sharing(): [Envelope, Envelope] {
  const first = specimen("shared", {}, { reason: "it's \"new\"" });
  return [toEnvelope(first), toEnvelope(next(first, "delete"))];
}

function toEnvelope({ revision, etag, payloadUid }: ScriptedWrite): Envelope {
  if (revision === null) throw new Error("A switch has no envelope.");
  return { uid: etag, info: revision.info, payload: revision.data === null ? { sameAs: payloadUid } : { data: revision.data } };
}

async function listAll(store: RevisionStore): Promise<Envelope[]> {
  const envelopes: Envelope[] = [];
  for await (const each of store.list()) envelopes.push(each);
  return envelopes;
}
