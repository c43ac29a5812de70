import type { Field, Model } from "../ir/model.js";
import type { FieldType, NamedType, RecordType } from "../ir/type.js";
import { compareConstraints } from "./compare-constraints.js";
import { compareFields, type Fields } from "./compare-fields.js";
import { describeType } from "./describe-type.js";
import type { Report } from "./rules.js";

/** One walk over the types of a model before and now. */
export interface Comparison {
  readonly report: Report;
  readonly before: ReadonlyMap<string, NamedType>;
  readonly after: ReadonlyMap<string, NamedType>;
  /** The pairs of named types that were compared already: types may hold themselves. */
  readonly seen: Set<string>;
}

export function createComparison(before: Model, after: Model, report: Report): Comparison {
  return { report, before: typesOf(before), after: typesOf(after), seen: new Set() };
}

function typesOf({ types }: Model): ReadonlyMap<string, NamedType> {
  return new Map(types.map((type) => [type.name, type]));
}

/** Says what a value that fits one type and not the other breaks. */
export function compareTypes(before: FieldType, after: FieldType, place: string, comparison: Comparison): void {
  const [old, now] = [membersOf(before, comparison.before), membersOf(after, comparison.after)];
  const shared = [...old.keys()].filter((key) => now.has(key));
  const [gone, added] = [[...old.keys()].filter((key) => !now.has(key)), [...now.keys()].filter((key) => !old.has(key))];
  for (const key of shared) comparePair(old.get(key), now.get(key), place, comparison);
  if (shared.length === 0) return comparePlain(before, after, place, comparison);
  for (const key of gone) comparison.report("VALUE_REMOVED", place, `${key} was taken and is refused.`);
  for (const key of added) comparison.report("VALUE_ADDED", place, `${key} is new.`);
}

/** Two types that share no value by their kinds: a text that becomes a choice, or the other way, is narrower or wider. */
function comparePlain(before: FieldType, after: FieldType, place: string, { before: olds, after: news, report }: Comparison): void {
  const [old, now] = [[...membersOf(before, olds).values()], [...membersOf(after, news).values()]];
  const message = `It was ${describeType(before)} and is ${describeType(after)}.`;
  if (isWithin(now, old)) report("CONSTRAINT_TIGHTENED", place, message);
  else if (isWithin(old, now)) report("CONSTRAINT_LOOSENED", place, message);
  else report("FIELD_TYPE_CHANGED", place, message);
}

/** Whether every value of the one is a constant that the other, which has none, takes. */
function isWithin(inner: readonly Member[], outer: readonly Member[]): boolean {
  const [wide] = outer;
  if (outer.length !== 1 || wide === undefined || wide.kind === "constant") return false;
  return inner.every((member) => member.kind === "constant" && typeof member.value === wide.kind);
}

function comparePair(before: Member | undefined, after: Member | undefined, place: string, comparison: Comparison): void {
  if (before === undefined || after === undefined || before.kind === "constant" || after.kind === "constant") return;
  if (before.kind === "object" && after.kind === "object") return compareObjects(before, after, comparison);
  if (before.kind === "object" || after.kind === "object") return;
  compareConstraints(before, after, { place, report: comparison.report });
  compareParts(before, after, place, comparison);
}

function compareParts(before: FieldType, after: FieldType, place: string, comparison: Comparison): void {
  if (before.kind === "array" && after.kind === "array") compareValues(before.items, after.items, `${place}[]`, comparison);
  if (before.kind === "record" && after.kind === "record") compareValues(before.values, after.values, `${place}[]`, comparison);
  if (before.kind !== "tuple" || after.kind !== "tuple") return;
  const describe = `It had ${before.items.length} items and has ${after.items.length}.`;
  if (before.items.length !== after.items.length) comparison.report("FIELD_TYPE_CHANGED", place, describe);
  before.items.forEach((item, at) => {
    const now = after.items[at];
    if (now !== undefined) compareValues(item, now, `${place}[${at}]`, comparison);
  });
}

type Value = Pick<Field, "type" | "nullable">;

/** A type and whether null is beside it. */
function compareValues(before: Value, after: Value, place: string, comparison: Comparison): void {
  if (before.nullable && !after.nullable) comparison.report("NULL_REFUSED", place, "It could be null.");
  if (!before.nullable && after.nullable) comparison.report("NULL_RETURNED", place, "It may be null now.");
  compareTypes(before.type, after.type, place, comparison);
}

/** The fields of an object, with all that they lead to. */
export function compareOwnFields(before: Fields, after: Fields, comparison: Comparison): void {
  const compare = (old: Field, now: Field, place: string): void => compareValues(old, now, place, comparison);
  compareFields(before, after, { report: comparison.report, compare });
}

interface ObjectMember {
  readonly kind: "object";
  readonly name: string;
  readonly fields: readonly Field[];
  readonly rest: RecordType | null;
}

type Member = FieldType | ObjectMember | { readonly kind: "constant"; readonly value: string | number | boolean };

function compareObjects(before: ObjectMember, after: ObjectMember, comparison: Comparison): void {
  const pair = `${before.name} ${after.name}`;
  if (comparison.seen.has(pair)) return;
  comparison.seen.add(pair);
  compareOwnFields(before, after, comparison);
  if (before.rest !== null && after.rest === null) comparison.report("CONSTRAINT_TIGHTENED", before.name, "Other keys were taken and are refused.");
  if (before.rest === null && after.rest !== null) comparison.report("CONSTRAINT_LOOSENED", before.name, "Other keys are taken now.");
  if (before.rest !== null && after.rest !== null) compareValues(before.rest.values, after.rest.values, `${before.name}[]`, comparison);
}

/** What a type may be, each under a key that its counterpart has as well: constants by their value, objects by name, the rest by kind. */
function membersOf(type: FieldType, types: ReadonlyMap<string, NamedType>): ReadonlyMap<string, Member> {
  const members = flatten(type, types);
  const objects = members.filter((member) => member.kind === "object");
  return new Map(members.map((member) => [keyOf(member, objects.length > 1), member]));
}

/** An object that is alone keeps its place when its name changes: names are not on the wire. */
function keyOf(member: Member, byName: boolean): string {
  if (member.kind === "constant") return `\`${JSON.stringify(member.value)}\``;
  if (member.kind === "object" || member.kind === "named") return byName ? `\`${member.name}\`` : "an object";
  return describeType(member, "kind");
}

function flatten(type: FieldType, types: ReadonlyMap<string, NamedType>, within: readonly string[] = []): readonly Member[] {
  if (type.kind === "union") return type.members.flatMap((member) => flatten(member, types, within));
  if (type.kind === "literal") return type.values.map((value) => ({ kind: "constant", value }));
  if (type.kind === "enumMember") return [{ kind: "constant", value: type.value }];
  if (type.kind !== "named" || within.includes(type.name)) return [type];
  const named = types.get(type.name);
  if (named?.kind === "object") return [named];
  if (named?.kind === "enum") return named.members.map(({ value }) => ({ kind: "constant", value }));
  return named === undefined ? [type] : flatten(named.type, types, [...within, type.name]);
}
