import type { ts } from "ts-morph";
import { anonymousName, asTypeName } from "../ir/names.js";
import { defineObject } from "./define-type.js";
import { readDocText } from "./read-doc.js";
import { readMembers } from "./read-members.js";
import { readRecord } from "./read-record.js";
import { FAILED, type Part, type Place, type Reader } from "./reader.js";
import { once, type Shape, type ShapeMember } from "./shape.js";
import { syntax } from "./syntax.js";
import { hasModifierOf } from "./read-modifiers.js";

/** Reads `{ street: string }`: an object type that is named by its place. */
export function readLiteralObject(node: ts.TypeLiteralNode, place: Place, reader: Reader): Part {
  if (node.members.length === 0) return { kind: "empty" };
  const [only, ...others] = node.members;
  if (only !== undefined && others.length === 0 && syntax.isIndexSignatureDeclaration(only)) return readSignature(only, place, reader);
  const name = placeName(place);
  const inner: Place = { ...place, path: [name] };
  const shape = once((): Shape => {
    const { members, rest, broken } = readMembers(node.members, inner, reader);
    return { members: new Map(members.map((member): [string, ShapeMember] => [member.name, member])), rest: rest ?? (() => null), broken, isOpen: rest !== null };
  });
  return defineAnonymous({ shape, node, joins: [], name }, place, reader);
}

function readSignature(node: ts.IndexSignatureDeclaration, place: Place, reader: Reader): Part {
  const keys = node.parameters[0]?.type;
  if (keys === undefined) return FAILED;
  const readonly = hasModifierOf(node, syntax.SyntaxKind.ReadonlyKeyword);
  return readRecord({ keys, values: node.type, readonly }, { ...place, alias: null, path: [...place.path, "value"] }, reader);
}

interface Anonymous {
  readonly shape: () => Shape;
  readonly node: ts.Node;
  readonly joins: readonly string[];
  readonly name: string;
}

/** Gives an object type that has no declaration of its own a name. The alias that stands for it, if any, documents it. */
export function defineAnonymous({ shape, node, joins, name }: Anonymous, { source, alias }: Place, reader: Reader): Part {
  const doc = (): string => (alias === null ? "" : readDocText(alias, source, reader));
  return defineObject({ name, shape, joins, doc, source, node: alias?.name ?? node, declaration: null }, reader);
}

/** The name that a place gives to an object type: the alias's, or one made of the fields on the way. What is declared keeps its name. */
export function placeName({ path, source }: Place): string {
  const name = asTypeName(anonymousName(path));
  return path.length > 1 && source.scope.declarations.has(name) ? `${name}Object` : name;
}
