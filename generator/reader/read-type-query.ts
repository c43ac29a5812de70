import type { ts } from "ts-morph";
import { instanceKey } from "./read-arguments.js";
import { readConstantType } from "./read-constant-type.js";
import { readDeclared } from "./read-declared.js";
import { defineAnonymous } from "./read-object.js";
import { FAILED, plainReading, type Part, type Place, type Reader } from "./reader.js";
import { resolveValue, type ResolvedDeclaration } from "./resolve-name.js";
import { draftOf, once, type Shape, type ShapeMember } from "./shape.js";
import { splitPart } from "./split-part.js";
import { syntax } from "./syntax.js";

/** Reads `typeof LEVELS`: the type of a constant that is written out, or declared with a type; of an enum its members by name. */
export function readTypeQuery(node: ts.TypeQueryNode, place: Place, reader: Reader): Part {
  const resolved = resolveValue(node.exprName, place.source, reader);
  if (resolved.kind === "reported") return FAILED;
  if (resolved.kind === "value") {
    const { declaration, source } = resolved;
    const name = syntax.isIdentifier(declaration.name) ? declaration.name.text : place.path[0];
    const inner: Place = { ...place, source, path: place.alias === null ? [name] : place.path };
    if (declaration.type !== undefined) return reader.readPart(declaration.type, inner);
    if (declaration.initializer !== undefined) return readOnce(declaration.initializer, inner, reader);
  }
  if (resolved.kind === "declared" && syntax.isEnumDeclaration(resolved.declaration)) return readEnumObject(resolved, node, place, reader);
  const help = 'Name a constant: `const LEVELS = ["low", "high"] as const;`.';
  reader.reports.add("SPEC2017", { source: place.source, node }, "`typeof` names nothing that can be read.", help);
  return FAILED;
}

/** A constant is one type wherever it is asked for, unless an alias gives it another name. */
function readOnce(initialiser: ts.Expression, place: Place, reader: Reader): Part {
  const key = `typeof ${place.alias === null ? "" : place.path[0]} ${instanceKey(initialiser, new Map())}`;
  const known = reader.declared.get(key)?.part ?? null;
  if (known !== null) return known;
  const part = readConstantType(initialiser, { isConst: false, isTop: true }, place, reader);
  reader.declared.set(key, { part, isUsedInside: false });
  return part;
}

function readEnumObject(resolved: ResolvedDeclaration, node: ts.TypeQueryNode, place: Place, reader: Reader): Part {
  const whole = readDeclared({ ...resolved, member: null }, { node, args: [], place }, reader);
  if (whole.kind !== "value" || whole.value.type.kind !== "named") return FAILED;
  const name = `${whole.value.type.name}Members`;
  if (reader.objects.has(name)) return { kind: "value", value: plainReading({ kind: "named", name }) };
  const { source } = place;
  const shape = once((): Shape => {
    const members = splitPart(whole, reader).flatMap((part): [string, ShapeMember][] => {
      if (part.kind !== "value" || part.value.type.kind !== "enumMember") return [];
      const { member } = part.value.type;
      return [[member, { name: member, source, node, read: () => draftOf(member, part.value, { source, node }) }]];
    });
    return { members: new Map(members), rest: () => null, broken: false };
  });
  return defineAnonymous({ shape, node, joins: [], name }, { ...place, alias: null }, reader);
}
