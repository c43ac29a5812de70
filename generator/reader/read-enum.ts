import type { ts } from "ts-morph";
import type { EnumType } from "../ir/type.js";
import { readDocText } from "./read-doc.js";
import { defineAlias } from "./define-type.js";
import { enumValues } from "./enum-values.js";
import { instanceKey, type Use } from "./read-arguments.js";
import { FAILED, valuePart, type Part, type Reader } from "./reader.js";
import { typePath, type ResolvedDeclaration } from "./resolve-name.js";

/** Reads an enum, which keeps its name: generated code imports it. */
export function readEnum(declaration: ts.EnumDeclaration, resolved: ResolvedDeclaration, use: Use, reader: Reader): Part {
  const key = instanceKey(declaration, new Map());
  const known = reader.declared.get(key)?.part ?? null;
  if (known !== null) return known;
  const part = readFresh(declaration, resolved, use, reader);
  reader.declared.set(key, { part, isUsedInside: false });
  return part;
}

/** Reads `Tier.Free`. */
export function readEnumMember(member: string, declaration: ts.EnumDeclaration, resolved: ResolvedDeclaration, use: Use, reader: Reader): Part {
  const whole = readEnum(declaration, resolved, use, reader);
  if (whole.kind !== "value" || whole.value.type.kind !== "named") return FAILED;
  const { name } = whole.value.type;
  const type = reader.named.get(name);
  const found = type?.kind === "enum" ? type.members.find((each) => each.name === member) : undefined;
  if (found !== undefined) return valuePart({ kind: "enumMember", name, member, value: found.value });
  const names = type?.kind === "enum" ? type.members.map((each) => each.name) : [];
  reader.reports.add("SPEC2015", { source: use.place.source, node: use.node }, `The enum \`${name}\` has no member \`${member}\`.`, `It has ${names.join(", ")}.`);
  return FAILED;
}

function readFresh(declaration: ts.EnumDeclaration, resolved: ResolvedDeclaration, use: Use, reader: Reader): Part {
  const { source, declarations } = resolved;
  const name = typePath(resolved);
  const members = enumValues(declarations, source, reader);
  if (members === null) return FAILED;
  const from = enumOrigin(declaration, resolved, use, reader);
  if (from === null) return FAILED;
  const type: EnumType = { kind: "enum", name, members, from, doc: readDocText(declaration, source, reader) };
  return defineAlias(type, { source, node: declaration.name }, reader);
}

/** Where generated code can import an enum from; null when it can't, which is reported. */
function enumOrigin(declaration: ts.EnumDeclaration, { source, from }: ResolvedDeclaration, use: Use, reader: Reader): EnumType["from"] | null {
  const name = declaration.name.text;
  const exported = source.scope.exports.get(name);
  const isExported = source.scope.parent === null && exported !== undefined && exported.specifier === null && exported.name === name;
  if (isExported && source.via === undefined) return { file: source.path };
  if (source.via !== undefined && source.scope.parent === null && from !== undefined) return { package: from };
  const help = `Write \`export enum ${name}\` at the top level of its file: generated code imports it from there.`;
  const related = [{ spot: { source: use.place.source, node: use.node }, message: "It is used here." }];
  reader.reports.add("SPEC2007", { source, node: declaration.name, related }, `The enum \`${name}\` can't be imported.`, help);
  return null;
}
