import type { IndexedList, IndexedValue } from "../../core/resource.js";
import type { Condition, Order, Query } from "../../query/query.js";
import { time } from "../scripted-writes.js";
import type { Random } from "./random.js";

type Values = readonly [IndexedValue, ...IndexedValue[]];

/** Few and awkward values per field, so that conditions often hold, values often collide, and text often misleads. No store is asked for U+0000. */
const VALUES: Readonly<Record<string, Values>> = {
  note: [null, "", "a", "A", "ab", "a%", "a_", "%", "\\", "ä", "a\u0001b", "😀", "😀a", "\uFFFD", "'"],
  size: [null, -1, 0, 1, 2, 10],
  weight: [null, -0.5, 0, 0.1, 1, 2.5],
  active: [null, true, false],
  dueDate: [null, time(0), time(1), time(1.001), time(86_400)],
  "address.city": [null, "Bonn", "bonn", "Bo"],
  email: [null, "x@example.org", "y@example.org", "z@example.org"],
  country: [null, "de", "fr"],
  serial: [null, 1, 2],
};

type Lists = readonly [IndexedList | null, ...(IndexedList | null)[]];

const LISTS: Readonly<Record<string, Lists>> = {
  tags: [null, [], ["a"], ["a", "b"], ["ab"], ["A", "😀", ""], ['"', "a,b", "\\"]],
  "lines.score": [null, [], [0], [0.1, 1], [1, -2.5, 1e300], [5e-324, 0.30000000000000004]],
};

/** What their lists are asked for. */
const ITEMS: Readonly<Record<keyof typeof LISTS, readonly [string | number, ...(string | number)[]]>> = {
  tags: ["a", "b", "", "A", "😀", '"', ",", "a,b", '","', "\\"],
  "lines.score": [0, 0.1, 1, 2, -2.5, 1e300, 5e-324, 0.3, 0.30000000000000004],
};

const META_VALUES: Readonly<Record<string, Values>> = {
  resourceId: ["specimen:a", "specimen:c", "specimen:zz", ""],
  createdTime: [time(0), time(2), time(5)],
  createdBy: ["ann", "bob"],
  updatedTime: [time(0), time(2), time(5)],
  updatedBy: ["ann", "bob"],
  totalRevisionCount: [1, 2, 3, 5],
  schemaVersion: ["v1", "v2"],
};

const ALL_VALUES = new Map([...Object.entries(VALUES), ...Object.entries(META_VALUES)]);
const FIELDS = toPickable([...ALL_VALUES.keys()]);
const TEXT_FIELDS = ["note", "address.city", "email", "createdBy", "resourceId"] as const;
const TEXT_PARTS = ["", "a", "A", "%", "_", "o", "Bo", "😀", "\\", "'", ".org", "nn", "specimen:"] as const;

const PATTERN_PARTS = ["%", "%", "_", "_", "a", "A", "\\%", "\\_", "\\\\", "😀", "o", "e", "\u0001"] as const;

/** New values for some of a specimen's fields. */
export function randomIndexedData(random: Random): Record<string, IndexedValue | IndexedList> {
  const changed = Object.entries({ ...VALUES, ...LISTS }).filter(() => random.chance(0.5));
  return Object.fromEntries(changed.map(([field, values]) => [field, random.pick<IndexedValue | IndexedList>(values)]));
}

/** Any condition on specimens, `depth` levels deep at most. */
export function randomCondition(random: Random, depth = 3): Condition {
  const kind = random.pick(depth === 0 ? LEAVES : KINDS);
  const field = random.pick(FIELDS);
  const nested = () => randomCondition(random, depth - 1);
  switch (kind) {
    case "compare":
      return { kind, field, op: random.pick(["eq", "ne", "gt", "ge", "lt", "le"]), value: randomValue(random, field) };
    case "in":
      return { kind, field, values: random.many(random.below(4), () => randomValue(random, field)) };
    case "has":
      return randomHas(random);
    case "match":
      return randomMatch(random);
    case "not":
      return { kind, condition: nested() };
    case "and":
    case "or":
      return { kind, conditions: random.many(random.below(4), nested) };
  }
}

/** Any checked search of specimens, from the start or from any position on. */
export function randomQuery(random: Random): Query {
  const orderBy = randomOrder(random);
  return {
    where: random.chance(0.2) ? null : randomCondition(random),
    orderBy,
    after: random.chance(0.5) ? null : orderBy.map(({ field }) => randomValue(random, field)),
    limit: 1 + random.below(10),
    offset: random.chance(0.8) ? 0 : random.below(5),
    includeDeleted: random.chance(0.5),
  };
}

const LEAVES = ["compare", "in", "has", "match"] as const;
const KINDS = [...LEAVES, "and", "or", "not"] as const;

function randomMatch(random: Random): Condition {
  const field = random.pick(TEXT_FIELDS);
  const op = random.pick(["contains", "startsWith", "endsWith", "like"]);
  const value = op === "like" ? random.many(random.below(4), () => random.pick(PATTERN_PARTS)).join("") : random.pick(TEXT_PARTS);
  return { kind: "match", field, op, value };
}

function randomHas(random: Random): Condition {
  const field = random.pick(["tags", "lines.score"]);
  if (random.chance(0.2)) return { kind: "compare", field, op: random.pick(["eq", "ne"]), value: null };
  return { kind: "has", field, value: random.pick(ITEMS[field] ?? [""]) };
}

function randomOrder(random: Random): readonly Order[] {
  const fields = new Set([...random.many(random.below(6), () => random.pick(FIELDS)), "resourceId"]);
  return [...fields].map((field) => ({ field, direction: random.pick(["asc", "desc"]) }));
}

function randomValue(random: Random, field: string): IndexedValue {
  return random.pick(ALL_VALUES.get(field) ?? [null]);
}

function toPickable<Value>(values: readonly Value[]): readonly [Value, ...Value[]] {
  const [first, ...rest] = values;
  if (first === undefined) throw new Error("There is nothing to pick from.");
  return [first, ...rest];
}
