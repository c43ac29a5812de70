import { readFileSync } from "node:fs";
import { SpecstarError } from "@specstar/runtime";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyJsonPatch } from "../../../../runtime/core/patch/index.js";
import { failureOf } from "./failure-of.js";
import { nestLists } from "./nest.js";

interface Case {
  readonly comment?: string;
  readonly doc: unknown;
  readonly patch: readonly unknown[];
  readonly expected?: unknown;
  readonly error?: string;
  readonly disabled?: boolean;
}

const problemsOf = (...given: Parameters<typeof applyJsonPatch>) => failureOf(() => applyJsonPatch(...given)).problems;

/** Cases that their authors left out of the suite. */
const DISABLED: Readonly<Record<string, string>> = {
  "Toplevel scalar values OK?": "Passes here: a document may be any value.",
  "Whole document": "Passes here: a test may be of the whole document.",
  "duplicate ops": "A parsed operation has one op: the second of the same name is refused where a body is read.",
  "A.13 Invalid JSON Patch Document": "The same.",
};

describe.each(["tests.json", "spec_tests.json"])("%s of json-patch-tests", (file) => {
  const cases: readonly Case[] = JSON.parse(readFileSync(new URL(`../../../testdata/json-patch/${file}`, import.meta.url), "utf8"));

  it("has the disabled cases that are known", () => {
    expect(cases.filter(({ disabled }) => disabled).map(({ comment = "" }) => comment)).toSatisfy((names: string[]) => names.every((name) => name in DISABLED));
  });

  const runnable = cases.filter(({ comment = "", patch }) => patch !== undefined && !DISABLED[comment]?.match(/^(A parsed|The same)/));
  it.each(runnable)("$comment $patch", ({ doc, patch, error, ...rest }) => {
    const before = JSON.stringify([doc, patch]);
    if (error !== undefined) expect(() => applyJsonPatch(doc, patch)).toThrow(SpecstarError);
    else expect(applyJsonPatch(doc, patch)).toEqual("expected" in rest ? rest.expected : doc);
    expect(JSON.stringify([doc, patch])).toBe(before);
  });
});

