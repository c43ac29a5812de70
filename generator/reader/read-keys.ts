import type { ts } from "ts-morph";
import type { LiteralType, RecordType } from "../ir/type.js";
import { openKeys } from "./read-record.js";
import { TEXT } from "./read-scalar.js";
import { FAILED, NEVER, valuePart, type Part, type Place, type Reader } from "./reader.js";
import type { Shape, ShapeMember } from "./shape.js";
import { shapesOf } from "./shapes-of.js";
import { splitPart } from "./split-part.js";
import { syntax } from "./syntax.js";

/** The keys that a type lists, and those that it leaves open. */
export interface Keys {
  readonly names: readonly string[];
  readonly open: RecordType["keys"] | null;
}

/** Reads `keyof T`. */
export function readKeyof(node: ts.TypeOperatorNode, place: Place, reader: Reader): Part {
  const part = reader.readPart(node.type, place);
  return part.kind === "failed" ? FAILED : keyofPart(part, node, place, reader);
}

/** The names of a type's fields as a union of literals, in their order; of several types those that all of them have. */
function keyofPart(part: Part, node: ts.Node, { source }: Place, reader: Reader): Part {
  const [first, ...others] = shapesOf(part, reader) ?? [];
  if (first === undefined) {
    reader.reports.add("SPEC2003", { source, node }, "`keyof` of a type that has no fields can't be the type of a field.", "Write the names out as a union of literals.");
    return FAILED;
  }
  if (first.broken || others.some(({ broken }) => broken)) return FAILED;
  if (first.rest() !== null) return valuePart(first.rest()?.keys ?? TEXT);
  const values = [...first.members.values()].filter(({ name }) => others.every(({ members }) => members.has(name))).map(keyValue);
  return values.length === 0 ? NEVER : valuePart({ kind: "literal", values });
}

/** `keyof { 1: string }` is a number. */
function keyValue({ name, node }: ShapeMember): LiteralType["values"][number] {
  return "kind" in node && syntax.isNumericLiteral(node) ? Number(name) : name;
}

/** The keys that a part names; null when it is no type of keys. */
export function keysOf(part: Part, reader: Reader): Keys | null {
  const names: string[] = [];
  let open: Keys["open"] = null;
  for (const each of splitPart(part, reader)) {
    if (each.kind !== "value") return null;
    const { type } = each.value;
    if (type.kind === "literal") names.push(...type.values.map(String));
    else if (type.kind === "enumMember") names.push(String(type.value));
    else {
      const keys = openKeys(each);
      if (keys === null) return null;
      open ??= keys;
    }
  }
  return { names, open };
}

/** The members of a shape that have one of the names. */
export function pick({ members, ...shape }: Shape, names: readonly string[]): Shape {
  return { ...shape, members: new Map([...members].filter(([name]) => names.includes(name))) };
}
