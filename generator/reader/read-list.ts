import type { ts } from "ts-morph";
import type { TupleItem, Value } from "../ir/type.js";
import { readType } from "./read-type.js";
import { FAILED, plainReading, type Part, type Place, type Reader, type TypeReading } from "./reader.js";
import { syntax } from "./syntax.js";

interface ArrayNode {
  readonly items: ts.TypeNode;
  readonly readonly: boolean;
}

/** Reads `T[]`, however it is written. */
export function readArray({ items, readonly }: ArrayNode, place: Place, reader: Reader): Part {
  const item = readType(items, { ...place, path: [...place.path, "item"] }, reader);
  if (item === null) return FAILED;
  return arrayPart(item, readonly);
}

/** A list of such values. */
export function arrayPart(item: TypeReading, readonly: boolean): Part {
  const { type, nullable } = item;
  const list = plainReading({ kind: "array", items: { type, nullable }, minItems: null, maxItems: null, uniqueItems: false, readonly });
  return { kind: "value", value: { ...list, inside: [item] } };
}

interface Slots {
  readonly items: TupleItem[];
  rest: Value | null;
  readonly inside: TypeReading[];
}

/** Reads `[number, label?: string, ...boolean[]]`. */
export function readTuple(node: ts.TupleTypeNode, readonly: boolean, place: Place, reader: Reader): Part {
  const slots: Slots = { items: [], rest: null, inside: [] };
  const isSound = node.elements.map((element, at) => addElement(element, slots, { ...place, path: [...place.path, String(at + 1)] }, reader)).every(Boolean);
  if (!isSound) return FAILED;
  return { kind: "value", value: { ...plainReading({ kind: "tuple", items: slots.items, rest: slots.rest, readonly }), inside: slots.inside } };
}

function addElement(element: ts.TypeNode, slots: Slots, place: Place, reader: Reader): boolean {
  const { type, label, optional, isRest } = elementOf(element);
  if (isRest) return addRest(type, slots, place, reader);
  if (slots.rest !== null) return refuseElement(element, "An item behind the rest of a tuple", place, reader);
  const read = readType(type, { ...place, optional }, reader);
  if (read === null) return false;
  slots.inside.push(read);
  slots.items.push({ type: read.type, nullable: read.nullable, optional, label });
  return true;
}

/** `...string[]`, or the items of another tuple. */
function addRest(node: ts.TypeNode, slots: Slots, place: Place, reader: Reader): boolean {
  const spread = readType(node, place, reader);
  if (spread === null) return false;
  const { type } = spread;
  slots.inside.push(...(spread.inside ?? []));
  if (type.kind === "array" && slots.rest === null) {
    slots.rest = type.items;
    return true;
  }
  if (type.kind !== "tuple" || slots.rest !== null) return refuseElement(node, "What is spread here", place, reader);
  slots.items.push(...type.items);
  slots.rest = type.rest;
  return true;
}

function refuseElement(node: ts.Node, what: string, { source }: Place, reader: Reader): boolean {
  reader.reports.add("SPEC2003", { source, node }, `${what} can't be kept apart from the items before it.`, "End the tuple with one list of one type: `[number, ...string[]]`.");
  return false;
}

interface Element {
  readonly type: ts.TypeNode;
  readonly label: string | null;
  readonly optional: boolean;
  readonly isRest: boolean;
}

function elementOf(node: ts.TypeNode): Element {
  if (syntax.isNamedTupleMember(node)) {
    return { type: node.type, label: node.name.text, optional: node.questionToken !== undefined, isRest: node.dotDotDotToken !== undefined };
  }
  if (syntax.isOptionalTypeNode(node)) return { type: node.type, label: null, optional: true, isRest: false };
  if (syntax.isRestTypeNode(node)) return { type: node.type, label: null, optional: false, isRest: true };
  return { type: node, label: null, optional: false, isRest: false };
}
