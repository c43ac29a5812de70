import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyMergePatch } from "../../../../runtime/core/patch/index.js";
import { failureOf } from "./failure-of.js";
import { nestLists, nestObjects } from "./nest.js";

interface Example {
  readonly original: unknown;
  readonly patch: unknown;
  readonly result: unknown;
}

const examples: readonly Example[] = JSON.parse(readFileSync(new URL("../../../testdata/merge-patch/rfc7396.json", import.meta.url), "utf8"));

describe("applyMergePatch", () => {
  it("knows the examples of RFC 7396", () => {
    expect(examples).toHaveLength(15);
  });

  it.each(examples)("makes $result of $original by $patch", ({ original, patch, result }) => {
    const before = JSON.stringify([original, patch]);
    expect(applyMergePatch(original, patch)).toStrictEqual(result);
    expect(JSON.stringify([original, patch])).toBe(before);
  });

  it("keeps the place of what is replaced, and puts what is new behind", () => {
    expect(JSON.stringify(applyMergePatch({ a: 1, b: { c: 1, d: 1 }, e: 1 }, { f: 2, b: { c: 2 }, a: null }))).toBe('{"b":{"c":2,"d":1},"e":1,"f":2}');
  });

  it("takes the names of a prototype for names like any other", () => {
    const patch: unknown = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}');
    const result = applyMergePatch({ a: 1 }, patch);
    expect(JSON.stringify(result)).toBe(`{"a":1,${JSON.stringify(patch).slice(1)}`);
    expect("isAdmin" in {}).toBe(false);
    expect(JSON.stringify(applyMergePatch(result, JSON.parse('{"__proto__":null,"constructor":{"prototype":null}}')))).toBe('{"a":1,"constructor":{}}');
    expect(applyMergePatch({}, JSON.parse('{"toString":{"name":null}}'))).toStrictEqual({ toString: {} });
  });

  it("refuses a patch that is nested more than 100 levels deep", () => {
    for (const nest of [nestLists, nestObjects]) {
      expect(applyMergePatch(null, nest(100))).toEqual(nest(100));
      for (const levels of [101, 5000]) {
        const { code, problems } = failureOf(() => applyMergePatch({}, nest(levels)));
        expect({ code, problems }).toEqual({ code: "PATCH_INVALID", problems: [{ path: "", message: "Nested more than 100 levels deep." }] });
      }
    }
  });

  it("does what the pseudocode of RFC 7396 section 2 does", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (document, patch) => {
        expect(applyMergePatch(document, patch)).toEqual(mergePatch(document, patch));
      }),
      { numRuns: 500 },
    );
  });
});

/** `MergePatch(Target, Patch)`, as directly as can be. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else Object.defineProperty(result, name, { value: mergePatch(Object.hasOwn(result, name) ? result[name] : undefined, value), writable: true, enumerable: true, configurable: true });
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
