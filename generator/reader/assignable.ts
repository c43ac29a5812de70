import type { FieldType } from "../ir/type.js";
import { plainReading, type Part, type Reader } from "./reader.js";
import { shapesOf } from "./shapes-of.js";
import { splitPart } from "./split-part.js";
import { partKey } from "./type-key.js";

/** Whether every value of one type is a value of another; null when that can't be told from what is known here. */
export function isAssignable(from: Part, to: Part, reader: Reader, seen: ReadonlySet<string> = new Set()): boolean | null {
  if (partKey(from) === partKey(to) || from.kind === "never") return true;
  if (from.kind === "failed" || to.kind === "failed" || from.kind === "markers" || to.kind === "markers") return null;
  if (to.kind === "value" && to.value.type.kind === "json") return true;
  const question = `${partKey(from)} ${partKey(to)}`;
  // Types that use each other in circles fit unless something else tells that they don't.
  if (seen.has(question)) return true;
  const asked = new Set([...seen, question]);
  if (asked.size > 30) return null;
  const targets = splitPart(to, reader);
  const answers = splitPart(from, reader).map((one) => someOf(targets.map((other) => fitsOne(one, other, reader, asked))));
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function someOf(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

function fitsOne(from: Part, to: Part, reader: Reader, seen: ReadonlySet<string>): boolean | null {
  if (partKey(from) === partKey(to)) return true;
  if (to.kind === "empty") return from.kind === "value" || from.kind === "empty";
  if (from.kind !== "value" || to.kind !== "value") return from.kind === to.kind;
  const scalar = fitsScalar(from.value.type, to.value.type);
  return scalar ?? fitsInside(from.value.type, to.value.type, reader, seen);
}

/** Whether a scalar is of another type; null when either is none. */
function fitsScalar(from: FieldType, to: FieldType): boolean | null {
  if (isScalar(from) !== isScalar(to)) return false;
  if (!isScalar(from)) return null;
  const value = from.kind === "literal" ? from.values[0] : from.kind === "enumMember" ? from.value : undefined;
  switch (to.kind) {
    case "literal":
      return value !== undefined && to.values.includes(value);
    case "string":
      return isUnlimited(to) ? typeof value === "string" || ["string", "template", "reference", "decimal"].includes(from.kind) : null;
    case "number":
      return to.integer || to.min !== null || to.max !== null ? null : typeof value === "number" || from.kind === "number";
    case "template":
      return typeof value === "string" ? new RegExp(to.pattern, "u").test(value) : from.kind === "template" ? null : false;
    default:
      return from.kind === to.kind && from.kind !== "enumMember";
  }
}

function isUnlimited(type: FieldType & { kind: "string" }): boolean {
  return type.minLength === null && type.maxLength === null && type.pattern === null && type.format === null;
}

const SCALARS: ReadonlySet<FieldType["kind"]> = new Set(["string", "number", "boolean", "bigint", "decimal", "date", "literal", "enumMember", "template", "reference"]);

function isScalar({ kind }: FieldType): boolean {
  return SCALARS.has(kind);
}

function fitsInside(from: FieldType, to: FieldType, reader: Reader, seen: ReadonlySet<string>): boolean | null {
  if (from.kind === "array" && to.kind === "array") {
    if (from.readonly && !to.readonly) return false;
    return isAssignable(value(from.items.type, from.items.nullable), value(to.items.type, to.items.nullable), reader, seen);
  }
  if (from.kind === "tuple" && to.kind === "array") return everyOf(from.items.map((item) => isAssignable(value(item.type, item.nullable), value(to.items.type, to.items.nullable), reader, seen)));
  const isList = (type: FieldType): boolean => type.kind === "array" || type.kind === "tuple";
  if (isList(from) || isList(to)) return isList(from) && isList(to) ? null : false;
  return fitsObject(value(from), value(to), reader, seen);
}

function fitsObject(from: Part, to: Part, reader: Reader, seen: ReadonlySet<string>): boolean | null {
  const [one] = shapesOf(from, reader) ?? [];
  const [other] = shapesOf(to, reader) ?? [];
  if (one === undefined || other === undefined || one.broken || other.broken || other.rest() !== null) return null;
  return everyOf(
    [...other.members.values()].map((member) => {
      const wanted = member.read();
      const given = one.members.get(member.name)?.read();
      if (wanted === null || given === null) return null;
      if (given === undefined) return wanted.field.optional;
      if (given.field.optional && !wanted.field.optional) return false;
      return isAssignable(value(given.field.type, given.field.nullable), value(wanted.field.type, wanted.field.nullable), reader, seen);
    }),
  );
}

function everyOf(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function value(type: FieldType, nullable = false): Part {
  return { kind: "value", value: plainReading(type, nullable) };
}
