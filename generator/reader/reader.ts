/**
 * The reader: TypeScript source to IR, from the syntax tree alone. Nothing of the user's is ever run, and no type checker is asked:
 * its unions come in an order of its own. This file holds what the readers of the parts share. The only room that imports ts-morph.
 */

import type { ts } from "ts-morph";
import type { Field } from "../ir/model.js";
import type { FieldType, ObjectType } from "../ir/type.js";
import type { Reports } from "./reports.js";
import type { Source, Sources } from "./source.js";

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
export interface TypeReading {
  readonly type: FieldType;
  readonly nullable: boolean;
  readonly index: boolean;
  readonly unique: boolean;
}

export type Marker =
  { readonly name: "Index" | "Unique" } | { readonly name: "MinLength" | "MaxLength" | "Min" | "Max"; readonly argument: number };

/** A field, what its markers say beyond its type, and where it was read. */
export interface FieldDraft {
  readonly field: Field;
  readonly index: boolean;
  readonly unique: boolean;
  readonly source: Source;
  readonly node: ts.Node;
}

/** The fields of a class or an object type that could be read, and the names of all of them. */
export interface Members {
  readonly fields: readonly FieldDraft[];
  readonly names: ReadonlySet<string>;
}

export interface ObjectDraft extends Members {
  readonly object: ObjectType;
  /** Whether one of its fields is indexed, however deep. */
  readonly holdsIndexed: boolean;
  readonly source: Source;
  readonly node: ts.Node;
}
