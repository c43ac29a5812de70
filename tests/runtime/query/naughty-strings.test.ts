import { readFileSync } from "node:fs";
import { memoryStorage, type MetaStore } from "@specstar/runtime";
import { specimenIndex } from "@specstar/runtime/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSearch } from "../../../runtime/query/check-search.js";
import { compare, has } from "../../../runtime/query/conditions.js";
import { encodeCursor } from "../../../runtime/query/cursor.js";
import { parseFilterText } from "../../../runtime/query/grammar/parse-filter-text.js";
import { printFilter } from "../../../runtime/query/grammar/print-filter.js";
import { parseSearchBody } from "../../../runtime/query/parse-search-body.js";
import { parseSearch } from "../../../runtime/query/parse-search.js";
import type { Condition } from "../../../runtime/query/query.js";
import { toPlainStore } from "../../../runtime/testing/plain-store.js";
import { commitAll, specimen } from "../../../runtime/testing/scripted-writes.js";
import { newPlace } from "../stores/sqlite/new-place.js";

const list: readonly string[] = JSON.parse(readFileSync(new URL("../../testdata/naughty-strings/blns.json", import.meta.url), "utf8"));
const ours = ["%", "_", "\\", "\\%", "'", '"', "`", "a,b", "a&b=c", "a+b", "%25", "😀", "\u{10FFFF}", "\uFFFF", "__proto__", "[has]", '","', "a".repeat(300)];
// None of them holds U+0000, which no search takes.
const strings = [...new Set([...list, ...ours])];
const byCodePoint = strings.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

async function openMemory() {
  const storage = memoryStorage();
  return { store: storage.meta, close: () => storage.close() };
}

/** All ways to ask for the one specimen that has a text. */
const ways: readonly [title: string, toWhere: (text: string) => Condition | null][] = [
  ["a filter of the URL", (text) => parseSearch(specimenIndex, `note=${encodeURIComponent(text)}`).where],
  ["a list in the URL", (text) => parseSearch(specimenIndex, `note[in]=${encodeURIComponent(text)}`).where],
  ["one of many values in the URL", (text) => parseSearch(specimenIndex, `tags[has]=${new URLSearchParams({ "": text }).toString().slice(1)}`).where],
  ["a filter's text in the URL", (text) => parseSearch(specimenIndex, `filter=${encodeURIComponent(`note = ${JSON.stringify(text)}`)}`).where],
  ["a printed filter", (text) => parseFilterText(specimenIndex, printFilter(has("tags", text)))],
  ["JSON", (text) => parseSearchBody(specimenIndex, JSON.parse(JSON.stringify({ where: { note: text, tags: { has: text } } }))).where],
  ["a pattern", (text) => parseSearchBody(specimenIndex, { where: { note: { like: text.replaceAll(/[%_\\]/g, "\\$&") } } }).where],
];

const stores: readonly [string, () => Promise<{ store: MetaStore; close: () => Promise<void> }>][] = [
  ["memory", openMemory],
  ["SQLite", async () => (await newPlace("meta"))()],
];

describe.each(stores)("any text, in %s", (_name, open) => {
  let store: MetaStore;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ store, close } = await open());
    await commitAll(toPlainStore(store), strings.map((text, at) => specimen(`s${at}`, { note: text, tags: [text, `${text}!`] })));
  });
  afterAll(() => close());

  const find = async (where: Condition | null) => {
    const found = await store.search(specimenIndex, checkSearch(specimenIndex, { where, orderBy: [] }), { payload: false });
    return found.map(({ meta }) => meta.value.indexedData["note"]);
  };

  it.each(ways)("is found by %s", async (title, toWhere) => {
    for (const text of title === "a pattern" ? strings.filter((each) => each.length <= 100) : strings) {
      expect(await find(toWhere(text)), JSON.stringify(text)).toEqual([text]);
    }
  });

  it("has its place in the order, and goes through cursors", async () => {
    const found: unknown[] = [];
    let cursor: string | undefined;
    do {
      const query = checkSearch(specimenIndex, { where: compare("note", "ge", ""), orderBy: [{ field: "note", direction: "asc" }], limit: 7, cursor });
      const page = await store.search(specimenIndex, query, { payload: false });
      found.push(...page.map(({ meta }) => meta.value.indexedData["note"]));
      const last = page.at(-1);
      cursor = last && encodeCursor(specimenIndex, query, last.meta.value);
    } while (cursor !== undefined);
    expect(found).toEqual(byCodePoint);
  });
});

describe("half of a surrogate pair, and U+0000", () => {
  it.each(["\uD800", "a\uDFFF", "\uDE00\uD83D", "\0", "a\0b"])("is refused wherever it comes from: %j", (text) => {
    const refused = expect.objectContaining({ code: "INVALID_QUERY" });
    expect(() => parseFilterText(specimenIndex, `note = ${JSON.stringify(text)}`)).toThrow(refused);
    expect(() => parseFilterText(specimenIndex, `note LIKE "${text}"`)).toThrow(refused);
    expect(() => parseSearchBody(specimenIndex, { where: { tags: { has: text } } })).toThrow(refused);
    expect(() => parseSearch(specimenIndex, "note=%ED%A0%80")).toThrow(refused);
    expect(() => parseSearch(specimenIndex, "note[in]=a,%00")).toThrow(refused);
    expect(() => checkSearch(specimenIndex, { where: compare("note", "gt", text), orderBy: [] })).toThrow(refused);
  });
});