describe("applyJsonPatch", () => {
  const issue = { title: "Crash", status: "open", labels: ["a", "b"], address: { city: "Bern" } };

  it.each([
    ["a member that is replaced stays where it is", [{ op: "replace", path: "/title", value: "Slow" }], { title: "Slow", status: "open", labels: ["a", "b"], address: { city: "Bern" } }],
    ["and so does one that is added again", [{ op: "add", path: "/title", value: 1 }], { title: 1, status: "open", labels: ["a", "b"], address: { city: "Bern" } }],
    ["a move to the same place changes nothing", [{ op: "move", from: "/title", path: "/title" }], issue],
    ["a move of the root to itself as well", [{ op: "move", from: "", path: "" }], issue],
    ["a part can become the whole", [{ op: "move", from: "/address", path: "" }], { city: "Bern" }],
    ["the whole can be copied into a part", [{ op: "copy", from: "", path: "/address/all" }], { ...issue, address: { city: "Bern", all: issue } }],
    ["also after the whole was changed", [{ op: "remove", path: "/labels" }, { op: "remove", path: "/address" }, { op: "copy", from: "", path: "/me" }, { op: "copy", from: "", path: "/me" }], { title: "Crash", status: "open", me: { title: "Crash", status: "open", me: { title: "Crash", status: "open" } } }],
    ["a copy doesn't follow its original", [{ op: "copy", from: "/labels", path: "/tags" }, { op: "add", path: "/labels/-", value: "c" }, { op: "remove", path: "/tags/0" }], { ...issue, labels: ["a", "b", "c"], tags: ["b"] }],
    ["nor does the original follow", [{ op: "add", path: "/address/zip", value: 1 }, { op: "copy", from: "/address", path: "/other" }, { op: "remove", path: "/address/city" }, { op: "add", path: "/other/zip", value: 2 }], { ...issue, address: { zip: 1 }, other: { city: "Bern", zip: 2 } }],
    ["a value of the patch is not changed by a later operation", [{ op: "add", path: "/x", value: { list: [] } }, { op: "add", path: "/x/list/-", value: 1 }, { op: "test", path: "/x", value: { list: [1] } }], { ...issue, x: { list: [1] } }],
    ["members that no operation has are ignored", [{ op: "remove", path: "/status", value: 1, note: "x" }, { op: "remove", path: "/labels", from: 5 }], { title: "Crash", address: { city: "Bern" } }],
  ])("%s", (_, patch, expected) => {
    const before = JSON.stringify([issue, patch]);
    const result = applyJsonPatch(issue, patch);
    expect(JSON.stringify(result)).toBe(JSON.stringify(expected));
    expect(JSON.stringify([issue, patch])).toBe(before);
  });

  it.each([
    ["an object", { title: "x" }, "", "Expected a list of operations, got an object. An object of new values is a merge patch, which has a media type of its own."],
    ["text", "x", "", 'Expected a list of operations, got "x".'],
    ["null", null, "", "Expected a list of operations, got null."],
    ["an operation that is none", [null], "/0", 'Expected an operation such as {"op": "remove", "path": "/title"}, got null.'],
    ["an operation that is a list", [[]], "/0", 'Expected an operation such as {"op": "remove", "path": "/title"}, got a list.'],
    ["no op", [{ path: "" }], "/0", 'The operation needs "op": "add", "remove", "replace", "move", "copy" or "test".'],
    ["an unknown op", [{ op: "repalce", path: "" }], "/0/op", 'Expected "add", "remove", "replace", "move", "copy" or "test", got "repalce". Did you mean "replace"?'],
    ["an inherited op", [{ op: "toString", path: "" }], "/0/op", 'Expected "add", "remove", "replace", "move", "copy" or "test", got "toString".'],
    ["no path", [{ op: "remove" }], "/0", 'The operation needs "path": a JSON Pointer such as "/title".'],
    ["a path that is no text", [{ op: "remove", path: 1 }], "/0/path", 'Expected a JSON Pointer such as "/title", got 1.'],
    ["a path without a slash", [{ op: "remove", path: "title" }], "/0/path", 'Expected a JSON Pointer such as "/title", got "title".'],
    ["a bad escape", [{ op: "remove", path: "/a~2" }], "/0/path", 'Expected a JSON Pointer such as "/title", got "/a~2". In it, "~" is written "~0" and "/" is written "~1".'],
    ["no value", [{ op: "add", path: "/a" }], "/0", 'The operation "add" needs a value.'],
    ["no from", [{ op: "move", path: "/a" }], "/0", 'The operation needs "from": a JSON Pointer such as "/title".'],
    ["a removal of everything", [{ op: "remove", path: "" }], "/0/path", "The document as a whole can't be removed."],
    ["a move into itself", [{ op: "move", from: "/address", path: "/address/a" }], "/0/path", "What is at \"/address\" can't be moved into itself."],
    ["a move of the root into itself", [{ op: "move", from: "", path: "/a" }], "/0/path", "What is at \"\" can't be moved into itself."],
    ["a name that is missing", [{ op: "remove", path: "/tilte" }], "/0/path", 'There is nothing at "/tilte". Did you mean "/title"?'],
    ["a deep name that is missing", [{ op: "replace", path: "/address/ciyt", value: 1 }], "/0/path", 'There is nothing at "/address/ciyt". Did you mean "/address/city"?'],
    ["a name on the way that is missing", [{ op: "add", path: "/adress/city", value: 1 }], "/0/path", 'There is nothing at "/adress". Did you mean "/address"?'],
    ["a name that is like no other", [{ op: "copy", from: "/quite", path: "/x" }], "/0/from", 'There is nothing at "/quite".'],
    ["a name that objects inherit", [{ op: "remove", path: "/constructor" }], "/0/path", 'There is nothing at "/constructor".'],
    ["the prototype", [{ op: "add", path: "/__proto__/x", value: 1 }], "/0/path", 'There is nothing at "/__proto__".'],
    ["a part of a scalar", [{ op: "add", path: "/title/x", value: 1 }], "/0/path", 'There is nothing inside of "/title": it is "Crash".'],
    ["a length of a list", [{ op: "remove", path: "/labels/length" }], "/0/path", 'The list at "/labels" has 2 items: "length" is no place in a list. Expected digits without a leading zero.'],
    ["a leading zero", [{ op: "remove", path: "/labels/00" }], "/0/path", 'The list at "/labels" has 2 items: "00" is no place in a list. Expected digits without a leading zero.'],
    ["an empty index", [{ op: "remove", path: "/labels/" }], "/0/path", 'The list at "/labels" has 2 items: "" is no place in a list. Expected digits without a leading zero.'],
    ["an index beyond the end", [{ op: "add", path: "/labels/3", value: 1 }], "/0/path", 'The list at "/labels" has 2 items: there is none at 3, the first is at 0.'],
    ["the end where an item is needed", [{ op: "replace", path: "/labels/-", value: 1 }], "/0/path", 'The list at "/labels" has 2 items: "-" is the place after the last, where nothing is.'],
  ])("says what is wrong with %s", (_, patch, path, message) => {
    const { code, problems, message: whole } = failureOf(() => applyJsonPatch(issue, patch));
    expect({ code, problems }).toEqual({ code: "PATCH_INVALID", problems: [{ path, message }] });
    expect(whole).toBe(`The patch can't be applied. ${path === "" ? "" : `${path}: `}${message}`);
  });

  it("says all that is malformed at once, and a hundred problems at most", () => {
    const { problems, message } = failureOf(() => applyJsonPatch(issue, [{ op: "x" }, { op: "remove", path: "/title" }, { op: "add", path: "a" }]));
    expect(problems.map(({ path }) => path)).toEqual(["/0/op", "/0", "/2/path", "/2"]);
    expect(message).toContain("(and 3 more)");
    expect(failureOf(() => applyJsonPatch(issue, Array.from({ length: 500 }, () => 1))).problems).toHaveLength(100);
  });

  it.each([
    [{ op: "test", path: "/status", value: "done" }, "/1/path", 'Expected "done" at "/status", found "open".'],
    [{ op: "test", path: "/labels", value: ["b", "a"] }, "/1/path", 'Expected a list at "/labels", found another.'],
    [{ op: "test", path: "/labels", value: { 0: "a", 1: "b" } }, "/1/path", 'Expected an object at "/labels", found a list.'],
    [{ op: "test", path: "/stauts", value: "open" }, "/1/path", 'There is nothing at "/stauts". Did you mean "/status"?'],
    [{ op: "test", path: "", value: null }, "/1/path", 'Expected null at "", found an object.'],
  ])("says what was there when %j fails", (operation, path, message) => {
    const { code, problems } = failureOf(() => applyJsonPatch(issue, [{ op: "test", path: "/title", value: "Crash" }, operation]));
    expect({ code, problems }).toEqual({ code: "PATCH_TEST_FAILED", problems: [{ path, message }] });
  });

  it.each([
    [{ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }, true],
    [1, 1, true],
    [-0, 0, true],
    [1, "1", false],
    [null, {}, false],
    [[], {}, false],
    [{}, [], false],
    [[1], [1, 2], false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [JSON.parse('{"__proto__":1}'), {}, false],
    [{ a: 1 }, JSON.parse('{"__proto__":1}'), false],
  ])("finds %j and %j equal: %s", (document, value, isEqual) => {
    const run = (): unknown => applyJsonPatch(document, [{ op: "test", path: "", value }]);
    if (isEqual) expect(run()).toBe(document);
    else expect(failureOf(run).code).toBe("PATCH_TEST_FAILED");
  });

  it("takes the names of a prototype for names like any other", () => {
    const patch = [
      { op: "add", path: "/__proto__", value: { isAdmin: true } },
      { op: "add", path: "/constructor", value: {} },
      { op: "add", path: "/constructor/prototype", value: 1 },
      { op: "copy", from: "/__proto__", path: "/copy" },
      { op: "add", path: "/__proto__/__proto__", value: 2 },
      { op: "move", from: "/__proto__/isAdmin", path: "/toString" },
    ];
    const result = applyJsonPatch({ a: 1 }, patch);
    expect(JSON.stringify(result)).toBe('{"a":1,"__proto__":{"__proto__":2},"constructor":{"prototype":1},"copy":{"isAdmin":true},"toString":true}');
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect("isAdmin" in {}).toBe(false);
    expect(JSON.stringify(applyJsonPatch(result, [{ op: "remove", path: "/__proto__" }, { op: "remove", path: "/toString" }]))).toBe('{"a":1,"constructor":{"prototype":1},"copy":{"isAdmin":true}}');
  });

  it("reads ~1 before ~0 (RFC 6901 section 4)", () => {
    expect(applyJsonPatch({ "~1": 1, "/": 2, "": 3 }, [{ op: "remove", path: "/~01" }, { op: "remove", path: "/~1" }, { op: "move", from: "/", path: "/m~0n" }])).toEqual({ "m~n": 3 });
  });
});

describe("the limits of a patch", () => {
  it("refuses more than 10,000 operations", () => {
    const patch = Array.from({ length: 10_001 }, () => ({ op: "test", path: "/a", value: 1 }));
    expect(problemsOf({ a: 1 }, patch)).toEqual([{ path: "", message: "Expected at most 10000 operations, got 10001." }]);
    expect(applyJsonPatch({ a: 1 }, patch, { operations: 10_001 })).toEqual({ a: 1 });
  });

  it("refuses a document that doubles until it is too large", () => {
    const twice = Array.from({ length: 40 }, (_, n) => ({ op: "copy", from: "", path: `/a${n}` }));
    expect(problemsOf({ text: "x" }, twice)).toEqual([{ path: expect.stringMatching(/^\/1\d\/path$|^\/2\d\/path$/), message: "With this, the document is larger than 10000000 characters of JSON." }]);
    const list = Array.from({ length: 40 }, () => ({ op: "copy", from: "", path: "/-" }));
    expect(problemsOf([0], list)[0]?.message).toContain("10000000");
  });

  it("measures the text, escapes and keys included", () => {
    for (const value of ["\u0000\ud800\"", 1e21, -0, true, null, [], {}, [1, 2], { "\u2028": [{}] }]) {
      const patch = [{ op: "add", path: "/k\n", value }];
      const { length } = JSON.stringify({ "k\n": value });
      expect(() => applyJsonPatch({}, patch, { characters: length + 10 })).not.toThrow();
      expect(problemsOf({}, patch, { characters: length - 1 })).toHaveLength(1);
    }
  });

  it("lets a document that is too large become smaller", () => {
    const document = { a: "x".repeat(100), b: "y" };
    const remove = [{ op: "replace", path: "/a", value: "x".repeat(90) }, { op: "remove", path: "/a" }, { op: "add", path: "/c", value: 1 }];
    expect(applyJsonPatch(document, remove, { characters: 50 })).toEqual({ b: "y", c: 1 });
    expect(failureOf(() => applyJsonPatch(document, remove.slice(2), { characters: 50 })).code).toBe("PATCH_INVALID");
  });

  it("refuses to nest more than 100 levels deep", () => {
    expect(() => applyJsonPatch({}, [{ op: "add", path: "/a", value: nestLists(99) }])).not.toThrow();
    expect(problemsOf({}, [{ op: "add", path: "/a", value: nestLists(100) }])).toEqual([{ path: "/0/path", message: "Nested more than 100 levels deep." }]);
    for (const levels of [101, 5000]) expect(failureOf(() => applyJsonPatch({}, [{ op: "add", path: "", value: nestLists(levels) }])).code).toBe("PATCH_INVALID");
    expect(failureOf(() => applyJsonPatch(nestLists(101), [])).code).toBe("PATCH_INVALID");
    const deeper = Array.from({ length: 101 }, (_, n) => ({ op: "add", path: "/a".repeat(n + 1), value: {} }));
    expect(problemsOf({}, deeper)).toEqual([{ path: "/99/path", message: "Nested more than 100 levels deep." }]);
  });

  it("refuses to copy and change large parts again and again", () => {
    const document = { many: Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n])), other: 0 };
    const patch = Array.from({ length: 5000 }, () => [{ op: "copy", from: "/many", path: "/other" }, { op: "replace", path: "/many/k1", value: 1 }]).flat();
    expect(problemsOf(document, patch)[0]?.message).toContain("Send fewer operations");
  });
});

