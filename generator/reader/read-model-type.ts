import type { ts } from "ts-morph";
import type { Model } from "../ir/model.js";
import type { FieldType, UnionType } from "../ir/type.js";
import { collectTypes } from "./collect-types.js";
import { readDeclared } from "./read-declared.js";
import { shapeOfDeclaration } from "./read-shape.js";
import { topPlace, valuePart, type FieldDraft, type Members, type Part, type Reader } from "./reader.js";
import type { Source } from "./source.js";
import { readShape } from "./shape.js";
import { splitPart } from "./split-part.js";
import { syntax } from "./syntax.js";

/** What a model is declared as: a class, or an alias of a union of classes. */
export interface ModelSubject {
  readonly declaration: ts.ClassDeclaration | ts.TypeAliasDeclaration;
  readonly name: ts.Identifier;
  readonly source: Source;
}

/** The shape of a model. */
export interface ModelType extends Pick<Model, "union" | "types"> {
  readonly job: Omit<NonNullable<Model["job"]>, "settings"> | null;
  /** Those of a class; of a union those of all its members, as far as indexes and options may name them. */
  readonly members: Members;
}

/** Reads the fields of a model's class, or the members of its union; null when it is neither, which is reported. */
export function readModelType(subject: ModelSubject, reader: Reader): ModelType | null {
  const { declaration } = subject;
  const type = syntax.isClassDeclaration(declaration) ? readClass(declaration, subject, reader) : readUnion(declaration, subject, reader);
  if (type === null) return null;
  const own = type.union === null ? type.members.fields.map(({ field }) => field.type) : [type.union];
  const job = type.job === null ? [] : [type.job.payload, type.job.result];
  return { ...type, types: collectTypes([...own, ...job], reader).filter(({ name }) => name !== subject.name.text) };
}

type Fresh = Omit<ModelType, "types">;

function readClass(declaration: ts.ClassDeclaration, { name, source }: ModelSubject, reader: Reader): Fresh | null {
  const [parameter] = declaration.typeParameters ?? [];
  if (parameter !== undefined) {
    reader.reports.add("SPEC2010", { source, node: parameter }, `The model \`${name.text}\` has type parameters.`, "Extend it by a class for each use, and make that the model.");
    return null;
  }
  const resolved = { kind: "declared", declaration, declarations: source.scope.declarations.get(name.text) ?? [declaration], source, member: null } as const;
  const shape = shapeOfDeclaration(resolved, topPlace(source, name.text), reader);
  const members = readShape(shape);
  if (members.names.size === 0 && !shape.broken) {
    reader.reports.add("SPEC1201", { source, node: name }, `\`${name.text}\` has no fields.`, "Write its fields: `title!: string;`.");
  }
  const typeOf = (field: string): FieldType | null => members.fields.find((each) => each.field.name === field)?.field.type ?? null;
  const [payload, result] = shape.isJob === true ? [typeOf("payload"), typeOf("result")] : [null, null];
  return { members, union: null, job: payload === null || result === null ? null : { payload, result } };
}

function readUnion(declaration: ts.TypeAliasDeclaration, { name, source }: ModelSubject, reader: Reader): Fresh | null {
  const resolved = { kind: "declared", declaration, declarations: [declaration], source, member: null } as const;
  const part = readDeclared(resolved, { node: name, args: [], place: topPlace(source, name.text) }, reader);
  const union = unionOf(part, reader);
  if (union === null) {
    const help = "Write `type Pet = Cat | Dog`, with classes or interfaces; a single class is passed to `schema()`.";
    if (part.kind !== "failed") reader.reports.add("SPEC1101", { source, node: name }, `\`${name.text}\` is not a union of object types.`, help);
    return null;
  }
  return { members: membersOf(union, reader), union, job: null };
}

/** The union of objects that an alias stands for. */
function unionOf(part: Part, reader: Reader): UnionType | null {
  if (part.kind !== "value" || part.value.nullable) return null;
  const { type } = part.value;
  const named = type.kind === "named" ? reader.named.get(type.name) : undefined;
  const union = named?.kind === "alias" ? named.type : type;
  const isOfObjects = union.kind === "union" && splitPart(valuePart(union), reader).every((each) => each.kind === "value" && each.value.type.kind === "named");
  return union.kind === "union" && isOfObjects ? union : null;
}

/** The fields of all members. One that not all have may be absent. */
function membersOf({ members }: UnionType, reader: Reader): Members {
  const drafts = members.flatMap((member) => (member.kind === "named" ? (reader.objects.get(member.name) ?? []) : []));
  const fields = drafts.flatMap((draft) => draft.fields.map((each): FieldDraft => (drafts.every(({ names }) => names.has(each.field.name)) ? each : { ...each, field: { ...each.field, optional: true } })));
  return { fields, names: new Set(fields.map(({ field }) => field.name)) };
}
