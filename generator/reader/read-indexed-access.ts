import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import { joinParts } from "./join-union.js";
import { keysOf } from "./read-keys.js";
import { FAILED, valuePart, type Part, type Place, type Reader } from "./reader.js";
import { shapesOf } from "./shapes-of.js";
import type { Shape, ShapeMember } from "./shape.js";
import { valueOf } from "./values-inside.js";
import { splitPart } from "./split-part.js";

/** Reads `T["address"]["city"]` and `T[number]`. */
export function readIndexedAccess(node: ts.IndexedAccessTypeNode, place: Place, reader: Reader): Part {
  const object = reader.readPart(node.objectType, place);
  const index = reader.readPart(node.indexType, place);
  if (object.kind === "failed" || index.kind === "failed") return FAILED;
  const parts = splitPart(object, reader).map((each) => access(each, index, node, place, reader));
  return parts.length === 1 ? (parts[0] ?? FAILED) : joinParts(parts, node, place, reader);
}

function access(object: Part, index: Part, node: ts.IndexedAccessTypeNode, place: Place, reader: Reader): Part {
  const list = accessList(object, index, node, place, reader);
  if (list !== null) return list;
  const [shape] = shapesOf(object, reader) ?? [];
  const keys = keysOf(index, reader);
  if (shape === undefined || keys === null) return refuseAccess("This type has no such parts", "Name a type with fields, or a list, and a name of a field of it.", node, place, reader);
  if (shape.broken) return FAILED;
  const rest = shape.rest();
  const restPart = rest === null ? null : valuePart(rest.values.type, rest.values.nullable);
  if (keys.open !== null) return restPart ?? refuseAccess("The type has no index signature", "Name one of its fields.", node, place, reader);
  const parts = keys.names.map((name) => {
    const member = shape.members.get(name);
    return member === undefined ? (restPart ?? refuseKey(name, shape, node, place, reader)) : memberPart(member);
  });
  return parts.length === 1 ? (parts[0] ?? FAILED) : joinParts(parts, node, place, reader);
}

/** The type of a field, null and undefined with it. */
function memberPart(member: ShapeMember): Part {
  const draft = member.read();
  if (draft === null) return FAILED;
  const { field } = draft;
  const value = valueOf(draft);
  return { kind: "value", value: field.optional ? { ...value, undefined: true } : value };
}

function accessList(object: Part, index: Part, node: ts.Node, place: Place, reader: Reader): Part | null {
  if (object.kind !== "value" || index.kind !== "value") return null;
  const { type } = object.value;
  if (type.kind === "array" && index.value.type.kind === "number") return valuePart(type.items.type, type.items.nullable);
  if (type.kind !== "tuple") return null;
  const items = type.items.map((item): Part => ({ kind: "value", value: { type: item.type, nullable: item.nullable, index: false, unique: false, ...(item.optional && { undefined: true as const }) } }));
  if (index.value.type.kind === "number") return joinParts([...items, ...(type.rest === null ? [] : [valuePart(type.rest.type, type.rest.nullable)])], node, place, reader);
  const [at] = index.value.type.kind === "literal" ? index.value.type.values : [];
  return items[Number(at)] ?? null;
}

function refuseKey(name: string, { members }: Shape, node: ts.IndexedAccessTypeNode, place: Place, reader: Reader): Part {
  return refuseAccess(`The type has no field \`${name}\``, `It has ${[...members.keys()].join(", ")}.${didYouMean(name, members.keys())}`, node, place, reader);
}

function refuseAccess(message: string, help: string, node: ts.IndexedAccessTypeNode, { source }: Place, reader: Reader): Part {
  reader.reports.add("SPEC2015", { source, node: node.indexType }, `${message}.`, help);
  return FAILED;
}
