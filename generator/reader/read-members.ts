import type { ts } from "ts-morph";
import type { RecordType } from "../ir/type.js";
import { constantName } from "./read-constant.js";
import { readField } from "./read-field.js";
import { hasModifierOf } from "./read-modifiers.js";
import { readRecord } from "./read-record.js";
import type { Place, Reader } from "./reader.js";
import { once, type ShapeMember } from "./shape.js";
import { syntax } from "./syntax.js";

/** What the members of a declaration add to what it inherits. */
export interface OwnMembers {
  readonly members: readonly ShapeMember[];
  readonly rest: (() => RecordType | null) | null;
  /** Whether one of them is no field, which has been reported. */
  readonly broken: boolean;
}

const MEMBER_NAMES: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [syntax.SyntaxKind.MethodDeclaration, "A method"],
  [syntax.SyntaxKind.MethodSignature, "A method"],
  [syntax.SyntaxKind.Constructor, "A constructor"],
  [syntax.SyntaxKind.ConstructSignature, "A constructor"],
  [syntax.SyntaxKind.CallSignature, "A call signature"],
  [syntax.SyntaxKind.GetAccessor, "A getter"],
  [syntax.SyntaxKind.SetAccessor, "A setter"],
]);

/** The fields of one declaration, in the order of the source. Members that are no fields are reported; static ones are passed over. */
export function readMembers(nodes: readonly (ts.ClassElement | ts.TypeElement)[], place: Place, reader: Reader): OwnMembers {
  const members: ShapeMember[] = [];
  const names = new Set<string>();
  let rest: OwnMembers["rest"] = null;
  let broken = false;
  for (const node of nodes.filter((each) => !isStatic(each))) {
    if (syntax.isPropertyDeclaration(node) || syntax.isPropertySignature(node)) members.push(readMember(node, place, names, reader));
    else if (syntax.isIndexSignatureDeclaration(node)) rest = once(() => readIndexSignature(node, place, reader));
    else if (!isPlainConstructor(node)) {
      const what = MEMBER_NAMES.get(node.kind) ?? "This";
      reader.reports.add("SPEC1202", { source: place.source, node }, `${what} is not a field.`, "A model holds data alone: move it out, into a function.");
      broken = true;
    }
  }
  return { members, rest, broken };
}

function readMember(node: ts.PropertyDeclaration | ts.PropertySignature, place: Place, names: Set<string>, reader: Reader): ShapeMember {
  const { source } = place;
  // A field whose name can't be read keeps a place of its own, so that what is wrong with it is told.
  const name = constantName(node.name) ?? `[${node.pos}]`;
  const taken = new Set(names.has(name) ? [name] : []);
  const key = names.has(name) ? `${name} [${node.pos}]` : name;
  names.add(name);
  const optional = node.questionToken !== undefined;
  const read = once(() => reader.deeper({ source, node: node.name }, () => readField(node, { ...place, optional, alias: null }, taken, reader)));
  return { name: key, source, node: node.name, read };
}

function readIndexSignature(node: ts.IndexSignatureDeclaration, place: Place, reader: Reader): RecordType | null {
  const keys = node.parameters[0]?.type;
  if (keys === undefined) return null;
  const readonly = hasModifierOf(node, syntax.SyntaxKind.ReadonlyKeyword);
  const part = readRecord({ keys, values: node.type, readonly }, { ...place, alias: null, optional: false, path: [...place.path, "value"] }, reader);
  return part.kind === "value" && part.value.type.kind === "record" ? part.value.type : null;
}

/** A constructor without parameters makes nothing of its own that a type could tell. */
function isPlainConstructor(node: ts.Node): boolean {
  return syntax.isSemicolonClassElement(node) || (syntax.isConstructorDeclaration(node) && node.parameters.length === 0);
}

function isStatic(node: ts.ClassElement | ts.TypeElement): boolean {
  return syntax.isClassStaticBlockDeclaration(node) || (syntax.isClassElement(node) && hasModifierOf(node, syntax.SyntaxKind.StaticKeyword));
}
