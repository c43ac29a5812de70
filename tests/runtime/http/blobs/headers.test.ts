import { describe, expect, it } from "vitest";
import { contentDisposition } from "../../../../runtime/http/blobs/content-disposition.js";
import { parseRange } from "../../../../runtime/http/blobs/parse-range.js";

describe("a Range field", () => {
  it.each([
    ["bytes=0-0", { first: 0, last: 0 }],
    ["bytes=2-", { first: 2, last: 9 }],
    ["bytes=2-100", { first: 2, last: 9 }],
    ["Bytes= 2-3 ", { first: 2, last: 3 }],
    ["bytes=-3", { first: 7, last: 9 }],
    ["bytes=-100", { first: 0, last: 9 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=9999999999999999-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    [undefined, undefined],
    ["", undefined],
    ["bytes=-", undefined],
    ["bytes=3-2", undefined],
    ["bytes=a-b", undefined],
    ["bytes=0-1,3-4", undefined],
    ["items=0-1", undefined],
    ["bytes=1.5-2", undefined],
    ["bytes=+1-2", undefined],
  ])("%j of ten bytes is %j", (field, range) => {
    expect(parseRange(field, 10)).toEqual(range);
  });

  it("of nothing is the whole, or nothing", () => {
    expect(["bytes=0-", "bytes=-5", "bytes=-0"].map((field) => parseRange(field, 0))).toEqual(["unsatisfiable", undefined, "unsatisfiable"]);
  });
});

describe("Content-Disposition", () => {
  it.each([
    ["a.png", 'attachment; filename="a.png"'],
    [undefined, "attachment"],
    ["a b's.png", 'attachment; filename="a b\'s.png"'],
    ['a"b.png', "attachment; filename=\"a_b.png\"; filename*=UTF-8''a%22b.png"],
    ["50%.png", "attachment; filename=\"50_.png\"; filename*=UTF-8''50%25.png"],
    ["Ä (1)*'.png", "attachment; filename=\"_ (1)*'.png\"; filename*=UTF-8''%C3%84%20%281%29%2A%27.png"],
    ["😀", "attachment; filename=\"_\"; filename*=UTF-8''%F0%9F%98%80"],
    ["a\r\nX-Evil: 1", "attachment; filename=\"a__X-Evil: 1\"; filename*=UTF-8''a%0D%0AX-Evil%3A%201"],
    ["a\uD800", "attachment; filename=\"a_\"; filename*=UTF-8''a_"],
  ])("of %j is one harmless line", (name, field) => {
    expect(contentDisposition("attachment", name)).toBe(field);
  });
});