describe("a random patch", () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const pointer = fc.array(fc.constantFrom("a", "b", "0", "1", "-", "__proto__", ""), { maxLength: 3 }).map((keys) => keys.map((key) => `/${key}`).join(""));
  const operation = fc.record({ op: fc.constantFrom("add", "remove", "replace", "move", "copy", "test"), path: pointer, from: pointer, value });
  const start = fc.record({ a: fc.record({ a: value, b: value, 0: value }), b: fc.array(fc.record({ a: value, b: fc.array(value) }), { minLength: 1 }) });

  it("gives what the same operations give one by one on documents of their own, and changes nothing that it was given", () => {
    fc.assert(
      fc.property(start, fc.array(operation, { maxLength: 30 }), (document, operations) => {
        const before = JSON.stringify([document, operations]);
        const applied: unknown[] = [];
        let expected = JSON.stringify(document);
        for (const each of operations) {
          try {
            expected = JSON.stringify(applyJsonPatch(JSON.parse(expected), [each]));
            applied.push(each);
          } catch (error) {
            expect(error).toBeInstanceOf(SpecstarError);
          }
        }
        expect(JSON.stringify(applyJsonPatch(document, applied))).toBe(expected);
        expect(JSON.stringify([document, operations])).toBe(before);
      }),
      { numRuns: 500 },
    );
  });
});
