import * as fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { layOutProperty, typeLine, type TypeText } from "../../../../generator/emitters/text/type-text.js";

const name = fc.stringMatching(/^[A-Z][a-z]{1,30}$/).map((text): TypeText => ({ kind: "name", text }));
const literal = fc.stringMatching(/^[a-z]{1,30}$/).map((text): TypeText => ({ kind: "name", text: `"${text}"` }));
const type = fc.letrec<{ type: TypeText; single: TypeText }>((tie) => ({
  single: fc.oneof({ depthSize: "small", withCrossShrink: true }, name, fc.tuple(tie("type"), fc.boolean()).map(toArray)),
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("single"),
    tie("single").map((single): TypeText => ({ kind: "union", members: [single, { kind: "name", text: "null" }] })),
    fc.array(literal, { minLength: 2, maxLength: 9 }).map((members): TypeText => ({ kind: "union", members })),
  ),
})).type;

function toArray([items, readonly]: [TypeText, boolean]): TypeText {
  return { kind: "array", items, readonly };
}

describe("layOutProperty", () => {
  it("breaks lines where prettier does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a-z]{1,30}[?]?$/), type, async (key, value) => {
        const code = `export interface A {\n  ${layOutProperty(key, value, 2)}\n}\n`;
        expect(await format(code, { parser: "typescript", printWidth: 120 })).toBe(code);
      }),
      { numRuns: 200, seed: 20260101 },
    );
  }, 120_000);

  it("puts parentheses where an array needs them", () => {
    const items: TypeText = { kind: "array", items: { kind: "name", text: "string" }, readonly: true };
    expect(typeLine({ kind: "array", items, readonly: false })).toBe("(readonly string[])[]");
  });
});
