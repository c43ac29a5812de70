import { expect } from "vitest";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { claim, commitJobs, idOf, job, release } from "./scripted-jobs.js";

const ALL = { after: 0, limit: 100 };

/** What jobs log. */
export function logSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("is kept piece by piece, for the holder alone", async (store) => {
    await commitJobs(store, job("a"), job("b"));
    expect(await store.jobs.appendLog(idOf("a"), "t", "early")).toBe(false);
    await claim(store, "t");
    const texts = ["one\n", "it's \"two\" 😀\n", "", "four"];
    for (const text of texts) expect(await store.jobs.appendLog(idOf("a"), "t", text)).toBe(true);
    expect(await store.jobs.appendLog(idOf("b"), "t", "b's own")).toBe(true);
    expect(await store.jobs.appendLog(idOf("never"), "t", "nobody's")).toBe(false);
    const pieces = await store.jobs.readLog(idOf("a"), ALL);
    expect(pieces.map(({ text }) => text)).toEqual(texts);
    expect(pieces[0]?.n).toBe(1);
    expect(pieces.map(({ n }) => n)).toEqual(pieces.map(({ n }) => n).toSorted((a, b) => a - b));
    expect(await store.jobs.readLog(idOf("never"), ALL)).toEqual([]);
  });

  test("is read by page", async (store) => {
    await commitJobs(store, job("a"));
    await claim(store, "t");
    await Promise.all(Array.from({ length: 12 }, (_, at) => store.jobs.appendLog(idOf("a"), "t", `line ${at}`)));
    const first = await store.jobs.readLog(idOf("a"), { after: 0, limit: 5 });
    const rest = await store.jobs.readLog(idOf("a"), { after: first.at(-1)?.n ?? 0, limit: 9 });
    expect([...first, ...rest].map(({ text }) => text)).toEqual(Array.from({ length: 12 }, (_, at) => `line ${at}`));
    expect(first).toHaveLength(5);
    expect(await store.jobs.readLog(idOf("a"), { after: rest.at(-1)?.n ?? 0, limit: 9 })).toEqual([]);
  });

  test("goes on with the next holder, and is forgotten when it is dropped", async (store) => {
    await commitJobs(store, job("a"), job("b"));
    await claim(store, "t");
    for (const name of ["a", "b"]) await store.jobs.appendLog(idOf(name), "t", "first");
    await release(store, "a", "t");
    await claim(store, "u");
    expect(await store.jobs.appendLog(idOf("a"), "u", "second")).toBe(true);
    expect((await store.jobs.readLog(idOf("a"), ALL)).map(({ text }) => text)).toEqual(["first", "second"]);
    await store.jobs.dropLog(idOf("a"));
    await store.jobs.dropLog(idOf("never"));
    expect(await store.jobs.readLog(idOf("a"), ALL)).toEqual([]);
    expect(await store.jobs.readLog(idOf("b"), ALL)).toHaveLength(1);
    expect(await store.jobs.appendLog(idOf("a"), "u", "third")).toBe(true);
    expect((await store.jobs.readLog(idOf("a"), ALL)).map(({ text }) => text)).toEqual(["third"]);
  });
}
