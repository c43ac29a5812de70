/**
 * The reader: TypeScript source to IR, from the syntax tree alone. Nothing of the user's is ever run, and no type checker is asked:
 * its unions come in an order of its own. This file holds what the readers of the parts share. The only room that imports ts-morph.
 */

import type { ts } from "ts-morph";
import type { Access, Field } from "../ir/model.js";
import type { AliasType, EnumType, FieldType, ObjectType, StringFormat, UnionType } from "../ir/type.js";
import type { Reports, Spot } from "./reports.js";
import type { Declaration } from "./scope.js";
import type { Shape } from "./shape.js";
import type { Source, Sources } from "./source.js";
import type { NumberMarker, PlainMarker } from "./spec-exports.js";

/** Everything that the readers of the parts need. One per run. */
export interface Reader {
  /** The project's folder, as the file system knows it. */
  readonly root: string;
  readonly sources: Sources;
  readonly reports: Reports;
  /** Reads a type wherever it stands. Bound late, because types hold fields and fields hold types. */
  readonly readPart: (node: ts.TypeNode, place: Place) => Part;
  /** Reads a type that is given by its name. Bound late as well: types extend types. */
  readonly readReference: (reference: Reference, place: Place) => Part;
  /** The type that a constant gives the field that it is the default of; null when it says none. Bound late: constants make object types. */
  readonly inferType: (initialiser: ts.Expression, isReadonly: boolean, place: Place) => Part | null;
  /** Does one step inside of another, unless that goes too deep for the stack: null then, and it is reported. */
  readonly deeper: <T>(spot: Spot, step: () => T) => T | null;
  /** What declarations came to, by themselves and the arguments of their parameters. */
  readonly declared: Map<string, Declared>;
  /** How often each generic declaration was used with other arguments. */
  readonly instances: Map<ts.Node, number>;
  /** The fields of interfaces and classes, by themselves and the arguments of their parameters. */
  readonly shapes: Map<string, Shape | "being read">;
  /** The classes that `schema()` has been called with. */
  readonly modelClasses: Set<ts.Node>;
  /** The classes of which others inherit. */
  readonly parentClasses: Set<ts.Node>;
  /** Where a class was first used as the type of a value. */
  readonly classUses: Map<ts.Node, Spot>;
  /** The object types, by name. A name stands for one type in the whole project, as it does in the OpenAPI document. */
  readonly objects: Map<string, ObjectDraft>;
  /** The named types that are no objects, by name. */
  readonly named: Map<string, AliasType | EnumType>;
  /** Where each named type is declared. */
  readonly namedSpots: Map<string, Spot>;
  /** What references name, to be looked up when all models are known. */
  readonly targets: ReferenceTarget[];
  /** Where unions of several types stand, for what can be told only when all their members have been read. */
  readonly unions: Map<UnionType, Spot>;
}

/** A type that is given by its name, wherever that may be written. */
export interface Reference {
  readonly name: ts.EntityName;
  readonly args: readonly ts.TypeNode[];
  readonly node: ts.Node;
}

/** The class, or the alias of a union of classes, that a reference names. */
export interface ReferenceTarget {
  readonly declaration: Declaration;
  readonly declaredIn: Source;
  /** Where it is named. */
  readonly source: Source;
  readonly node: ts.Node;
}

/** What a declaration came to. While it is being read, its name stands for it; whoever asks for that leaves a note. */
export interface Declared {
  part: Part | null;
  isUsedInside: boolean;
}

/** Where a type stands. */
export interface Place {
  readonly source: Source;
  /** The name of the declaration, then of the fields on the way: what an object type without a name is named after. */
  readonly path: readonly [string, ...string[]];
  /** What the type parameters in sight stand for. */
  readonly bindings: Bindings;
  /** The type alias whose whole type is read: an object type takes its name from it. */
  readonly alias: ts.TypeAliasDeclaration | null;
  /** Whether the type is an optional field's, where `undefined` says nothing new. */
  readonly optional: boolean;
}

export type Bindings = ReadonlyMap<string, Part>;

/** The place of a declaration at the top of a file. */
export function topPlace(source: Source, name: string, bindings: Bindings = new Map()): Place {
  return { source, path: [name], bindings, alias: null, optional: false };
}

/** The place of a type inside of another: no longer all that an alias stands for, nor all that a field holds. */
export function innerPlace(place: Place): Place {
  return place.alias === null && !place.optional ? place : { ...place, alias: null, optional: false };
}

/** What one operand of a union or an intersection says. */
export type Part =
  | { readonly kind: "value"; readonly value: TypeReading }
  | { readonly kind: "null" }
  | { readonly kind: "undefined" }
  | { readonly kind: "never" }
  /** `{}`: anything but null and undefined. */
  | { readonly kind: "empty" }
  | { readonly kind: "markers"; readonly markers: readonly Marker[] }
  /** Not readable, and reported already. */
  | { readonly kind: "failed" };

export const FAILED: Part = { kind: "failed" };
export const NEVER: Part = { kind: "never" };

/** An operand with the node that it was read from. */
export interface Operand {
  readonly node: ts.TypeNode;
  readonly part: Part;
}

/** A type with all that its markers say. */
export interface TypeReading extends FieldMarks {
  readonly type: FieldType;
  readonly nullable: boolean;
  /** `| undefined`, which only the type of an optional field can have. */
  readonly undefined?: true;
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

/** A type that no marker says anything about. */
export function plainReading(type: FieldType, nullable = false): TypeReading {
  return { type, nullable, index: false, unique: false };
}

/** The same as a part. */
export function valuePart(type: FieldType, nullable = false): Part & { readonly kind: "value" } {
  return { kind: "value", value: plainReading(type, nullable) };
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

/** An object type. Its fields are read when they are first asked for: types may use each other in circles. */
export interface ObjectDraft extends Members {
  readonly object: ObjectType;
  readonly shape: Shape;
  /** The class that it is, if it is one. */
  readonly declaration: ts.Node | null;
  readonly source: Source;
  readonly node: ts.Node;
}
