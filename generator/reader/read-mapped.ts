import type { ts } from "ts-morph";
import { keysOf } from "./read-keys.js";
import { defineAnonymous, placeName } from "./read-object.js";
import { readValues } from "./read-record.js";
import { toReading } from "./read-type.js";
import { innerPlace, FAILED, valuePart, type Bindings, type FieldDraft, type Part, type Place, type Reader } from "./reader.js";
import { draftOf, once, type Shape, type ShapeMember } from "./shape.js";
import { shapesOf } from "./shapes-of.js";
import { syntax } from "./syntax.js";

/** Reads `{ [K in keyof T]?: T[K] }`: an object with a field for each key, or a record when the keys are open. */
export function readMapped(node: ts.MappedTypeNode, place: Place, reader: Reader): Part {
  const inner = innerPlace(place);
  const keys = keysOf(constraintPart(node, inner, reader), reader);
  if (keys === null || node.type === undefined) {
    const help = "Map over `keyof` an object type, or over a union of literals.";
    reader.reports.add("SPEC2003", { source: place.source, node }, "The keys of this mapped type can't be read.", help);
    return FAILED;
  }
  const readonly = node.readonlyToken !== undefined && node.readonlyToken.kind !== syntax.SyntaxKind.MinusToken;
  if (keys.open !== null) {
    const bindings = bind(node, valuePart(keys.open), inner.bindings);
    return readValues({ keys: keys.open, values: node.type, readonly }, { ...inner, bindings, path: [...place.path, "value"] }, reader);
  }
  const name = placeName(place);
  const shape = once(() => shapeOfMapped(node, keys.names, { ...inner, path: [name] }, reader));
  return defineAnonymous({ shape, node, joins: [], name }, place, reader);
}

function constraintPart({ typeParameter: { constraint } }: ts.MappedTypeNode, place: Place, reader: Reader): Part {
  return constraint === undefined ? FAILED : reader.readPart(constraint, place);
}

function bind({ typeParameter }: ts.MappedTypeNode, key: Part, bindings: Bindings): Bindings {
  return new Map([...bindings, [typeParameter.name.text, key]]);
}

function shapeOfMapped(node: ts.MappedTypeNode, names: readonly string[], place: Place, reader: Reader): Shape {
  const origin = originOf(node, place, reader);
  const members = new Map<string, ShapeMember>();
  for (const key of names) {
    const bindings = bind(node, valuePart({ kind: "literal", values: [key] }), place.bindings);
    const inner: Place = { ...place, bindings };
    const name = nameOf(node, key, inner, reader);
    if (name === null) continue;
    const from = origin?.members.get(key) ?? { source: place.source, node, read: () => null };
    const read = once(() => reader.deeper({ source: place.source, node }, () => readMember(node, { ...from, name }, inner, reader)));
    members.set(name, { name, source: from.source, node: from.node, read });
  }
  return { members, rest: () => null, broken: false };
}

/** The object type whose fields are mapped, for their modifiers. */
function originOf({ typeParameter: { constraint }, type }: ts.MappedTypeNode, place: Place, reader: Reader): Shape | null {
  const isKeyof = constraint !== undefined && syntax.isTypeOperatorNode(constraint) && constraint.operator === syntax.SyntaxKind.KeyOfKeyword;
  const indexed = type !== undefined && syntax.isIndexedAccessTypeNode(type) ? type.objectType : null;
  const object = isKeyof ? constraint.type : isParameter(constraint, place) ? indexed : null;
  const [shape] = object === null ? [] : (shapesOf(reader.readPart(object, place), reader) ?? []);
  return shape ?? null;
}

function isParameter(node: ts.TypeNode | undefined, { bindings }: Place): boolean {
  return node !== undefined && syntax.isTypeReferenceNode(node) && syntax.isIdentifier(node.typeName) && bindings.has(node.typeName.text);
}

/** The name of a field after `as`; null for one that is left out. */
function nameOf({ nameType }: ts.MappedTypeNode, key: string, place: Place, reader: Reader): string | null {
  if (nameType === undefined) return key;
  return keysOf(reader.readPart(nameType, place), reader)?.names[0] ?? null;
}

/** The field that a member becomes, which has its new name already. */
function readMember(node: ts.MappedTypeNode, from: ShapeMember, place: Place, reader: Reader): FieldDraft | null {
  if (node.type === undefined) return null;
  const { name } = from;
  const origin = from.read();
  const optional = modified(node.questionToken, origin?.field.optional ?? false);
  const part = reader.readPart(node.type, { ...place, path: [...place.path, name] });
  const reading = toReading(withoutUndefined(part), node.type, { ...place, optional }, reader);
  if (reading === null) return null;
  const readonly = modified(node.readonlyToken, origin?.field.readonly ?? false);
  const undefinable = optional && (origin === null ? hasUndefined(part) : origin.field.undefinable);
  const draft = draftOf(name, reading, from);
  return { ...draft, field: { ...draft.field, optional, undefinable, readonly, doc: origin?.field.doc ?? draft.field.doc } };
}

function hasUndefined(part: Part): boolean {
  return part.kind === "value" && part.value.undefined === true;
}

/** `T[K]` of an optional field has `undefined`, which the mapped field has by being optional or loses by not being so. */
function withoutUndefined(part: Part): Part {
  if (part.kind !== "value") return part;
  const { undefined: _, ...value } = part.value;
  return { kind: "value", value };
}

/** `?` and `readonly` switch a modifier on, with `-` off. */
function modified(token: ts.Node | undefined, before: boolean): boolean {
  return token === undefined ? before : token.kind !== syntax.SyntaxKind.MinusToken;
}
