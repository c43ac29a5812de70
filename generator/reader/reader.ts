/**
 * The reader: TypeScript source to IR, from the syntax tree alone. Nothing of the user's is ever run, and no type checker is asked:
 * its unions come in an order of its own. This file holds what the readers of the parts share. The only room that imports ts-morph.
 */

import type { ts } from "ts-morph";
import type { Access, Field } from "../ir/model.js";
import type { AliasType, EnumType, FieldType, ObjectType, StringFormat } from "../ir/type.js";
import type { Reports } from "./reports.js";
import type { Declaration } from "./scope.js";
import type { Source, Sources } from "./source.js";
import type { NumberMarker, PlainMarker } from "./spec-exports.js";

/** Everything that the readers of the parts need. One per run. */
export interface Reader {
  readonly sources: Sources;
  readonly reports: Reports;
  /** Reads a type wherever it stands. Bound late, because types hold fields and fields hold types. */
  readonly readPart: (node: ts.TypeNode, place: Place) => Part;
  /** What the declarations of object types and type aliases came to. One that is being read contains itself if it is met again. */
  readonly declared: Map<ts.Node, Part | "being read">;
  /** The classes that `schema()` has been called with. */
  readonly modelClasses: Set<ts.Node>;
  /** The object types, by name. A name stands for one type in the whole project, as it does in the OpenAPI document. */
  readonly objects: Map<string, ObjectDraft>;
  /** The named types that are no objects, by name. */
  readonly named: Map<string, AliasType | EnumType>;
  /** What references name, to be looked up when all models are known. */
  readonly targets: ReferenceTarget[];
}

/** The class, or the alias of a union of classes, that a reference names. */
export interface ReferenceTarget {
  readonly declaration: Declaration;
  readonly declaredIn: Source;
  /** Where it is named. */
  readonly source: Source;
  readonly node: ts.Node;
}

/** Where a type stands. */
export interface Place {
  readonly source: Source;
  /** The name of the declaration, then of the fields on the way: what an object type without a name is named after. */
  readonly path: readonly [string, ...string[]];
  /** How many types this one stands in. */
  readonly depth: number;
}

/** What one operand of a union or an intersection says. */
export type Part =
  | { readonly kind: "value"; readonly value: TypeReading }
  | { readonly kind: "null" }
  | { readonly kind: "markers"; readonly markers: readonly Marker[] }
  /** Not readable, and reported already. */
  | { readonly kind: "failed" };

export const FAILED: Part = { kind: "failed" };

/** An operand with the node that it was read from. */
export interface Operand {
  readonly node: ts.TypeNode;
  readonly part: Part;
}

/** A type with all that its markers say. */
export interface TypeReading extends FieldMarks {
  readonly type: FieldType;
  readonly nullable: boolean;
}

/** What markers say of a field beyond its type. */
export interface FieldMarks {
  readonly index: boolean;
  readonly unique: boolean;
  readonly displayName?: boolean;
  readonly access?: Exclude<Access, "internal">;
  /** Marked values inside: the items of a list or a tuple, the values of a record. Object types keep the marks of their fields themselves. */
  readonly inside?: readonly TypeReading[];
}

export type Marker =
  | { [Name in PlainMarker]: { readonly name: Name } }[PlainMarker]
  | { [Name in NumberMarker]: { readonly name: Name; readonly argument: number } }[NumberMarker]
  | { readonly name: "Pattern"; readonly argument: string }
  | { readonly name: "Format"; readonly argument: StringFormat };

/** A field, what its markers say beyond its type, and where it was read. */
export interface FieldDraft extends FieldMarks {
  readonly field: Field;
  readonly source: Source;
  readonly node: ts.Node;
  /** Where a doc comment names the field's name before. */
  readonly renamedAt?: ts.TextRange;
}

/** The fields of a class or an object type that could be read, and the names of all of them. */
export interface Members {
  readonly fields: readonly FieldDraft[];
  readonly names: ReadonlySet<string>;
}

export interface ObjectDraft extends Members {
  readonly object: ObjectType;
  readonly source: Source;
  readonly node: ts.Node;
}
