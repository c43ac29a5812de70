import type { Condition } from "@specstar/runtime";
import fc from "fast-check";
import { searchableFields, type SearchableField } from "../../../runtime/query/searchable-fields.js";
import { issueIndex } from "./issue-index.js";

const fields = [...searchableFields(issueIndex).values()];
const single = fields.filter(({ list }) => list !== true);
const many = fields.filter(({ list }) => list === true);

const text = fc.string({ unit: "binary", maxLength: 8 });
const VALUES = {
  text,
  integer: fc.maxSafeInteger(),
  // A zero below zero has no name of its own in JSON.
  real: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  boolean: fc.boolean(),
  date: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()),
};
const pattern = fc.array(fc.constantFrom("%", "_", "\\%", "\\_", "\\\\", "a", "😀"), { maxLength: 6 }).map((parts) => parts.join(""));
const nullable = ({ type }: SearchableField) => fc.option(VALUES[type], { nil: null });

const compared = fc.constantFrom(...single).chain((field) => {
  const op = field.type === "boolean" ? fc.constantFrom("eq", "ne") : fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le");
  return fc.record<Condition>({ kind: fc.constant("compare"), field: fc.constant(field.path), op, value: nullable(field) });
});
const chosen = fc
  .constantFrom(...single)
  .chain((field) => fc.record<Condition>({ kind: fc.constant("in"), field: fc.constant(field.path), values: fc.array(nullable(field), { maxLength: 4 }) }));
const held = fc
  .constantFrom(...many)
  .chain((field) => fc.record<Condition>({ kind: fc.constant("has"), field: fc.constant(field.path), value: VALUES[field.type] }));
const empty = fc.record<Condition>({ kind: fc.constant("compare"), field: fc.constantFrom(...many.map(({ path }) => path)), op: fc.constantFrom("eq", "ne"), value: fc.constant(null) });
const texts = fc.constantFrom(...single.filter(({ type }) => type === "text").map(({ path }) => path));
const matched = fc.record<Condition>({ kind: fc.constant("match"), field: texts, op: fc.constantFrom("contains", "startsWith", "endsWith"), value: text });
const alike = fc.record<Condition>({ kind: fc.constant("match"), field: texts, op: fc.constant("like"), value: pattern });

/** Any condition that issues can be searched by. An `and` or `or` has none, two or three conditions: one would be that condition. */
export const randomCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => {
  const several = fc.oneof(fc.constant([]), fc.array(tie("condition"), { minLength: 2, maxLength: 3 }));
  return {
    condition: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      compared,
      chosen,
      held,
      empty,
      matched,
      alike,
      fc.record<Condition>({ kind: fc.constant("not"), condition: tie("condition") }),
      fc.record<Condition>({ kind: fc.constantFrom("and", "or"), conditions: several }),
    ),
  };
}).condition;
