import type { ts } from "ts-morph";
import { isAssignable } from "./assignable.js";
import { ARITY, isIn, OBJECT_UTILITIES, TEXT_UTILITIES, UNION_UTILITIES, type TextUtility, type UnionUtility } from "./global-types.js";
import { joinParts } from "./join-union.js";
import { readArray } from "./read-list.js";
import { readRecordType } from "./read-record-type.js";
import { readObjectUtility } from "./read-utility.js";
import { innerPlace, FAILED, valuePart, type Part, type Place, type Reader } from "./reader.js";
import { splitPart } from "./split-part.js";

/** A type of the language, as it is written. */
interface GlobalReference {
  readonly name: string;
  readonly args: readonly ts.TypeNode[];
  readonly node: ts.Node;
}

/** Reads a type that the language declares; null for any other name. */
export function readGlobalType(reference: GlobalReference, place: Place, reader: Reader): Part | null {
  const { name, args, node } = reference;
  switch (name) {
    case "Date":
      return args.length === 0 ? valuePart({ kind: "date" }) : refuseArguments(reference, 0, place, reader);
    case "Array":
    case "ReadonlyArray":
      return readList(reference, place, reader);
    case "Record": {
      const [keys, values] = args;
      if (keys === undefined || values === undefined || args.length > 2) return refuseArguments(reference, 2, place, reader);
      return readRecordType({ keys, values, node }, place, reader);
    }
    default:
      return readUtility(reference, place, reader);
  }
}

function readList(reference: GlobalReference, place: Place, reader: Reader): Part {
  const { name, args, node } = reference;
  const [items] = args;
  if (items !== undefined && args.length === 1) return readArray({ items, readonly: name === "ReadonlyArray" }, innerPlace(place), reader);
  const message = `\`${name}\` without the type of its items can't be the type of a field.`;
  reader.reports.add("SPEC2002", { source: place.source, node }, message, `Write \`${name}<string>\`.`);
  return FAILED;
}

function readUtility(reference: GlobalReference, place: Place, reader: Reader): Part | null {
  const { name, args, node } = reference;
  if (!isIn(name, OBJECT_UTILITIES) && !isIn(name, UNION_UTILITIES) && !isIn(name, TEXT_UTILITIES)) return null;
  if (args.length !== ARITY[name]) return refuseArguments(reference, ARITY[name], place, reader);
  const parts = args.map((arg) => reader.readPart(arg, innerPlace(place)));
  if (parts.some(({ kind }) => kind === "failed")) return FAILED;
  const utility = { parts, node };
  if (isIn(name, OBJECT_UTILITIES)) return readObjectUtility({ ...utility, name }, place, reader);
  return isIn(name, TEXT_UTILITIES) ? changeTexts({ ...utility, name }, place, reader) : filter({ ...utility, name }, place, reader);
}

interface Utility<Name extends string> {
  readonly name: Name;
  /** Its arguments. */
  readonly parts: readonly Part[];
  readonly node: ts.Node;
}

function filter({ name, parts, node }: Utility<UnionUtility>, place: Place, reader: Reader): Part {
  const [union = FAILED, filtered = FAILED] = parts;
  if (name === "NoInfer") return union;
  const kept: Part[] = [];
  for (const part of splitPart(union, reader)) {
    const fits = name === "NonNullable" ? part.kind === "null" || part.kind === "undefined" : isAssignable(part, filtered, reader);
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

function changeTexts({ name, parts: [texts = FAILED], node }: Utility<TextUtility>, place: Place, reader: Reader): Part {
  const parts = splitPart(texts, reader).map((each): Part | null => {
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

function refuseArguments({ name, node }: GlobalReference, count: 0 | 1 | 2, { source }: Place, reader: Reader): Part {
  const wanted = ["no type arguments", "one type argument", "two type arguments"][count];
  const help = count === 0 ? "Remove what is between `<` and `>`." : "Write as many.";
  reader.reports.add("SPEC2010", { source, node }, `\`${name}\` takes ${wanted}.`, help);
  return FAILED;
}
