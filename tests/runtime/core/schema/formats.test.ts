import { readdirSync, readFileSync } from "node:fs";
import { text } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../../../runtime/core/schema/formats/index.js";

interface Suite {
  readonly schema: { readonly format: keyof typeof FORMATS };
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

const folder = new URL("../../../testdata/json-schema-formats/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

describe("the formats", () => {
  it("are those of the suite's files", () => {
    expect(files.map((name) => name.slice(0, -".json".length)).sort()).toEqual(Object.keys(FORMATS).sort());
  });

  describe.each(files)("%s of the JSON-Schema-Test-Suite", (file) => {
    const suites: readonly Suite[] = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    // What is no text has no format: a text field refuses it for that.
    const cases = suites.flatMap(({ schema, tests }) => tests.map((test) => ({ ...test, format: schema.format }))).filter(({ data }) => typeof data === "string");

    it.each(cases)("$description: $data", ({ format, data, valid }) => {
      expect(text({ format }).safeParse(data).success).toBe(valid);
    });
  });

  const HOSTILE = ["a", "1", "-", ".", ":", "/", "%", "%41", "{", "}", "@", "a.", "1:", "a@", "P1", "~0", "/~1", "{a,", "[", "\\", "xn--a", '"', "(", "a-", "[:"];

  it.each(Object.keys(FORMATS))("%s looks at a hostile text for no longer than a moment", (format) => {
    const isFormatted = Object.entries(FORMATS).find(([name]) => name === format)?.[1];
    for (const part of HOSTILE) {
      const started = performance.now();
      for (const end of ["", "!", "\n"]) isFormatted?.(part.repeat(100_000 / part.length) + end);
      expect(performance.now() - started, part).toBeLessThan(1000);
    }
  });
});
