import type { ts } from "ts-morph";
import type { EnumType } from "../ir/type.js";
import { readDocText } from "./read-doc.js";
import { defineAlias } from "./define-type.js";
import { enumValues } from "./enum-values.js";
import { instanceKey, type Use } from "./read-arguments.js";
import { FAILED, valuePart, type Part, type Reader } from "./reader.js";
import { typePath, type ResolvedDeclaration } from "./resolve-name.js";

interface ResolvedEnum extends ResolvedDeclaration {
  readonly declaration: ts.EnumDeclaration;
}

/** Reads an enum, which keeps its name, as generated code imports it; or a member of one, `Tier.Free`. */
export function readEnum(resolved: ResolvedEnum, use: Use, reader: Reader): Part {
  const whole = readWhole(resolved, use, reader);
  return resolved.member === null ? whole : memberOf(whole, resolved.member, use, reader);
}

function readWhole(resolved: ResolvedEnum, use: Use, reader: Reader): Part {
  const key = instanceKey(resolved.declaration, new Map());
  const known = reader.declared.get(key)?.part ?? null;
  if (known !== null) return known;
  const part = readFresh(resolved, use, reader);
  reader.declared.set(key, { part, isUsedInside: false });
  return part;
}

function memberOf(whole: Part, member: string, use: Use, reader: Reader): Part {
  if (whole.kind !== "value" || whole.value.type.kind !== "named") return FAILED;
  const { name } = whole.value.type;
  const type = reader.named.get(name);
  const found = type?.kind === "enum" ? type.members.find((each) => each.name === member) : undefined;
  if (found !== undefined) return valuePart({ kind: "enumMember", name, member, value: found.value });
  const names = type?.kind === "enum" ? type.members.map((each) => each.name) : [];
  const message = `The enum \`${name}\` has no member \`${member}\`.`;
  reader.reports.add("SPEC2015", { source: use.place.source, node: use.node }, message, `It has ${names.join(", ")}.`);
  return FAILED;
}

function readFresh(resolved: ResolvedEnum, use: Use, reader: Reader): Part {
  const { declaration, source, declarations } = resolved;
  const name = typePath(resolved);
  const members = enumValues(declarations, source, reader);
  if (members === null) return FAILED;
  const from = enumOrigin(resolved, use, reader);
  if (from === null) return FAILED;
  const type: EnumType = { kind: "enum", name, members, from, doc: readDocText(declaration, source, reader) };
  return defineAlias(type, { source, node: declaration.name }, reader);
}

/** Where generated code can import an enum from; null when it can't, which is reported. */
function enumOrigin({ declaration, source, from }: ResolvedEnum, use: Use, reader: Reader): EnumType["from"] | null {
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
