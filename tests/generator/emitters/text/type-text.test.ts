import * as fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { layOutAlias, layOutProperty, typeLine, type TupleItemText, type TypeText } from "../../../../generator/emitters/text/type-text.js";

const name = fc.stringMatching(/^[A-Z][a-z]{1,30}$/).map((text): TypeText => ({ kind: "name", text }));
const literal = fc.stringMatching(/^[a-z]{1,30}$/).map((text): TypeText => ({ kind: "name", text: `"${text}"` }));
const keys = fc.constantFrom("string", "`x-${string}`", "`${number}-${\"a\" | \"b\"}`").map((text): TypeText => ({ kind: "name", text }));
const nothing: TypeText = { kind: "name", text: "null" };

const type = fc.letrec<{ type: TypeText; single: TypeText; tuple: TypeText }>((tie) => ({
  single: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    name,
    fc.constant<TypeText>({ kind: "join", members: ["string", "{}"] }),
    fc.record({ kind: fc.constant("array" as const), items: tie("type"), readonly: fc.boolean() }),
    fc.record({ kind: fc.constant("record" as const), keys, values: tie("type"), readonly: fc.boolean() }),
    tie("tuple"),
  ),
  tuple: fc.record({ kind: fc.constant("tuple" as const), items: fc.oneof(items(tie("type"), fc.constant(null)), items(tie("type"), fc.stringMatching(/^[a-z]{1,9}$/))), readonly: fc.boolean() }),
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("single"),
    tie("single").map((single): TypeText => ({ kind: "union", members: [single, nothing] })),
    fc.array(literal, { minLength: 2, maxLength: 9 }).map((members): TypeText => ({ kind: "union", members })),
    fc.array(tie("single"), { minLength: 2, maxLength: 4 }).map((members): TypeText => ({ kind: "union", members: [...members, nothing] })),
  ),
})).type;

/** Items of a tuple: some that must be there, some that may be left out, some that may follow. */
function items(of: fc.Arbitrary<TypeText>, label: fc.Arbitrary<string | null>): fc.Arbitrary<TupleItemText[]> {
  const some = (mark: TupleItemText["mark"], maxLength: number) => fc.array(fc.record({ type: of, label, mark: fc.constant(mark) }), { maxLength });
  return fc.tuple(some(null, 3), some("optional", 2), some("rest", 1)).map((all) => all.flat());
}

async function expectFixedPoint(code: string): Promise<void> {
  expect(await format(code, { parser: "typescript", printWidth: 120 })).toBe(code);
}

describe("layOutProperty", () => {
  it("breaks lines where prettier does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a-z]{1,30}[?]?$/), type, (key, value) => expectFixedPoint(`export interface A {\n  ${layOutProperty(key, value, 2)}\n}\n`)),
      { numRuns: 500, seed: 20260101 },
    );
  }, 120_000);

  it("puts parentheses where an array needs them", () => {
    const readonly: TypeText = { kind: "array", items: { kind: "name", text: "string" }, readonly: true };
    expect(typeLine({ kind: "array", items: readonly, readonly: false })).toBe("(readonly string[])[]");
    expect(typeLine({ kind: "array", items: { kind: "join", members: ["string", "{}"] }, readonly: false })).toBe("(string & {})[]");
  });
});

describe("layOutAlias", () => {
  const members = fc.array(name, { minLength: 2, maxLength: 8 });

  it("breaks lines where prettier does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Z][a-z]{1,30}$/), fc.oneof(type, members.map((all): TypeText => ({ kind: "union", members: all }))), (alias, value) =>
        expectFixedPoint(`${layOutAlias(alias, value)}\n`),
      ),
      { numRuns: 300, seed: 20260101 },
    );
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Z][a-z]{1,30}$/), fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{1,30}$/), { minLength: 2, maxLength: 8 }), (alias, all) =>
        expectFixedPoint(`${layOutAlias(alias, { kind: "join", members: all })}\n`),
      ),
      { numRuns: 100, seed: 20260101 },
    );
  }, 120_000);
});
