import type { FieldType, Value } from "../ir/type.js";
import { fitsScalar } from "./fits-scalar.js";
import { valuePart, type Part, type Reader } from "./reader.js";
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
  return everyOf(splitPart(from, reader).map((one) => someOf(targets.map((other) => fitsOne(one, other, reader, asked)))));
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

function fitsInside(from: FieldType, to: FieldType, reader: Reader, seen: ReadonlySet<string>): boolean | null {
  if (from.kind === "array" && to.kind === "array") {
    if (from.readonly && !to.readonly) return false;
    return isAssignable(partOf(from.items), partOf(to.items), reader, seen);
  }
  if (from.kind === "tuple" && to.kind === "array") {
    return everyOf(from.items.map((item) => isAssignable(partOf(item), partOf(to.items), reader, seen)));
  }
  if (isList(from) || isList(to)) return isList(from) && isList(to) ? null : false;
  return fitsObject(valuePart(from), valuePart(to), reader, seen);
}

function isList({ kind }: FieldType): boolean {
  return kind === "array" || kind === "tuple";
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
      return isAssignable(partOf(given.field), partOf(wanted.field), reader, seen);
    }),
  );
}

function everyOf(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function partOf({ type, nullable }: Value): Part {
  return valuePart(type, nullable);
}
