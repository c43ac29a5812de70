import { expect } from "vitest";
import { compare, match, not, oneOf } from "../../query/conditions.js";
import type { MatchOp } from "../../query/query.js";
import type { PlainStore } from "../plain-store.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commitAll, specimen } from "../scripted-writes.js";
import { by, search } from "../searches.js";

/** Every character that some database, pattern or quoting rule takes for something else; but U+0000, which no store is asked for: the core refuses it. */
const TEXTS = [
  "",
  " ",
  "%",
  "_",
  "\\",
  "\\%",
  "100%",
  "100_",
  "'",
  "''",
  '"',
  "`",
  "--",
  "; DROP TABLE specimen",
  "?1",
  ":name",
  "$1",
  "[a-z]",
  "*",
  "ab",
  "AB",
  "aB%",
  "äb",
  "Äb",
  "a\u0308b",
  "\n",
  "😀",
  "😀%x",
  "x😀",
  "\uFFFD",
  "\uE000",
  "\uD7FF",
  "\u{10FFFF}",
  "\u{10FFFF}a",
  "null",
  "0",
  "\u0001",
  "a\u0001b",
  "a_b",
  "00",
];

/** Patterns of `like`, with the texts that they match. */
const PATTERNS: [string, readonly string[]][] = [
  ["", [""]],
  ["%", TEXTS],
  ["%%", TEXTS],
  ["ab", ["ab"]],
  ["Ab", []],
  ["a%", ["ab", "aB%", "a\u0308b", "a\u0001b", "a_b"]],
  ["a_b", ["a\u0308b", "a\u0001b", "a_b"]],
  ["a\\_b", ["a_b"]],
  ["_b", ["ab", "äb", "Äb"]],
  ["%\\%", ["%", "\\%", "100%", "aB%"]],
  ["\\\\%", ["\\", "\\%"]],
  ["\\\\\\%", ["\\%"]],
  ["%😀_", []],
  ["%😀__", ["😀%x"]],
  ["_😀", ["x😀"]],
  ["[a-z]", ["[a-z]"]],
  ["%;%T_B%", ["; DROP TABLE specimen"]],
  ["%_D%_T_BL%n", ["; DROP TABLE specimen"]],
  ["*", ["*"]],
  ["_\u0001_", ["a\u0001b"]],
  ["\u0001%", ["\u0001"]],
];

/** Text is text: no wildcards, no escapes, no collation; case matters, and order is by Unicode code point. */
export function textSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const all = async (store: PlainStore) => commitAll(store, TEXTS.map((text, at) => specimen(`t${at}`, { name: text, note: text })));

  test("keeps and finds every text as it is", async (store) => {
    await all(store);
    for (const text of TEXTS) {
      expect(await search(store, { where: compare("note", "eq", text) })).toEqual([text]);
      expect(await search(store, { where: oneOf("note", [text]) })).toEqual([text]);
      expect(await search(store, { where: compare("note", "ne", text) })).toHaveLength(TEXTS.length - 1);
    }
  });

  for (const [pattern, matched] of PATTERNS) {
    test(`like goes by code points: ${JSON.stringify(pattern)}`, async (store) => {
      await all(store);
      await commitAll(store, [specimen("none", { name: "none", note: null })]);
      const where = match("note", "like", pattern);
      expect((await search(store, { where })).sort()).toEqual([...matched].sort());
      expect(await search(store, { where: not(where) })).toHaveLength(TEXTS.length + 1 - matched.length);
    });
  }

  const operators: [MatchOp, (text: string, part: string) => boolean][] = [
    ["contains", (text, part) => text.includes(part)],
    ["startsWith", (text, part) => text.startsWith(part)],
    ["endsWith", (text, part) => text.endsWith(part)],
  ];
  for (const [op, holds] of operators) {
    test(`${op} goes by the characters`, async (store) => {
      await all(store);
      await commitAll(store, [specimen("none", { name: "none", note: null })]);
      for (const part of TEXTS) {
        const where = match("note", op, part);
        const expected = TEXTS.filter((text) => holds(text, part)).sort();
        expect((await search(store, { where })).sort(), JSON.stringify(part)).toEqual(expected);
        expect(await search(store, { where: not(where) }), JSON.stringify(part)).toHaveLength(TEXTS.length + 1 - expected.length);
      }
    });
  }

  test("orders text by code point, beyond U+FFFF too", async (store) => {
    await all(store);
    const byCodePoint = [...TEXTS].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(await search(store, { orderBy: by("note") })).toEqual(byCodePoint);
    expect(await search(store, { orderBy: by("-note") })).toEqual(byCodePoint.toReversed());
    for (const text of TEXTS) {
      const expected = byCodePoint.slice(byCodePoint.indexOf(text) + 1);
      expect(await search(store, { where: compare("note", "gt", text), orderBy: by("note") })).toEqual(expected);
    }
  });
}
