import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { TupleItem } from "../ir/type.js";
import { joinParts } from "./join-union.js";
import { keysOf } from "./read-keys.js";
import { FAILED, plainReading, valuePart, type Part, type Place, type Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import { shapesOf } from "./shapes-of.js";
import type { Shape, ShapeMember } from "./shape.js";
import { valueOf } from "./values-inside.js";
import { splitPart } from "./split-part.js";

interface Access {
  readonly object: Part;
  readonly index: Part;
  readonly node: ts.IndexedAccessTypeNode;
}

/** Reads `T["address"]["city"]` and `T[number]`. */
export function readIndexedAccess(node: ts.IndexedAccessTypeNode, place: Place, reader: Reader): Part {
  const whole = reader.readPart(node.objectType, place);
  const index = reader.readPart(node.indexType, place);
  if (whole.kind === "failed" || index.kind === "failed") return FAILED;
  const parts = splitPart(whole, reader).map((object) => access({ object, index, node }, place, reader));
  return joinAccessed(parts, node, place, reader);
}

/** One part stays what it is. */
function joinAccessed(parts: readonly Part[], node: ts.Node, place: Place, reader: Reader): Part {
  return parts.length === 1 ? (parts[0] ?? FAILED) : joinParts(parts, node, place, reader);
}

function access(accessed: Access, place: Place, reader: Reader): Part {
  const list = accessList(accessed, place, reader);
  if (list !== null) return list;
  const { object, index, node } = accessed;
  const spot = { source: place.source, node: node.indexType };
  const [shape] = shapesOf(object, reader) ?? [];
  const keys = keysOf(index, reader);
  if (shape === undefined || keys === null) return refuse(spot, "This type has no such parts", HELP, reader);
  if (shape.broken) return FAILED;
  const rest = shape.rest();
  const restPart = rest === null ? null : valuePart(rest.values.type, rest.values.nullable);
  if (keys.open !== null) return restPart ?? refuse(spot, "The type has no index signature", "Name one of its fields.", reader);
  const parts = keys.names.map((name) => {
    const member = shape.members.get(name);
    return member === undefined ? (restPart ?? refuseKey(spot, name, shape, reader)) : memberPart(member);
  });
  return joinAccessed(parts, node, place, reader);
}

/** The type of a field, null and undefined with it. */
function memberPart(member: ShapeMember): Part {
  const draft = member.read();
  if (draft === null) return FAILED;
  const { field } = draft;
  const value = valueOf(draft);
  return { kind: "value", value: field.optional ? { ...value, undefined: true } : value };
}

function accessList({ object, index, node }: Access, place: Place, reader: Reader): Part | null {
  if (object.kind !== "value" || index.kind !== "value") return null;
  const { type } = object.value;
  if (type.kind === "array" && index.value.type.kind === "number") return valuePart(type.items.type, type.items.nullable);
  if (type.kind !== "tuple") return null;
  const items = type.items.map(itemPart);
  const rest = type.rest === null ? [] : [valuePart(type.rest.type, type.rest.nullable)];
  if (index.value.type.kind === "number") return joinParts([...items, ...rest], node, place, reader);
  const [at] = index.value.type.kind === "literal" ? index.value.type.values : [];
  return items[Number(at)] ?? null;
}

function itemPart({ type, nullable, optional }: TupleItem): Part {
  const value = plainReading(type, nullable);
  return { kind: "value", value: optional ? { ...value, undefined: true } : value };
}

const HELP = "Name a type with fields, or a list, and a name of a field of it.";

function refuseKey(spot: Spot, name: string, { members }: Shape, reader: Reader): Part {
  const names = [...members.keys()];
  return refuse(spot, `The type has no field \`${name}\``, `It has ${names.join(", ")}.${didYouMean(name, names)}`, reader);
}

function refuse(spot: Spot, problem: string, help: string, reader: Reader): Part {
  reader.reports.add("SPEC2015", spot, `${problem}.`, help);
  return FAILED;
}
