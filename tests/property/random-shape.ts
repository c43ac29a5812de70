import * as fc from "fast-check";
import { TEXTS, type ObjectForm, type Property, type Shape, type Slot, type TextKind } from "./shape.js";

const FORMS: readonly ObjectForm[] = ["inline", "interface", "partial", "pick", "omit", "extends", "joined", "generic"];
const FIELD_NAMES = ["id", "type", "data", "meta", "name", "then", "toString", "valueOf", "a", "b", "longerName", "snake_case", "größe", "odd key", "1st", "a-b"];

/** What every object has: left out, TypeScript takes the function for the field. */
const INHERITED = new Set(["toString", "valueOf"]);

const limits = fc.option(fc.nat(4), { nil: null }).chain((min) =>
  fc.option(fc.integer({ min: (min ?? 0) + 1, max: 9 }), { nil: null }).map((max) => ({ min, max })),
);
const scalar: fc.Arbitrary<Shape> = fc.oneof(
  limits.map((both) => ({ kind: "string" as const, ...both })),
  fc.boolean().chain((integer) => limits.map((both) => ({ kind: "number" as const, integer, ...both }))),
  fc.constantFrom("boolean" as const, "date" as const, "bigint" as const, "decimal" as const, "uuid" as const, "unknown" as const).map((kind) => ({ kind })),
  fc.constantFrom(...(Object.keys(TEXTS) as TextKind[])).map((of) => ({ kind: "text" as const, of })),
  fc.uniqueArray(fc.oneof(fc.stringMatching(/^[a-z'" \\]{0,6}$/), fc.integer({ min: -9, max: 99 }), fc.boolean()), { minLength: 1, maxLength: 4 }).map((values) => ({ kind: "literal" as const, values })),
  fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 }).map((values) => ({ kind: "enum" as const, values })),
);

/** Shapes that are nested at most as deep as is asked for. */
function shapeOf(depth: number): fc.Arbitrary<Shape> {
  if (depth === 0) return scalar;
  const slot = slotOf(depth - 1);
  const composite: fc.Arbitrary<Shape> = fc.oneof(
    fc.tuple(slot, limits, fc.boolean()).map(([items, both, isUnique]) => ({
      kind: "array" as const,
      items,
      // Of a type with few values there may be no long list without two equal ones.
      min: isUnique ? null : both.min,
      max: both.max,
      isUnique,
    })),
    fc.tuple(fc.array(slot, { minLength: 1, maxLength: 3 }), fc.nat(2), fc.option(slot, { nil: null })).map(([items, optional, rest]) => ({
      kind: "tuple" as const,
      items,
      optional: Math.min(optional, items.length),
      rest,
    })),
    slot.map((values) => ({ kind: "record" as const, values })),
    fc.tuple(fieldsOf(depth - 1), fc.constantFrom(...FORMS)).map(([fields, form]) => ({ kind: "object" as const, fields, form })),
    fc.array(fieldsOf(depth - 1), { minLength: 2, maxLength: 3 }).map((members) => ({ kind: "tagged" as const, members })),
    slot.map((node) => ({ kind: "tree" as const, node })),
  );
  return fc.oneof({ weight: 2, arbitrary: scalar }, { weight: 3, arbitrary: composite });
}

/** Null is among the values of free JSON anyway. */
function slotOf(depth: number): fc.Arbitrary<Slot> {
  return fc.tuple(shapeOf(depth), fc.nat(3)).map(([shape, n]) => ({ shape, isNullable: n === 0 && shape.kind !== "unknown" }));
}

function fieldsOf(depth: number): fc.Arbitrary<Property[]> {
  const property = fc.tuple(fc.constantFrom(...FIELD_NAMES), slotOf(depth), fc.nat(3)).map(([name, { shape, isNullable }, n]) => ({ name, shape, isNullable, isOptional: n === 0 && !INHERITED.has(name) }));
  return fc.uniqueArray(property, { minLength: 1, maxLength: 4, selector: ({ name }) => name });
}

/** The fields of a random model. */
export const randomFields: fc.Arbitrary<Property[]> = fieldsOf(3);
