import { isWritable } from "../core/date-time.js";
import { SpecstarError } from "../core/errors.js";
import type { IndexedValue } from "../core/resource.js";
import type { ModelIndex } from "../stores/model-index.js";
import { and, compare, has, match, not, oneOf, or } from "./conditions.js";
import type { CompareOp, Condition, MatchOp } from "./query.js";
import { searchableFields } from "./searchable-fields.js";

/** The types of the meta fields in conditions; a time may be given as a `Date` or as RFC 3339 text. */
export interface MetaTypes {
  readonly resourceId: string;
  readonly createdTime: Date;
  readonly createdBy: string;
  readonly updatedTime: Date;
  readonly updatedBy: string;
  readonly totalRevisionCount: number;
  readonly schemaVersion: string;
}

/**
 * What a condition is made with: one object per indexed path and meta field, and the ways to join conditions.
 * `(q) => q.and(q.status.eq("open"), q["address.city"].startsWith("B"))`
 */
export type Fields<Indexed> = FieldsByPath<Indexed & MetaTypes> & Joins<Indexed & MetaTypes>;

type FieldsByPath<Types> = { readonly [Path in Exclude<keyof Types, keyof Joins<Types>>]-?: FieldConditions<Types[Path]> };

interface Joins<Types> {
  /** All of the conditions hold; true of none. */
  and(...conditions: readonly Condition[]): Condition;
  /** One of the conditions holds; false of none. */
  or(...conditions: readonly Condition[]): Condition;
  /** The condition does not hold. Null counts: `q.not(q.dueDate.lt(now))` finds what has no due date, too. */
  not(condition: Condition): Condition;
  /** The field at a path: for one that is called `and`, `or`, `not` or `field`. */
  field<Path extends keyof Types>(path: Path): FieldConditions<Types[Path]>;
}

/** The conditions on a field of type `Type`: a list when it has many values. */
export type FieldConditions<Type> = [NonNullable<Type>] extends [readonly (infer Item)[]]
  ? Membership<Given<Item>> & ([Null<Type>] extends [never] ? unknown : NullTest)
  : ValueConditions<Type>;

type ValueConditions<Type> = Equality<FieldValue<Type>> &
  Choice<FieldValue<Type>> &
  ([Given<Type>] extends [boolean] ? unknown : Ordering<Given<Type>>) &
  ([Given<Type>] extends [string] ? TextMatch : unknown) &
  ([Null<Type>] extends [never] ? unknown : NullTest);

/** A value of a field of the type, as it is given: null where the field can be without. */
export type FieldValue<Type> = Given<Type> | Null<Type>;

/** What is given for a value of the type. */
type Given<Type> = [NonNullable<Type>] extends [Date] ? Date | string : NonNullable<Type>;
/** Null where the field can be without a value. */
type Null<Type> = Extract<Type, null | undefined> extends never ? never : null;

interface Equality<Value> {
  eq(value: Value): Condition;
  /** The exact opposite of `eq`: null differs from every value. */
  ne(value: Value): Condition;
}

/** None of these holds for null. */
interface Ordering<Value> {
  gt(value: Value): Condition;
  ge(value: Value): Condition;
  lt(value: Value): Condition;
  le(value: Value): Condition;
}

interface Choice<Value> {
  in(values: readonly Value[]): Condition;
  notIn(values: readonly Value[]): Condition;
}

/** Case matters. */
interface TextMatch {
  contains(text: string): Condition;
  startsWith(text: string): Condition;
  endsWith(text: string): Condition;
  /** `%` stands for any text, `_` for one character, and `\` before one of the three takes it as it is. */
  like(pattern: string): Condition;
}

interface Membership<Value> {
  /** Whether one of the values is this one. */
  has(value: Value): Condition;
}

interface NullTest {
  isNull(): Condition;
}

const fieldsOf = new WeakMap<ModelIndex, object>();

/**
 * The fields of a model, frozen. Calls on them throw INVALID_QUERY for a date that RFC 3339 can't write; whether all
 * else fits the model is for `checkSearch` to say.
 */
export function createFields<Indexed>(index: ModelIndex): Fields<Indexed> {
  const fields = fieldsOf.get(index) ?? collectFields(index);
  fieldsOf.set(index, fields);
  // The one place where the types of the fields, which only the compiler knows, meet the index.
  return fields as Fields<Indexed>;
}

function collectFields(index: ModelIndex): object {
  const byPath = new Map([...searchableFields(index).keys()].map((path) => [path, fieldConditions(path)]));
  const field = (path: string) => byPath.get(path) ?? fieldConditions(path);
  // A join comes after the field of the same name, and so takes its place.
  return Object.freeze({ ...Object.fromEntries(byPath), and, or, not, field });
}

/** All conditions there are: which of them a field has is in its type. */
function fieldConditions(path: string) {
  const comparison = (op: CompareOp) => (value: IndexedValue | Date) => compare(path, op, toIndexedValue(value));
  const textMatch = (op: MatchOp) => (text: string) => match(path, op, text);
  const choice = (values: readonly (IndexedValue | Date)[]) => oneOf(path, values.map(toIndexedValue));
  return Object.freeze({
    eq: comparison("eq"),
    ne: comparison("ne"),
    gt: comparison("gt"),
    ge: comparison("ge"),
    lt: comparison("lt"),
    le: comparison("le"),
    in: choice,
    notIn: (values: readonly (IndexedValue | Date)[]) => not(choice(values)),
    contains: textMatch("contains"),
    startsWith: textMatch("startsWith"),
    endsWith: textMatch("endsWith"),
    like: textMatch("like"),
    has: (value: NonNullable<IndexedValue> | Date) => has(path, toIndexedValue(value)),
    isNull: () => compare(path, "eq", null),
  });
}

function toIndexedValue<Value extends IndexedValue>(value: Value | Date): Value | string {
  if (!(value instanceof Date)) return value;
  if (isWritable(value)) return value.toISOString();
  throw new SpecstarError("INVALID_QUERY", "A date in the condition is invalid, or its year is not 0 to 9999.");
}
