import type { ts } from "ts-morph";
import type { FieldType } from "../ir/type.js";
import { readDocText } from "./read-doc.js";
import { readEnum } from "./read-enum.js";
import { instanceKey, isBounded, namingArguments, readArguments, type Use } from "./read-arguments.js";
import { defineAlias, defineObject } from "./define-type.js";
import { shapeOfDeclaration } from "./read-shape.js";
import { FAILED, topPlace, valuePart, type Bindings, type Declared, type Part, type Reader } from "./reader.js";
import { typePath, type ResolvedDeclaration } from "./resolve-name.js";
import { once } from "./shape.js";
import { syntax } from "./syntax.js";
import { instanceName, sizeOf } from "./type-key.js";

/** A type that writes out more than this, all that has no name counted, is refused. */
const MAX_SIZE = 100_000;

/** Reads a type that a file declares, with the arguments that it is used with. */
export function readDeclared(resolved: ResolvedDeclaration, used: Omit<Use, "name">, reader: Reader): Part {
  const { declaration, source } = resolved;
  // What is missing from a file with syntax errors may be there.
  if (source.broken) return FAILED;
  const use = { ...used, name: declaration.name?.text ?? "default" };
  if (syntax.isEnumDeclaration(declaration)) return readEnum({ ...resolved, declaration }, use, reader);
  const bindings = readArguments({ parameters: declaration.typeParameters ?? [], source }, use, reader);
  if (bindings === null) return FAILED;
  if (syntax.isClassDeclaration(declaration) && !reader.classUses.has(declaration)) {
    reader.classUses.set(declaration, { source: use.place.source, node: use.node });
  }
  const key = instanceKey(declaration, bindings);
  const known = reader.declared.get(key);
  if (known !== undefined) return known.part ?? insideItself(known, nameOf(resolved, bindings, reader));
  if (bindings.size > 0 && !isBounded(declaration, bindings, use, reader)) return FAILED;
  const entry: Declared = { part: null, isUsedInside: false };
  reader.declared.set(key, entry);
  entry.part = readFresh({ name: nameOf(resolved, bindings, reader), resolved, bindings, entry, use }, reader);
  return entry.part;
}

function insideItself(entry: Declared, name: string): Part {
  entry.isUsedInside = true;
  return valuePart({ kind: "named", name });
}

function nameOf(resolved: ResolvedDeclaration, bindings: Bindings, reader: Reader): string {
  const { declaration, source } = resolved;
  const path = typePath(resolved);
  const parameters = syntax.isEnumDeclaration(declaration) ? [] : (declaration.typeParameters ?? []);
  return instanceName(path, namingArguments({ parameters, source }, path, bindings, reader));
}

/** A declaration that is used with such arguments for the first time. */
interface FirstUse {
  readonly name: string;
  readonly resolved: ResolvedDeclaration;
  readonly bindings: Bindings;
  readonly entry: Declared;
  readonly use: Use;
}

function readFresh(fresh: FirstUse, reader: Reader): Part {
  const { name, resolved, bindings } = fresh;
  const { declaration, source } = resolved;
  if (syntax.isTypeAliasDeclaration(declaration)) return readAlias(declaration, fresh, reader);
  const shape = once(() => shapeOfDeclaration(resolved, topPlace(source, name, bindings), reader));
  const node = declaration.name ?? declaration;
  const doc = once(() => readDocText(declaration, source, reader));
  const classNode = syntax.isClassDeclaration(declaration) ? declaration : null;
  return defineObject({ name, shape, joins: [], doc, source, node, declaration: classNode }, reader);
}

/** What an alias stands for; one that holds itself, or a union of objects, keeps its name. */
function readAlias(declaration: ts.TypeAliasDeclaration, { name, resolved, bindings, entry, use }: FirstUse, reader: Reader): Part {
  const { source } = resolved;
  const part = reader.readPart(declaration.type, { ...topPlace(source, name, bindings), alias: declaration });
  if (part.kind !== "value") return part;
  const { type } = part.value;
  const spot = { source, node: declaration.name };
  if (sizeOf(type) > MAX_SIZE) {
    const help = "Declare its parts as interfaces, which keep their names.";
    reader.reports.add("SPEC2009", { source: use.place.source, node: use.node }, `\`${use.name}\` comes to a type of immense size.`, help);
    return FAILED;
  }
  const isObject = type.kind === "named" && type.name === name && reader.objects.has(name);
  if (isObject || !(entry.isUsedInside || isUnionOfObjects(type, reader))) return part;
  if (isOnlyItself(type, name)) {
    reader.reports.add("SPEC2009", spot, `\`${name}\` is nothing but itself.`, "Say what it holds.");
    return FAILED;
  }
  const doc = readDocText(declaration, source, reader);
  const named = defineAlias({ kind: "alias", name, type, nullable: part.value.nullable, doc }, spot, reader);
  return named.kind === "value" ? { kind: "value", value: { ...part.value, type: named.value.type } } : named;
}

function isUnionOfObjects(type: FieldType, reader: Reader): boolean {
  return type.kind === "union" && type.members.some((member) => member.kind === "named" && reader.objects.has(member.name));
}

function isOnlyItself(type: FieldType, name: string): boolean {
  return type.kind === "union" ? type.members.some((member) => isOnlyItself(member, name)) : type.kind === "named" && type.name === name;
}
