import { format } from "prettier";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { array, call, name, object, type Expression } from "../../../../generator/emitters/text/expression.js";
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

const method = (text: string, ...args: Expression[]) => call(text, ...args);
const literals = fc.array(word, { minLength: 1, maxLength: 8 }).map((values) => method("enum", toExpression(values)));
const numbers = fc.array(fc.integer(), { minLength: 2, maxLength: 25 }).map((values) => method("literal", toExpression(values)));
const bounds = fc.record({ minLength: fc.nat(), maxLength: fc.nat() }).map((value) => call("text", toExpression(value)));

const schema = fc.letrec<{ schema: Expression }>((tie) => ({
  schema: fc
    .tuple(
      fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom(call("dateTime"), name("addressSchema")).map((head) => ({ head, calls: [] })),
        bounds.map((head) => ({ head, calls: [] })),
        fc.constant({ head: name("z"), calls: [method("int"), method("min", name("-5")), method("max", name("10"))] }),
        fc.oneof(literals, numbers, fc.constant(method("string"))).map((one) => ({ head: name("z"), calls: [one] })),
        tie("schema").map((items) => ({ head: name("z"), calls: [method("array", items)] })),
      ),
      fc.array(
        fc.oneof(
          fc.constant(method("nullable")),
          constant.map((value) => method("default", value)),
          word.map((text) => method("describe", toExpression(text.repeat(3)))),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([{ head, calls }, more]): Expression => {
      const all = [...calls, ...more];
      return all.length === 0 ? head : { kind: "chain", head, calls: all };
    }),
})).schema;

describe("layOutEntry", () => {
  it("breaks lines where prettier does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { minLength: 1, maxLength: 3 }), schema, async (keys, value) => {
        const lines = keys.map((text) => `  ${layOutEntry(objectKey(text), value, 2)},\n`);
        const code = `export const s: z.ZodType = object({\n${lines.join("")}});\n`;
        expect(await format(code, { parser: "typescript", printWidth: 120 })).toBe(code);
      }),
      { numRuns: 200, seed: 20260101 },
    );
  }, 120_000);
});
