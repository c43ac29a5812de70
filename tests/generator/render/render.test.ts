import { describe, expect, it } from "vitest";
import { comment, list, string } from "../../../generator/render/helpers.js";
import { render } from "../../../generator/render/render.js";

describe("render", () => {
  it("fills a template, escaping nothing", () => {
    expect(render("migration.sql", { blocks: [{ about: "a & b", statements: ["SELECT '<';"] }] })).toContain("\n-- a & b\nSELECT '<';\n");
  });

  it("refuses what is undefined, however deep, and what is missing", () => {
    expect(() => render("migration.sql", { blocks: [{ about: undefined, statements: [] }] })).toThrow("migration.sql.blocks.0.about is undefined");
    expect(() => render("migration.sql", { blocks: [{ statements: [] }] })).toThrow(/about/);
  });
});

describe("string", () => {
  it.each([
    ["plain", '"plain"'],
    ['say "hi"', `'say "hi"'`],
    [`it's "so"`, `'it\\'s "so"'`],
    [`'"`, `"'\\""`],
    ["\u2028\ud800\u0000\n\\", '"\\u2028\\ud800\\u0000\\n\\\\"'],
  ])("writes %j as a literal of the same value", (text, literal) => {
    expect(string(text)).toBe(literal);
    expect(new Function(`return ${literal}`)()).toBe(text);
  });
});

describe("comment", () => {
  it("takes one line where one is enough, and none where there is nothing to say", () => {
    expect(comment({ text: "Short.", deprecated: null, examples: [] }, "  ")).toBe("  /** Short. */\n");
    expect(comment({ text: "", deprecated: null, examples: [] }, "")).toBe("");
  });

  it("puts the tags behind the prose, and never ends early", () => {
    const text = comment({ text: "One */ two.\n\nThree.", deprecated: "Use `x`.", examples: ["1"] }, "");
    expect(text).toBe("/**\n * One *\\/ two.\n *\n * Three.\n *\n * @deprecated Use `x`.\n * @example 1\n */\n");
  });
});

describe("list", () => {
  it("breaks a line that is too long, unless it has one name only", () => {
    const long = "x".repeat(70);
    expect(list("import {", ["a", "b"], '} from "c";')).toBe('import { a, b } from "c";');
    expect(list("import {", [long, long], '} from "c";')).toBe(`import {\n  ${long},\n  ${long},\n} from "c";`);
    expect(list("import {", [long], `} from "${long}";`)).toBe(`import { ${long} } from "${long}";`);
  });
});
