import type { ts } from "ts-morph";
import { instanceKey, readArguments } from "./read-arguments.js";
import { jobSource } from "./job-source.js";
import { readMembers, type OwnMembers } from "./read-members.js";
import { hasPlainModifiers } from "./read-modifiers.js";
import type { Part, Place, Reader } from "./reader.js";
import { entityName, resolveName, type ResolvedDeclaration } from "./resolve-name.js";
import { BROKEN, mapShape, type Shape, type ShapeMember } from "./shape.js";
import { shapesOf } from "./shapes-of.js";
import { syntax } from "./syntax.js";

type Heir = ts.ClassDeclaration | ts.InterfaceDeclaration;

/** The fields of an interface with all its declarations, or of a class: those of its parents first. What it overrides keeps its place. */
export function shapeOfDeclaration(resolved: ResolvedDeclaration, place: Place, reader: Reader): Shape {
  const key = instanceKey(resolved.declaration, place.bindings);
  const known = reader.shapes.get(key);
  const spot = { source: place.source, node: resolved.declaration.name ?? resolved.declaration };
  if (known === "being read") {
    reader.reports.add("SPEC2009", spot, `\`${place.path[0]}\` extends itself.`, "Remove it from what it extends.");
    return BROKEN;
  }
  if (known !== undefined) return known;
  reader.shapes.set(key, "being read");
  const shape = reader.deeper(spot, () => readFresh(resolved, place, reader)) ?? BROKEN;
  reader.shapes.set(key, shape);
  return shape;
}

function readFresh({ declarations }: ResolvedDeclaration, place: Place, reader: Reader): Shape {
  const heirs = declarations.filter((node) => syntax.isInterfaceDeclaration(node) || syntax.isClassDeclaration(node));
  const parents = heirs.flatMap((heir) => parentsOf(heir, place, reader));
  const own = heirs.map((heir) => readOwn(heir, place, reader));
  return inherit(parents, own);
}

function readOwn(heir: Heir, place: Place, reader: Reader): OwnMembers {
  // A class that only others extend may be abstract; decorators are told of.
  if (syntax.isClassDeclaration(heir) && heir.modifiers?.some(syntax.isDecorator) === true) hasPlainModifiers(heir, place.source, reader);
  return readMembers(heir.members, place, reader);
}

function inherit(parents: readonly Shape[], own: readonly OwnMembers[]): Shape {
  const rests = [...own.flatMap(({ rest }) => (rest === null ? [] : [rest])), ...parents.map(({ rest }) => rest)];
  return {
    members: inheritMembers(parents, own),
    rest: () => rests.map((rest) => rest()).find((rest) => rest !== null) ?? null,
    broken: own.some((each) => each.broken) || parents.some((each) => each.broken),
    isJob: parents.some((parent) => parent.isJob === true),
    isOpen: own.some(({ rest }) => rest !== null) || parents.some((parent) => parent.isOpen === true),
  };
}

function inheritMembers(parents: readonly Shape[], own: readonly OwnMembers[]): Shape["members"] {
  const members = new Map<string, ShapeMember>();
  const add = (member: ShapeMember): void => void members.set(member.name, member);
  for (const parent of parents) for (const member of parent.members.values()) if (!members.has(member.name)) add(member);
  const declared = new Set<string>();
  for (const member of own.flatMap((each) => each.members)) {
    // Of declarations that are merged, the first to have a field says what it is; TypeScript wants the others to say the same.
    if (!declared.has(member.name)) add(member);
    declared.add(member.name);
  }
  return members;
}

function parentsOf(heir: Heir, place: Place, reader: Reader): readonly Shape[] {
  const clauses = heir.heritageClauses?.filter(({ token }) => token === syntax.SyntaxKind.ExtendsKeyword) ?? [];
  return clauses.flatMap(({ types }) => types).map((node) => readParent(node, place, reader));
}

/** What stands behind `extends`, as an object type. */
function readParent(node: ts.ExpressionWithTypeArguments, place: Place, reader: Reader): Shape {
  const name = entityName(node.expression);
  if (name === null) {
    const help = "Extend a class or an interface by its name: what a function makes is known only when it runs.";
    reader.reports.add("SPEC1207", { source: place.source, node }, "What is extended here is not the name of a type.", help);
    return BROKEN;
  }
  const resolved = resolveName(name, place.source, reader);
  const args = node.typeArguments ?? [];
  if (resolved.kind === "spec" && resolved.name === "Job") return jobShape(node, place, reader);
  if (resolved.kind === "declared" && (syntax.isInterfaceDeclaration(resolved.declaration) || syntax.isClassDeclaration(resolved.declaration))) {
    const { declaration, source } = resolved;
    reader.parentClasses.add(declaration);
    const use = { name: declaration.name?.text ?? "", node, args, place };
    const bindings = readArguments({ parameters: declaration.typeParameters ?? [], source }, use, reader);
    return bindings === null ? BROKEN : shapeOfDeclaration(resolved, { ...place, source, bindings }, reader);
  }
  const part = reader.readReference({ name, args, node }, { ...place, alias: null, path: [...place.path, "base"] });
  return parentShape(part, node, place, reader);
}

function parentShape(part: Part, node: ts.Node, place: Place, reader: Reader): Shape {
  if (part.kind === "failed") return BROKEN;
  const shapes = shapesOf(part, reader);
  const [shape, ...others] = shapes ?? [];
  if (shape !== undefined && others.length === 0) return mapShape(shape, (member) => member);
  const help = "Extend an interface, a class, or an object type.";
  reader.reports.add("SPEC1207", { source: place.source, node }, "What is extended here is not an object type.", help);
  return BROKEN;
}

/** The fields of `Job<Payload, Result>`. */
function jobShape(node: ts.ExpressionWithTypeArguments, place: Place, reader: Reader): Shape {
  const source = jobSource(reader.reports);
  const [declaration] = source.scope.declarations.get("Job") ?? [];
  if (declaration === undefined || !syntax.isClassDeclaration(declaration)) return BROKEN;
  const use = { name: "Job", node, args: node.typeArguments ?? [], place };
  const bindings = readArguments({ parameters: declaration.typeParameters ?? [], source }, use, reader);
  if (bindings === null) return BROKEN;
  const resolved = { kind: "declared", declaration, declarations: [declaration], source, member: null } as const;
  return { ...shapeOfDeclaration(resolved, { ...place, source, bindings }, reader), isJob: true };
}
