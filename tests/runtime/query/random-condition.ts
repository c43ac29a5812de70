import type { Condition } from "@specstar/runtime";
import fc from "fast-check";
import { searchableFields, type SearchableField } from "../../../runtime/query/searchable-fields.js";
import { issueIndex } from "./issue-index.js";

const fields = [...searchableFields(issueIndex).values()];
const single = fields.filter(({ list }) => list !== true);
const many = fields.filter(({ list }) => list === true);

// No search takes U+0000.
const text = fc.string({ unit: "binary", maxLength: 8 }).map((any) => any.replaceAll("\0", ""));
const VALUES: Readonly<Record<SearchableField["type"], fc.Arbitrary<string | number | boolean>>> = {
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
  return fc.record({ op, value: nullable(field) }).map(({ op: known, value }): Condition => ({ kind: "compare", field: field.path, op: known, value }));
});
const chosen = fc
  .constantFrom(...single)
  .chain((field) => fc.array(nullable(field), { maxLength: 4 }).map((values): Condition => ({ kind: "in", field: field.path, values })));
const held = fc
  .constantFrom(...many)
  .chain((field) => VALUES[field.type].map((value): Condition => ({ kind: "has", field: field.path, value })));
const empty = fc
  .record({ field: fc.constantFrom(...many.map(({ path }) => path)), op: fc.constantFrom("eq", "ne") })
  .map(({ field, op }): Condition => ({ kind: "compare", field, op, value: null }));
const texts = fc.constantFrom(...single.filter(({ type }) => type === "text").map(({ path }) => path));
const matched = fc
  .record({ field: texts, op: fc.constantFrom("contains", "startsWith", "endsWith"), value: text })
  .map(({ field, op, value }): Condition => ({ kind: "match", field, op, value }));
const alike = fc.record({ field: texts, value: pattern }).map(({ field, value }): Condition => ({ kind: "match", field, op: "like", value }));

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
      tie("condition").map((condition): Condition => ({ kind: "not", condition })),
      fc.record({ kind: fc.constantFrom("and", "or"), conditions: several }).map((join): Condition => join),
    ),
  };
}).condition;
