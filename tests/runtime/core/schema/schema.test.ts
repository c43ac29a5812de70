import { dateTime, object, text } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe("object", () => {
  const schema = object({ title: text(), note: z.exactOptional(text()), labels: z.array(text()).default([]) });

  it("puts the fields out in the order of the model, with defaults", () => {
    expect(JSON.stringify(schema.parse({ labels: ["a"], title: "t" }))).toBe('{"title":"t","labels":["a"]}');
    expect(schema.parse({ title: "t" })).toEqual({ title: "t", labels: [] });
  });

  it("gives every result a default of its own", () => {
    const first = schema.parse({ title: "t" });
    const second = schema.parse({ title: "t" });
    expect(Reflect.get(Object(first), "labels")).not.toBe(Reflect.get(Object(second), "labels"));
  });

  it("refuses fields that are not there", () => {
    expect(accepts(schema, { title: "t", extra: 1 })).toBe(false);
  });

  it("takes an own __proto__ for the unknown field that it is", () => {
    const hostile: unknown = JSON.parse('{"title": "t", "__proto__": {"note": "n"}}');
    const result = schema.safeParse(hostile);
    expect(result.error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["__proto__"] }]);
    const hidden: unknown = JSON.parse('{"__proto__": {"title": "t"}}');
    expect(accepts(schema, hidden)).toBe(false);
  });

  it.each([null, undefined, 1, "text", true, []])("refuses %j", (value) => {
    expect(accepts(schema, value)).toBe(false);
  });
});

describe("text", () => {
  it("counts code points", () => {
    expect(accepts(text({ maxLength: 2 }), "😀😀")).toBe(true);
    expect(accepts(text({ maxLength: 2 }), "😀😀😀")).toBe(false);
    expect(accepts(text({ minLength: 2 }), "😀")).toBe(false);
    expect(accepts(text({ minLength: 2, maxLength: 3 }), "a😀")).toBe(true);
    expect(accepts(text({ minLength: 1 }), "")).toBe(false);
    expect(accepts(text(), "")).toBe(true);
  });

  it("takes nothing for text that is none", () => {
    expect([1, null, undefined, true, ["a"], new Date()].filter((value) => accepts(text(), value))).toEqual([]);
  });
});

describe("dateTime", () => {
  it("takes dates and date-times, and puts out dates", () => {
    const date = new Date("2026-01-31T09:30:00.123Z");
    expect(dateTime().parse(date)).toEqual(date);
    expect(dateTime().parse("2026-01-31T10:30:00.123+01:00")).toEqual(date);
  });

  it("refuses what is no instant", () => {
    const wrong = ["2026-02-30T00:00:00Z", "2026-01-31", "", 0, 1e12, null, true, {}, new Date(Number.NaN), new Date(8.64e15)];
    expect(wrong.filter((value) => accepts(dateTime(), value))).toEqual([]);
  });

  it("may be null, absent or have a default", () => {
    const schema = object({ due: dateTime().nullable().default(null), seen: z.exactOptional(dateTime()), made: dateTime() });
    expect(schema.parse({ made: "2026-01-31T09:30:00Z" })).toEqual({ due: null, made: new Date("2026-01-31T09:30:00Z") });
    expect(accepts(schema, {})).toBe(false);
    expect(accepts(schema, { made: null })).toBe(false);
    expect(accepts(schema, { made: new Date(), seen: "yesterday" })).toBe(false);
  });
});
