import type { Condition, Order } from "@specstar/runtime";
import * as fc from "fast-check";
import { SPECS, type Model } from "./models.js";

const TEXTS = fc.constantFrom<unknown>("a", "b", "B", "é", "\u{1F600}", "\uFB00", "red", "no", null);
const NUMBERS = fc.constantFrom<unknown>(-1, 0, 1, 2, null);
const TIMES = fc.constantFrom(0, 1, 1000).map((ms): unknown => ({ $ago: ms }));
const IDS = fc.record<unknown>({ $id: fc.constantFrom("team", "person", "note"), pick: fc.nat(40) });

interface Searched {
  readonly field: string;
  readonly values: fc.Arbitrary<unknown>;
  readonly isText: boolean;
}

function fieldsOf(model: Model): readonly Searched[] {
  const own = SPECS[model].index.fields.filter(({ list }) => list !== true);
  return [
    ...own.map(({ path: field, type }) => ({
      field,
      values: type === "integer" ? NUMBERS : fc.oneof(TEXTS, IDS),
      isText: type === "text",
    })),
    { field: "resourceId", values: IDS, isText: true },
    { field: "createdTime", values: TIMES, isText: false },
    { field: "updatedTime", values: TIMES, isText: false },
    { field: "updatedBy", values: fc.constantFrom<unknown>("ada", "bob", "anonymous"), isText: true },
    { field: "totalRevisionCount", values: fc.constantFrom<unknown>(1, 2, 3), isText: false },
  ];
}

/** A condition on a model's resources: ids in it are places, times are so long ago; now and then of a field that isn't there. */
export function randomCondition(model: Model): fc.Arbitrary<unknown> {
  const field = fc.constantFrom(...fieldsOf(model));
  const op = fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le");
  const compared = field.chain(({ field: path, values }) =>
    fc.record({ kind: fc.constant("compare"), field: fc.constant(path), op, value: values }),
  );
  const chosen = field.chain(({ field: path, values }) =>
    fc.record({ kind: fc.constant("in"), field: fc.constant(path), values: fc.array(values, { maxLength: 3 }) }),
  );
  const texts = fc.constantFrom(
    ...fieldsOf(model)
      .filter(({ isText }) => isText)
      .map(({ field: path }) => path),
  );
  const matchOp = fc.constantFrom("contains", "startsWith", "endsWith", "like");
  const matched = fc.record({
    kind: fc.constant("match"),
    field: texts,
    op: matchOp,
    value: fc.constantFrom("a", "e", "r%", "_", "%n%", ""),
  });
  const held = fc.record({
    kind: fc.constant("has"),
    field: fc.constant(model === "note" ? "tags" : "colour"),
    value: fc.constantFrom("a", "b"),
  });
  const single = fc.oneof(
    { weight: 4, arbitrary: compared },
    { weight: 2, arbitrary: chosen },
    { weight: 2, arbitrary: matched },
    { weight: model === "note" ? 3 : 0, arbitrary: held },
  );
  const joined = fc.record({ kind: fc.constantFrom("and", "or"), conditions: fc.array(single, { maxLength: 3 }) });
  const turned = fc.oneof(single, joined).map((condition) => ({ kind: "not", condition }));
  return fc.oneof(single, joined, turned);
}

/** Up to two fields to sort by. */
export function randomOrder(model: Model): fc.Arbitrary<Order[]> {
  const order = fc.record({
    field: fc.constantFrom(...fieldsOf(model).map(({ field }) => field)),
    direction: fc.constantFrom("asc" as const, "desc" as const),
  });
  return fc.uniqueArray(order, { maxLength: 2, selector: ({ field }) => field });
}

/** Says that a resolved condition is one: it was put together as one above. */
export function isCondition(value: unknown): value is Condition {
  return typeof value === "object" && value !== null && "kind" in value;
}
