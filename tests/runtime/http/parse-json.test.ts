import { SpecstarError } from "@specstar/runtime";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectJson } from "../../../runtime/http/inspect-json.js";
import { parseJson } from "../../../runtime/http/parse-json.js";

function refusal(text: string): SpecstarError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof SpecstarError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text.slice(0, 200)}`);
}

const nest = (levels: number, inside = "1") => "[".repeat(levels) + inside + "]".repeat(levels);

describe("parseJson", () => {
  it("gives what JSON.parse gives, for every value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(() => inspectJson(text)).not.toThrow();
      }),
    );
  });

  it("keeps __proto__ as a key like others", () => {
    const value = parseJson('{"__proto__":{"polluted":true},"a":1}');
    expect(Object.keys(Object(value))).toEqual(["__proto__", "a"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it.each([
    ["", 'line 1, column 1: Expected a value, found the end.'],
    ["{", 'line 1, column 2: Expected a name in double quotes, found the end.'],
    ['{"a":1,}', 'line 1, column 8: Expected a name in double quotes, found "}".'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: Expected "," or "}", found "\\"".'],
    ["[1,2", 'line 1, column 5: Expected "," or "]", found the end.'],
    ["[1 2]", 'line 1, column 4: Expected "," or "]", found "2".'],
    ["nul", 'line 1, column 1: Expected a value, found "n".'],
    ["01", 'line 1, column 2: Expected the end, found "1".'],
    ["1.", 'line 1, column 2: Expected the end, found ".".'],
    ['{"a" 1}', 'line 1, column 6: Expected ":", found "1".'],
    ['["a\nb"]', "line 1, column 4: A control character in a string must be escaped."],
    ['["\\x"]', "line 1, column 3: Not an escape that JSON has."],
    ['["\\u12g4"]', "line 1, column 3: Not an escape that JSON has."],
    ['["abc', "line 1, column 2: A string that never ends."],
    ["'a'", `line 1, column 1: Expected a value, found "'".`],
    ["{} {}", 'line 1, column 4: Expected the end, found "{".'],
    ["[😀]", 'line 1, column 2: Expected a value, found "😀".'],
  ])("says where %j goes wrong", (text, message) => {
    const error = refusal(text);
    expect(error.code).toBe("MALFORMED_BODY");
    expect(error.problems.map((problem) => problem.message)).toEqual([message]);
  });

  it("refuses exactly what JSON.parse refuses, however a text was damaged", () => {
    const damage = fc.tuple(fc.jsonValue(), fc.nat(), fc.constantFrom("", '"', "\\", ",", "}", "]", ":", "0", "-", "e", "\u0000", "\n", "x"), fc.nat(3));
    fc.assert(
      fc.property(damage, ([value, at, insert, remove]) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        const damaged = text.slice(0, place) + insert + text.slice(place + remove);
        const isJson = (() => {
          try {
            JSON.parse(damaged);
            return true;
          } catch {
            return false;
          }
        })();
        const fault = (() => {
          try {
            inspectJson(damaged);
            return undefined;
          } catch (error) {
            return error instanceof SpecstarError ? error.message : "not ours";
          }
        })();
        const isExtra = fault !== undefined && /repeated|can't hold/.test(fault);
        if (!isExtra) expect(fault === undefined).toBe(isJson);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['{"n":1e400}', "/n"],
    ['{"n":-1E+309}', "/n"],
    ['{"n":1e-400}', "/n"],
    [`{"n":0.${"0".repeat(400)}1}`, "/n"],
    [`{"n":${"9".repeat(400)}}`, "/n"],
    ['{"a":[0,{"b/c":9007199254740993}]}', "/a/1/b~1c"],
    ["[-9007199254740993]", "/0"],
    ["[9007199254740993.0]", "/0"],
    ["[9007199254.740993e6]", "/0"],
    ["[12345678901234567890]", "/0"],
    ["9007199254740993", ""],
  ])("names the number in %s that a double can't hold", (text, path) => {
    const error = refusal(text);
    expect(error.code).toBe("MALFORMED_BODY");
    expect(error.problems).toEqual([{ path, message: expect.stringContaining("double can't hold") }]);
  });

  it.each(["9007199254740992", "-9007199254740991", "1e23", "12345678901234567000", "12345678901234567168", "1.7976931348623157e308", "5e-324", "0e-999", "0.1", "3.141592653589793238462643383279"])(
    "takes %s",
    (text) => {
      expect(parseJson(`[${text}]`)).toEqual([Number(text)]);
    },
  );

  it("takes every double as it is printed", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = JSON.stringify([value]);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("names a repeated key", () => {
    expect(refusal('{"a":{"b":1,"c":2,"b":3}}').problems).toEqual([{ path: "/a/b", message: 'line 1, column 19: The name "b" is repeated.' }]);
    expect(refusal('{"a" :1,"\\u0061"\n:2}').problems[0]?.path).toBe("/a");
    expect(refusal('{"__proto__":1,"__proto__":2}').problems[0]?.path).toBe("/__proto__");
  });

  it("is not misled by strings that look like keys", () => {
    const value = { 'a":': '":"::', b: ' ":1,"b":2', uuid: "0e-400", digits: "0".repeat(400) };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  });

  it("takes 100 levels and refuses 101", () => {
    expect(JSON.stringify(parseJson(nest(100)))).toBe(nest(100));
    expect(refusal(nest(101)).message).toContain("deeper than 100 levels");
    expect(refusal(`{"a":${nest(100)}}`).message).toContain("deeper than 100 levels");
  });

  it("answers hostile texts of a megabyte quickly", () => {
    const size = 1_000_000;
    const hostile = [
      "[".repeat(size),
      nest(size / 2),
      '{"a":'.repeat(size / 5),
      `[1${"0".repeat(size)}1e-${size - 20}]`,
      `["${"a".repeat(size)}`,
      `["${'\\"'.repeat(size / 2)}`,
      `["${" ".repeat(size - 10)}:",1e400]`,
      `["${"e-1".repeat(size / 3)}",1e400]`,
      `[${"0,".repeat(size / 2)}1e400]`,
      `["${`${"0".repeat(299)}1`.repeat(size / 300)}",01]`,
    ];
    for (const text of hostile) {
      const before = process.cpuUsage();
      expect(refusal(text).code).toBe("MALFORMED_BODY");
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
    }
  });
});
