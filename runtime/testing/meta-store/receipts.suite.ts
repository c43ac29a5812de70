import { expect } from "vitest";
import type { ReceiptRequest, ReceiptState } from "../../stores/receipts.js";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commitAll, commitWith, next, specimen, time } from "../scripted-writes.js";

const HELD = { kind: "held" };
const RUNNING = { kind: "running" };

/** Requests that are sent twice and happen once. */
export function receiptsSuite(open: OpenStore<PlainStore>): void {
  keys(open);
  commits(open);
}

/** The first attempt at a request, at second 0, which may take 10 seconds and is remembered for 100. */
function request(part: Partial<ReceiptRequest> = {}): ReceiptRequest {
  return { key: "k", fingerprint: "f", token: "t", now: time(0), leaseUntil: time(10), expires: time(100), ...part };
}

function keys(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("gives a key to one attempt, and its answer to every later one", async ({ receipts }) => {
    expect(await receipts.begin(request())).toEqual(HELD);
    expect(await receipts.begin(request({ token: "u", now: time(1) }))).toEqual(RUNNING);
    await receipts.finish({ key: "k", token: "t", answer: '"ä😀"' });
    expect(await receipts.begin(request({ token: "u", now: time(50) }))).toEqual({ kind: "answered", answer: '"ä😀"' });
    expect(await receipts.begin(request({ key: "other", token: "u" }))).toEqual(HELD);
  });

  test("refuses another request under the same key, answered or not", async ({ receipts }) => {
    await receipts.begin(request());
    const other = request({ fingerprint: "g", token: "u", now: time(20), leaseUntil: time(30) });
    expect(await receipts.begin(other)).toEqual({ kind: "differs" });
    await receipts.finish({ key: "k", token: "t", answer: "1" });
    expect(await receipts.begin(other)).toEqual({ kind: "differs" });
  });

  test("lets exactly one of many take a key, and take it over when its lease is over", async ({ receipts }) => {
    const many = (now: string, leaseUntil: string, prefix: string) =>
      Promise.all(Array.from({ length: 20 }, (_, at) => receipts.begin(request({ now, leaseUntil, token: `${prefix}${at}` }))));
    expect(countHeld(await many(time(0), time(10), "a"))).toBe(1);
    expect(countHeld(await many(time(9), time(19), "b"))).toBe(0);
    expect(countHeld(await many(time(10), time(20), "c"))).toBe(1);
    await receipts.finish({ key: "k", token: "a0", answer: "old" });
    expect(await receipts.begin(request({ now: time(11) }))).toEqual(RUNNING);
    await receipts.finish({ key: "k", token: "c0", answer: "new" });
    expect(await receipts.begin(request({ now: time(11) }))).toEqual({ kind: "answered", answer: "new" });
  });

  test("keeps the first answer", async ({ receipts }) => {
    await receipts.begin(request());
    await receipts.finish({ key: "k", token: "t", answer: "1" });
    await receipts.finish({ key: "k", token: "t", answer: "2" });
    await receipts.abandon({ key: "k", token: "t" });
    expect(await receipts.begin(request({ token: "u", now: time(20) }))).toEqual({ kind: "answered", answer: "1" });
  });

  test("lets go of a key only for who holds it", async ({ receipts }) => {
    await receipts.begin(request());
    await receipts.abandon({ key: "k", token: "u" });
    await receipts.abandon({ key: "never", token: "t" });
    expect(await receipts.begin(request({ token: "u" }))).toEqual(RUNNING);
    await receipts.abandon({ key: "k", token: "t" });
    expect(await receipts.begin(request({ token: "u", fingerprint: "g" }))).toEqual(HELD);
  });

  test("forgets what has expired, swept or not", async ({ receipts }) => {
    await receipts.begin(request());
    await receipts.finish({ key: "k", token: "t", answer: "1" });
    await receipts.begin(request({ key: "long", expires: time(200) }));
    expect(await receipts.begin(request({ token: "u", fingerprint: "g", now: time(100), leaseUntil: time(110), expires: time(150) }))).toEqual(HELD);
    expect(await receipts.sweep(time(149))).toBe(0);
    expect(await receipts.sweep(time(150))).toBe(1);
    expect(await receipts.sweep(time(200))).toBe(1);
    expect(await receipts.sweep(time(200))).toBe(0);
    await Promise.all(Array.from({ length: 2500 }, (_, at) => receipts.begin(request({ key: `k${at}` }))));
    expect(await receipts.sweep(time(100))).toBe(2500);
  });

  test("takes any text for a key", async ({ receipts }) => {
    for (const key of ["__proto__", "'; --", "constructor", "😀", ""]) {
      expect(await receipts.begin(request({ key }))).toEqual(HELD);
      await receipts.finish({ key, token: "t", answer: key });
      expect(await receipts.begin(request({ key, token: "u" }))).toEqual({ kind: "answered", answer: key });
    }
  });
}

function commits(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const receipt = { key: "k", token: "t", answer: "done" };
  const ask = (store: PlainStore, now = time(1)) => store.receipts.begin(request({ token: "u", now, leaseUntil: time(90) }));

  test("finishes a receipt along with the unit", async (store) => {
    await store.receipts.begin(request());
    const first = specimen("a");
    expect(await commitWith(store, { receipt }, first, next(first, "update"))).toEqual({ kind: "committed" });
    expect(await ask(store)).toEqual({ kind: "answered", answer: "done" });
  });

  test("finishes one without a write", async (store) => {
    await store.receipts.begin(request());
    expect(await commitWith(store, { receipt })).toEqual({ kind: "committed" });
    expect(await ask(store)).toEqual({ kind: "answered", answer: "done" });
    expect(await commitWith(store, { receipt })).toEqual({ kind: "superseded" });
  });

  test("writes nothing when the key was taken over, answered, abandoned or never taken", async (store) => {
    const isRefused = async (write = specimen("a")) => {
      expect(await commitWith(store, { receipt }, write)).toEqual({ kind: "superseded" });
      expect(await commitWith(store, { receipt }, write, specimen("b"))).toEqual({ kind: "superseded" });
      expect(await store.count(specimenIndex, null, true)).toBe(0);
    };
    await isRefused();
    await store.receipts.begin(request());
    await ask(store, time(10));
    await isRefused();
    await store.receipts.abandon({ key: "k", token: "u" });
    await isRefused();
    await store.receipts.begin(request());
    await store.receipts.finish(receipt);
    await isRefused();
  });

  test("does not finish it when the unit is refused or fails", async (store) => {
    const first = specimen("a");
    await commitAll(store, [first]);
    await store.receipts.begin(request());
    expect(await commitWith(store, { receipt }, specimen("a"))).toEqual({ kind: "duplicate", write: 0 });
    expect(await commitWith(store, { receipt }, specimen("b"), specimen("a"))).toEqual({ kind: "duplicate", write: 1 });
    await expect(commitWith(store, { receipt }, { ...next(first, "update"), revision: first.revision })).rejects.toThrow();
    expect(await ask(store)).toEqual(RUNNING);
    expect(await commitWith(store, { receipt }, specimen("c"))).toEqual({ kind: "committed" });
  });
}

function countHeld(states: readonly ReceiptState[]): number {
  return states.filter(({ kind }) => kind === "held").length;
}
