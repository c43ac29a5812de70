import { dateTime, isSpecstarError, object, text, type Problem } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { validate } from "../../../runtime/core/validate.js";

const schema = object({
  title: text({ minLength: 2, maxLength: 5 }),
  status: z.enum(["open", "in_progress", "resolved"]).default("open"),
  seats: z.int().min(1).max(9).default(1),
  ratio: z.number().default(0.5),
  assignee: text().nullable().default(null),
  due: dateTime().nullable().default(null),
  labels: z.array(text({ maxLength: 3 })).max(2).default([]),
  address: object({ city: text(), "post/code~": text().nullable() }).nullable().default(null),
});

const spec = { name: "issue", schema, validate: () => [] };

function problemsOf(input: unknown): readonly Problem[] {
  try {
    validate(spec, input);
  } catch (error) {
    if (isSpecstarError(error, "VALIDATION_FAILED")) return error.problems;
    throw error;
  }
  return [];
}

describe("validate", () => {
  it("fills in the defaults", () => {
    expect(validate(spec, { title: "abc", due: "2026-01-31T09:30:00Z" })).toEqual({
      title: "abc",
      status: "open",
      seats: 1,
      ratio: 0.5,
      assignee: null,
      due: new Date("2026-01-31T09:30:00Z"),
      labels: [],
      address: null,
    });
  });

  it.each<[string, unknown, string, string]>([
    ["a missing field", {}, "/title", "This field is required: expected text."],
    ["the wrong type", { title: 5 }, "/title", "Expected text, got 5."],
    ["null", { title: null }, "/title", "Expected text, got null."],
    ["a list for text", { title: ["x"] }, "/title", "Expected text, got a list."],
    ["an object for text or null", { title: "abc", assignee: {} }, "/assignee", "Expected text, or null, got an object."],
    ["too short", { title: "a" }, "/title", "Expected at least 2 characters, got 1 character."],
    ["too long", { title: "😀".repeat(6) }, "/title", "Expected at most 5 characters, got 6 characters."],
    ["too small", { title: "abc", seats: 0 }, "/seats", "Expected at least 1, got 0."],
    ["too big", { title: "abc", seats: 10 }, "/seats", "Expected at most 9, got 10."],
    ["not whole", { title: "abc", seats: 1.5 }, "/seats", "Expected a whole number, got 1.5."],
    ["not finite", { title: "abc", ratio: Number.POSITIVE_INFINITY }, "/ratio", "Expected a finite number, got Infinity."],
    ["not a number", { title: "abc", ratio: Number.NaN }, "/ratio", "Expected a finite number, got NaN."],
    [
      "a wrong literal",
      { title: "abc", status: "opne" },
      "/status",
      'Expected "open", "in_progress" or "resolved", got "opne". Did you mean "open"?',
    ],
    ["a literal of another type", { title: "abc", status: 1 }, "/status", 'Expected "open", "in_progress" or "resolved", got 1.'],
    [
      "a day that isn't",
      { title: "abc", due: "2026-02-30T00:00:00Z" },
      "/due",
      'Expected a date-time with an offset, such as "2026-01-31T09:30:00Z", or null, got "2026-02-30T00:00:00Z".',
    ],
    [
      "an invalid date",
      { title: "abc", due: new Date(Number.NaN) },
      "/due",
      'Expected a date-time with an offset, such as "2026-01-31T09:30:00Z", or null, got an invalid date.',
    ],
    ["too many items", { title: "abc", labels: ["a", "b", "c"] }, "/labels", "Expected at most 2 items, got 3 items."],
    ["an item", { title: "abc", labels: ["a", "long"] }, "/labels/1", "Expected at most 3 characters, got 4 characters."],
    ["a path that needs escapes", { title: "abc", address: { city: "x", "post/code~": 1 } }, "/address/post~1code~0", "Expected text, or null, got 1."],
    ["an unknown field", { title: "abc", titel: "x" }, "/titel", 'There is no such field. Did you mean "title"?'],
    [
      "an unknown field like no other",
      { title: "abc", address: { city: "x", "post/code~": null, "a/b": 1 } },
      "/address/a~1b",
      "There is no such field. There are: city, post/code~.",
    ],
    ["a list for the whole", [], "", "Expected an object, got a list."],
  ])("says what is wrong: %s", (_, input, path, message) => {
    expect(problemsOf(input)).toEqual([{ path, message }]);
  });

  it("finds everything at once, each unknown field at its own path", () => {
    const hostile: unknown = JSON.parse('{"seats": "1", "titel": 1, "__proto__": {}, "constructor": 1, "address": {"town": 1}}');
    expect(problemsOf(hostile).map(({ path }) => path)).toEqual([
      "/title",
      "/seats",
      "/address/city",
      "/address/post~1code~0",
      "/address/town",
      "/titel",
      "/__proto__",
      "/constructor",
    ]);
  });

  it("names the first problem in its message, and counts the others", () => {
    expect(() => validate(spec, {})).toThrow("This is no valid issue. /title: This field is required: expected text.");
    expect(() => validate(spec, { seats: 0 })).toThrow("(and 1 more)");
  });

  it("shows only the start of a long text", () => {
    expect(problemsOf({ title: "abc", status: "x".repeat(10_000) })[0]?.message.length).toBeLessThan(150);
  });

  it("lists no more than a thousand problems", () => {
    const hostile = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`field${at}`, at]));
    expect(problemsOf(hostile)).toHaveLength(1000);
  });
});
