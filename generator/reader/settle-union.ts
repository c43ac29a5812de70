import type { FieldType, UnionType } from "../ir/type.js";
import { clashOf } from "./ambiguity.js";
import { textsOf } from "./texts-of.js";
import type { ObjectDraft, Reader } from "./reader.js";

/** Finds the field that tells the members of a union apart, and reports members that can't be told apart where it matters. */
export function settleUnion(union: UnionType, reader: Reader): void {
  const spot = reader.unions.get(union);
  if (spot === undefined) return;
  reader.unions.delete(union);
  const discriminator = findDiscriminator(union, reader);
  Object.assign(union, { discriminator });
  if (discriminator !== null) requireTag(discriminator, union, reader);
  const clash = discriminator === null ? clashOf(union.members, reader) : null;
  if (clash === null) return;
  const help = "Tell them apart: give each object a field of its own literal, such as `kind: \"card\"`, or keep one of the types.";
  reader.reports.add("SPEC2005", spot, `${clash}: what is read back could be the other of the two.`, help);
}

/** The first field of all members that holds different texts in each. */
function findDiscriminator({ members }: UnionType, reader: Reader): string | null {
  const drafts = members.map((member) => objectsOf(member, reader));
  if (!drafts.every((draft) => draft !== null)) return null;
  const [first] = drafts.flat();
  return first?.fields.find(({ field }) => isTag(field.name, drafts.flat(), reader))?.field.name ?? null;
}

/** What tells the members apart has to be written: a default of it, `kind = "cat" as const`, is the class's own affair. */
function requireTag(name: string, { members }: UnionType, reader: Reader): void {
  const drafts = members.flatMap((member) => objectsOf(member, reader) ?? []);
  for (const { field } of drafts.flatMap(({ fields }) => fields).filter((each) => each.field.name === name)) Object.assign(field, { default: null });
}

function objectsOf(type: FieldType, reader: Reader): readonly ObjectDraft[] | null {
  const draft = type.kind === "named" ? reader.objects.get(type.name) : undefined;
  return draft === undefined ? null : [draft];
}

function isTag(name: string, drafts: readonly ObjectDraft[], reader: Reader): boolean {
  const all: string[] = [];
  for (const { fields } of drafts) {
    const field = fields.find((each) => each.field.name === name)?.field;
    const texts = field === undefined || field.optional || field.nullable ? null : textsOf(field.type, reader);
    if (texts === null) return false;
    all.push(...texts);
  }
  return new Set(all).size === all.length;
}
