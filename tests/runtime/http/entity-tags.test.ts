import { describe, expect, it } from "vitest";
import { isKnown, isMatch, parseEntityTags, toPrecondition } from "../../../runtime/http/entity-tags.js";

describe("parseEntityTags (RFC 9110 section 8.8.3)", () => {
  it.each([
    ['"a"', ["a"], []],
    ['W/"a"', [], ["a"]],
    ['"a", W/"b" ,"c"', ["a", "c"], ["b"]],
    ['"a,b", "c"', ["a,b", "c"], []],
    ['"with\\backslash"', ["with\\backslash"], []],
    ['""', [""], []],
    [', "a",, "b" ,', ["a", "b"], []],
    ['"ÿ"', ["ÿ"], []],
    ['"*"', ["*"], []],
  ])("reads %s", (field, strong, weak) => {
    expect(parseEntityTags(field)).toEqual({ any: false, strong, weak, wellFormed: true });
  });

  it("reads *", () => {
    expect(parseEntityTags(" * ").any).toBe(true);
  });

  it.each(["", "a", '"a', 'a"', '"a" "b"', 'w/"a"', 'W/ "a"', '"a b"', '*, "a"', '"a", *', ",", "'a'"])("finds no tag in %j", (field) => {
    expect(parseEntityTags(field)).toEqual({ any: false, strong: [], weak: [], wellFormed: false });
  });

  it("takes linear time", () => {
    const start = performance.now();
    parseEntityTags(`${", ".repeat(100_000)}x`);
    parseEntityTags(`${" ".repeat(100_000)}x`);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe("comparison (RFC 9110 section 8.8.3.2)", () => {
  it.each([
    ['"1"', true, true],
    ['W/"1"', false, true],
    ['"2", "1"', true, true],
    ['"2", W/"1"', false, true],
    ["*", true, true],
    ['"2"', false, false],
    ["1", false, false],
  ])("%s: If-Match %s, If-None-Match %s", (field, matches, known) => {
    expect(isMatch(field, "1")).toBe(matches);
    expect(isKnown(field, "1")).toBe(known);
  });
});

describe("toPrecondition", () => {
  it("is none without the field", () => expect(toPrecondition(undefined)).toBeUndefined());
  it("is any for *", () => expect(toPrecondition("*")).toBe("*"));
  it("leaves weak tags out", () => expect(toPrecondition('"a", W/"b"')).toEqual(["a"]));
  it.each(['W/"a"', "garbage", "", '"*"'])("can't be met for %j", (field) => expect(toPrecondition(field)).toEqual([]));
});
