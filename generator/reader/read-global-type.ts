import type { ts } from "ts-morph";
import { ARITY, isIn, OBJECT_UTILITIES, TEXT_UTILITIES, UNION_UTILITIES } from "./global-types.js";
import { joinParts } from "./join-union.js";
import { readArray } from "./read-list.js";
import { readRecordType } from "./read-record-type.js";
import { readObjectUtility } from "./read-utility.js";
import type { Reference } from "./read-reference.js";
import { innerPlace, FAILED, valuePart, type Part, type Place, type Reader } from "./reader.js";
import { isAssignable } from "./assignable.js";
import { splitPart } from "./split-part.js";
import type { TextUtility, UnionUtility } from "./global-types.js";

/** Reads a type that the language declares; null for any other name. */
export function readGlobalType(name: string, { args = [], node }: Omit<Reference, "args"> & { readonly args?: readonly ts.TypeNode[] | undefined }, place: Place, reader: Reader): Part | null {
  const inner = innerPlace(place);
  const [first, second] = args;
  if (name === "Date") return args.length === 0 ? valuePart({ kind: "date" }) : refuseArguments(name, 0, node, place, reader);
  if (name === "Array" || name === "ReadonlyArray") return first === undefined || args.length > 1 ? refuseList(name, node, place, reader) : readArray({ items: first, readonly: name === "ReadonlyArray" }, inner, reader);
  if (name === "Record") return first === undefined || second === undefined || args.length > 2 ? refuseArguments(name, 2, node, place, reader) : readRecordType({ keys: first, values: second, node }, place, reader);
  if (!isIn(name, OBJECT_UTILITIES) && !isIn(name, UNION_UTILITIES) && !isIn(name, TEXT_UTILITIES)) return null;
  if (args.length !== ARITY[name]) return refuseArguments(name, ARITY[name], node, place, reader);
  const parts = args.map((arg) => reader.readPart(arg, inner));
  const [one = FAILED, two = FAILED] = parts;
  if (parts.some(({ kind }) => kind === "failed")) return FAILED;
  if (isIn(name, OBJECT_UTILITIES)) return readObjectUtility({ name, parts, node }, place, reader);
  return isIn(name, TEXT_UTILITIES) ? changeTexts(name, one, node, place, reader) : filter(name, { one, two }, node, place, reader);
}

function filter(name: UnionUtility, { one, two }: { one: Part; two: Part }, node: ts.Node, place: Place, reader: Reader): Part {
  if (name === "NoInfer") return one;
  const kept: Part[] = [];
  for (const part of splitPart(one, reader)) {
    const fits = name === "NonNullable" ? part.kind === "null" || part.kind === "undefined" : isAssignable(part, two, reader);
    if (fits === null) {
      const help = "Write the union out that it comes to.";
      reader.reports.add("SPEC2003", { source: place.source, node }, `What \`${name}\` leaves of this type can't be told.`, help);
      return FAILED;
    }
    if (fits === (name === "Extract")) kept.push(part);
  }
  return joinParts(kept, node, place, reader);
}

const CHANGES: Readonly<Record<TextUtility, (text: string) => string>> = {
  Uppercase: (text) => text.toUpperCase(),
  Lowercase: (text) => text.toLowerCase(),
  Capitalize: (text) => text.charAt(0).toUpperCase() + text.slice(1),
  Uncapitalize: (text) => text.charAt(0).toLowerCase() + text.slice(1),
};

function changeTexts(name: TextUtility, part: Part, node: ts.Node, place: Place, reader: Reader): Part {
  const parts = splitPart(part, reader).map((each): Part | null => {
    const type = each.kind === "value" ? each.value.type : null;
    const text = type?.kind === "literal" ? type.values[0] : type?.kind === "enumMember" ? type.value : undefined;
    return typeof text === "string" ? valuePart({ kind: "literal", values: [CHANGES[name](text)] }) : null;
  });
  const known = parts.filter((each) => each !== null);
  if (known.length === parts.length) return joinParts(known, node, place, reader);
  const help = `\`${name}\` fits literals: for other texts, use \`string & Pattern<"…">\`.`;
  reader.reports.add("SPEC2003", { source: place.source, node }, `\`${name}\` of this type can't be the type of a field.`, help);
  return FAILED;
}

function refuseArguments(name: string, count: number, node: ts.Node, { source }: Place, reader: Reader): Part {
  const wanted = count === 0 ? "no type arguments" : count === 1 ? "one type argument" : "two type arguments";
  reader.reports.add("SPEC2010", { source, node }, `\`${name}\` takes ${wanted}.`, count === 0 ? "Remove what is between `<` and `>`." : "Write as many.");
  return FAILED;
}

function refuseList(name: string, node: ts.Node, { source }: Place, reader: Reader): Part {
  reader.reports.add("SPEC2002", { source, node }, `\`${name}\` without the type of its items can't be the type of a field.`, `Write \`${name}<string>\`.`);
  return FAILED;
}
