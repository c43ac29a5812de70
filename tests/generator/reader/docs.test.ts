import { describe, expect, it } from "vitest";
import { readIssue, readOneField, readSound } from "./read-model.js";

describe("doc comments", () => {
  it.each([
    ["/** One line. */ value!: string;", "One line."],
    ["/**\n * Two\n * lines.\n */\nvalue!: string;", "Two\nlines."],
    ["/**\n   * A paragraph.\n   *\n   *   - indented\n   */\n  value!: string;", "A paragraph.\n\n  - indented"],
    ["/**\nWithout stars.\n*/\nvalue!: string;", "Without stars."],
    ["/** First. */\n/** Last. */\nvalue!: string;", "Last."],
    ["/** Doc. */\n// TODO\n/* plain */\nvalue!: string;", "Doc."],
    ["/* plain */ value!: string;", ""],
    ["/**/ value!: string;", ""],
    ["// line\nvalue!: string;", ""],
    ["/** Mail to a@b.c, see {@link Issue}. */ value!: string;", "Mail to a@b.c, see {@link Issue}."],
    ['value: string = "/** not a comment */";', ""],
  ])("%j", (member, text) => expect(readOneField(member).doc.text).toBe(text));

  it("belong to what follows, not to the line that they end", () => {
    const { fields } = readIssue("a!: string; /** about a */\nb!: string;\n/** about c */\nc!: string;");
    expect(fields.map(({ doc }) => doc.text)).toEqual(["", "", "about c"]);
  });

  it("carry deprecation and examples, which may hold at signs in code", () => {
    const comment =
      "/**\n * The owner.\n * @deprecated use\n *   `assignee`\n * @example ada\n * @example\n * ```ts\n * @Decorator()\n * ```\n */";
    expect(readOneField(`${comment}\nvalue!: string;`).doc).toEqual({
      text: "The owner.",
      deprecated: "use\n  `assignee`",
      examples: ["ada", "```ts\n@Decorator()\n```"],
    });
    expect(readOneField("/** @deprecated */ value!: string;").doc).toEqual({ text: "", deprecated: "", examples: [] });
  });

  it("of the model stand before its class", () => {
    const text =
      'import { schema } from "@specstar/runtime/spec";\n/** Notes.\n * @deprecated soon gone */\nexport class Note { text!: string }\nexport default schema(Note, "v1");';
    const [model] = readSound({ "models/note.ts": text });
    expect(model?.doc).toEqual({ text: "Notes.", deprecated: "soon gone", examples: [] });
  });

  it("carry the name before a renaming, and what HTTP doesn't see", () => {
    const field = readOneField("/**\n * Who does it.\n * @renamedFrom owner\n * @internal\n */\nassignee: string | null = null;");
    expect(field).toMatchObject({ renamedFrom: "owner", access: "internal", doc: { text: "Who does it.", deprecated: null } });
  });
});
