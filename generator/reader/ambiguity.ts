import type { Field } from "../ir/model.js";
import type { FieldType } from "../ir/type.js";
import { innerTypes, namesIn, typesWithin } from "./inner-types.js";
import type { Reader } from "./reader.js";
import { textsOf } from "./texts-of.js";

/**
 * Why a JSON value may be read back as either of two members of a union, with different results; null when none may. Only dates and
 * bigints are not on the wire what they are in code, so that only unions that hold one of them can be ambiguous.
 */
export function clashOf(members: readonly FieldType[], reader: Reader): string | null {
  if (!members.some((member) => holdsConverted(member, reader))) return null;
  for (const [at, one] of members.entries()) {
    for (const other of members.slice(at + 1)) {
      const why = clash(one, other, { reader, seen: new Set() });
      if (why !== null) return why;
    }
  }
  return null;
}

interface Search {
  readonly reader: Reader;
  /** The pairs of types that are being compared: types may use each other in circles. */
  readonly seen: Set<string>;
}

const DIGITS = /^(?:0|-?[1-9]\d*)$/;
/** The types whose JSON may be any text, or any of a pattern. */
const FREE_TEXTS: ReadonlySet<FieldType["kind"]> = new Set(["string", "decimal", "template", "reference", "json"]);
const TIME = /^\d{4}-\d\d-\d\d[Tt]/;

function clash(one: FieldType, other: FieldType, search: Search): string | null {
  return clashOfText(one, other, search) ?? clashOfText(other, one, search) ?? clashInside(one, other, search);
}

/** A date or a bigint beside a type whose texts may look like one. */
function clashOfText(one: FieldType, other: FieldType, { reader }: Search): string | null {
  if (one.kind !== "date" && one.kind !== "bigint") return null;
  const texts = textsOf(other, reader);
  const looksLikeIt = one.kind === "date" ? TIME : DIGITS;
  const ownTexts = texts ?? (other.kind === "literal" ? other.values.filter((value) => typeof value === "string") : []);
  if (!FREE_TEXTS.has(other.kind) && !ownTexts.some((text) => looksLikeIt.test(text))) return null;
  return `A ${one.kind === "date" ? "`Date`" : "`bigint`"} is text in JSON, as ${other.kind === "json" ? "`unknown`" : "the type beside it"} may be`;
}

const ANY_VALUE = "`unknown` takes every value of the type beside it";

function clashInside(one: FieldType, other: FieldType, search: Search): string | null {
  const { reader } = search;
  if (one.kind === "union") return firstOf(one.members, (member) => clash(member, other, search));
  if (other.kind === "union") return firstOf(other.members, (member) => clash(one, member, search));
  if (one.kind === "json") return holdsConverted(other, reader) ? ANY_VALUE : null;
  if (other.kind === "json") return holdsConverted(one, reader) ? ANY_VALUE : null;
  const [items, others] = [itemTypes(one), itemTypes(other)];
  if (items !== null && others !== null) return firstOf(items, (item) => firstOf(others, (each) => clash(item, each, search)));
  const [a, b] = [fieldsOf(one, reader), fieldsOf(other, reader)];
  return a === null || b === null ? null : clashOfObjects(one, other, { a, b }, search);
}

function clashOfObjects(one: FieldType, other: FieldType, { a, b }: { a: Fields; b: Fields }, search: Search): string | null {
  const pair = `${namesIn(one).join()} ${namesIn(other).join()}`;
  if (search.seen.has(pair)) return null;
  search.seen.add(pair);
  if (isApart(a, b, search) || isApart(b, a, search)) return null;
  for (const [name, field] of a.fields) {
    const same = b.fields.get(name)?.type ?? b.rest;
    const why = same === null ? null : clash(field.type, same, search);
    if (why !== null) return `\`${name}\`: ${why.charAt(0).toLowerCase()}${why.slice(1)}`;
  }
  const values = a.rest;
  if (values === null) return null;
  const others = [...b.fields.values()].map(({ type }) => type);
  return firstOf(b.rest === null ? others : [...others, b.rest], (type) => clash(values, type, search));
}

/** Whether a field that one must have shows that a value is not the other. */
function isApart(a: Fields, b: Fields, { reader }: Search): boolean {
  return [...a.fields.values()].some((field) => {
    if (field.optional) return false;
    const same = b.fields.get(field.name);
    if (same === undefined) return b.rest === null;
    const [texts, others] = [textsOf(field.type, reader), textsOf(same.type, reader)];
    const isDifferent = texts !== null && others !== null && !texts.some((text) => others.includes(text));
    return isDifferent && !same.optional && !(field.nullable && same.nullable);
  });
}

interface Fields {
  readonly fields: ReadonlyMap<string, Field>;
  /** The type of all other values. */
  readonly rest: FieldType | null;
}

function fieldsOf(type: FieldType, reader: Reader): Fields | null {
  if (type.kind === "record") return { fields: new Map(), rest: type.values.type };
  const draft = type.kind === "named" ? reader.objects.get(type.name) : undefined;
  if (draft === undefined) return null;
  return { fields: new Map(draft.fields.map(({ field }) => [field.name, field])), rest: draft.object.rest?.values.type ?? null };
}

function itemTypes(type: FieldType): readonly FieldType[] | null {
  return type.kind === "array" || type.kind === "tuple" ? innerTypes(type) : null;
}

/** Whether values of a type hold dates or bigints, however deep. */
function holdsConverted(type: FieldType, reader: Reader): boolean {
  const names = new Set(namesIn(type));
  if (isConverted(type)) return true;
  for (const name of names) {
    const within = typesWithin(name, reader);
    if (within.some(isConverted)) return true;
    for (const inner of within.flatMap(namesIn)) names.add(inner);
  }
  return false;
}

/** Whether a type itself does, leaving out those that it names. */
function isConverted(type: FieldType): boolean {
  return type.kind === "date" || type.kind === "bigint" || innerTypes(type).some(isConverted);
}

function firstOf<T>(values: readonly T[], find: (value: T) => string | null): string | null {
  for (const value of values) {
    const found = find(value);
    if (found !== null) return found;
  }
  return null;
}
