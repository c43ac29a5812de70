import type { ts } from "ts-morph";
import type { Doc, Field } from "../ir/model.js";
import type { RecordType } from "../ir/type.js";
import type { FieldDraft, Members, TypeReading } from "./reader.js";
import type { Source } from "./source.js";

/** What an object type is made of. The names of its fields are known before their types are read. */
export interface Shape {
  /** In their order, with what is inherited. */
  readonly members: ReadonlyMap<string, ShapeMember>;
  /** What an index signature says of all other names. */
  readonly rest: () => RecordType | null;
  /** Whether a part of it could not be read, which has been reported. */
  readonly broken: boolean;
  /** Whether it has an index signature, be it one that could not be read. */
  readonly isOpen?: boolean;
  /** Whether it extends `Job`. */
  readonly isJob?: boolean;
}

export interface ShapeMember {
  readonly name: string;
  readonly source: Source;
  /** Its name, or what stands for it. */
  readonly node: ts.Node;
  /** Null when it can't be read, which is reported. */
  readonly read: () => FieldDraft | null;
}

export const BROKEN: Shape = { members: new Map(), rest: () => null, broken: true };

/** The fields of a shape, read. */
export function readShape({ members }: Shape): Members {
  const fields = [...members.values()].map((member) => member.read()).filter((field) => field !== null);
  return { fields, names: new Set(members.keys()) };
}

/** A shape with each of its members changed once it is read; `change` gives null for one that is left out. */
export function mapShape(shape: Shape, change: (member: ShapeMember) => ShapeMember | null): Shape {
  const members = new Map<string, ShapeMember>();
  for (const member of shape.members.values()) {
    const changed = change(member);
    if (changed !== null) members.set(changed.name, changed);
  }
  return { ...shape, members };
}

/** A member whose field is changed when it is read. */
export function changeField(member: ShapeMember, change: (draft: FieldDraft) => FieldDraft | null): ShapeMember {
  return {
    ...member,
    read: once(() => {
      const draft = member.read();
      return draft === null ? null : change(draft);
    }),
  };
}

/** Computes a value when it is first asked for. */
export function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** A field that nothing but its type is said of. */
export function draftOf(name: string, reading: TypeReading, { source, node }: Pick<ShapeMember, "source" | "node">): FieldDraft {
  const { type, nullable, undefined: _, ...marks } = reading;
  const doc: Doc = { text: "", deprecated: null, examples: [] };
  const field: Field = { name, type, nullable, optional: false, undefinable: false, readonly: false, default: null, access: null, renamedFrom: null, doc };
  return { ...marks, field, source, node };
}
