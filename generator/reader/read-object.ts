import type { ts } from "ts-morph";
import { readDocText } from "./read-doc.js";
import { isPlainDeclaration } from "./read-declaration.js";
import { anonymousName } from "../ir/names.js";
import type { ObjectType } from "../ir/type.js";
import { readMembers } from "./read-members.js";
import { FAILED, type Part, type Place, type Reader } from "./reader.js";
import { syntax } from "./syntax.js";

type ObjectNode = ts.InterfaceDeclaration | ts.TypeLiteralNode;

/**
 * Reads the fields of an interface, once; wherever it is met again it is the same object type.
 * An object literal type is named by its place, and documented by the alias that it stands in, if any.
 */
export function readObjectType(node: ObjectNode, place: Place, reader: Reader, alias?: ts.TypeAliasDeclaration): Part {
  const known = reader.declared.get(node);
  if (known !== undefined && known !== "being read") return known;
  reader.declared.set(node, "being read");
  const part = readFresh(node, place, reader, alias);
  reader.declared.set(node, part);
  return part;
}

function readFresh(node: ObjectNode, place: Place, reader: Reader, alias?: ts.TypeAliasDeclaration): Part {
  const { source, path } = place;
  if (syntax.isInterfaceDeclaration(node) && !isPlainDeclaration(node, source, reader)) return FAILED;
  const spot = { source, node: syntax.isInterfaceDeclaration(node) ? node.name : node };
  const name = anonymousName(path);
  const members = readMembers(node.members, place, reader);
  if (members.names.size === 0) {
    if (node.members.length === 0) reader.reports.add("SPEC2011", spot, `The object type \`${name}\` has no fields.`, "Write its fields.");
    return FAILED;
  }
  const namesake = reader.objects.get(name);
  if (namesake !== undefined) {
    const message = `There is another object type \`${name}\`, in \`${namesake.source.path}\`.`;
    reader.reports.add("SPEC3012", spot, message, "Rename one of them, or declare it once and import it.");
    return FAILED;
  }
  const declaration = syntax.isInterfaceDeclaration(node) ? node : alias;
  const doc = declaration === undefined ? "" : readDocText(declaration, source, reader);
  const object: ObjectType = { kind: "object", name, fields: members.fields.map(({ field }) => field), rest: null, joins: [], doc };
  reader.objects.set(name, { ...members, object, source, node: spot.node });
  return { kind: "value", value: { type: { kind: "named", name }, nullable: false, index: false, unique: false } };
}
