import { format } from "prettier";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { array, call, giving, name, object, spreadObject, type Expression } from "../../../../generator/emitters/text/expression.js";
import { layOutEntry } from "../../../../generator/emitters/text/layout.js";
import { objectKey, toExpression } from "../../../../generator/emitters/text/literal.js";

const word = fc.string({ unit: fc.constantFrom("a", "b", "'", '"', "\\", "漢", "é", "\u2028", "\n", " "), maxLength: 45 });
const key = fc.oneof(fc.stringMatching(/^[a-z]{1,20}$/), fc.constantFrom("first-name", "__proto__", "constructor", "größe"));
const constant = fc.letrec<{ value: Expression }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    word.map(toExpression),
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map(toExpression),
    fc.constantFrom(true, false, null).map(toExpression),
    fc.array(fc.integer(), { minLength: 2, maxLength: 30 }).map(toExpression),
    fc.array(tie("value"), { maxLength: 5 }).map(array),
    fc
      .uniqueArray(fc.tuple(key, tie("value")), { maxLength: 4, selector: ([text]) => text })
      .map((entries) => object(entries.map(([text, value]) => ({ key: objectKey(text), value })))),
  ),
})).value;

const values = fc.array(fc.oneof(word, fc.integer()), { minLength: 1, maxLength: 8 }).map((all) => call("oneOf", ...all.map(toExpression)));
const bounds = fc.record({ minLength: fc.nat(), maxLength: fc.nat() }).map((value) => call("text", toExpression(value)));

const schema = fc.letrec<{ schema: Expression }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Expression>(call("dateTime"), name("addressSchema"), call("lazy", giving("nodeSchema"))),
    bounds,
    values,
    tie("schema").map((inner) => call("nullable", inner)),
    fc.tuple(tie("schema"), constant).map(([inner, value]) => call("withDefault", inner, value)),
    fc.tuple(tie("schema"), fc.nat()).map(([inner, maxItems]) => call("list", inner, toExpression({ maxItems }))),
    fc.array(tie("schema"), { maxLength: 4 }).map((items) => call("tuple", array(items), toExpression({ optional: 1 }))),
    fc.array(tie("schema"), { minLength: 2, maxLength: 4 }).map((members) => call("union", ...members)),
    tie("schema").map((rest) => call("object", spreadObject([{ key: "a", value: rest }]), rest)),
  ),
})).schema;

describe("layOutEntry", () => {
  it("breaks lines where prettier does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { minLength: 1, maxLength: 3 }), schema, async (keys, value) => {
        const lines = keys.map((text) => `  ${layOutEntry(objectKey(text), value, 2)},\n`);
        const code = `export const s: z.ZodType = object({\n${lines.join("")}});\n`;
        expect(await format(code, { parser: "typescript", printWidth: 120 })).toBe(code);
      }),
      { numRuns: 400, seed: 20260101 },
    );
  }, 120_000);
});
