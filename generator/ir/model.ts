/** What the reader hands to the emitters: plain, frozen data. Knows nothing of TypeScript's syntax tree or of any output. */

import type { FieldType, ObjectType } from "./type.js";

export interface Project {
  /** Sorted by name. */
  readonly models: readonly Model[];
}

export interface Model {
  /** The class's name: `Issue`. */
  readonly name: string;
  /** `v1`, as passed to `schema()`. */
  readonly schemaVersion: string;
  /** The file that declares it, from the project's root, with forward slashes. */
  readonly file: string;
  readonly doc: Doc;
  readonly fields: readonly Field[];
  /** Every indexed field, compound or not, in the order of the source; unique ones are among them. */
  readonly indexes: readonly IndexedPath[];
  readonly compoundIndexes: readonly (readonly string[])[];
  /** Single unique fields first, then compound ones. */
  readonly unique: readonly (readonly string[])[];
  /** Named object types that the fields use, each after those that it uses itself. */
  readonly objects: readonly ObjectType[];
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** `| null`. */
  readonly nullable: boolean;
  /** `?`: may be absent. */
  readonly optional: boolean;
  /** `readonly title: string`. For the compiler only: the emitted type must equal the model's. */
  readonly readonly: boolean;
  /** The initialiser's value; null when there is none. */
  readonly default: { readonly value: Constant } | null;
  readonly doc: Doc;
}

export type Constant = string | number | boolean | null | readonly Constant[] | { readonly [name: string]: Constant };

/** Prose, and the tags that go with it. Empty text when there is none. */
export interface Doc {
  readonly text: string;
  readonly deprecated: string | null;
  readonly examples: readonly string[];
}

export interface IndexedPath {
  /** `status`, `address.city`. */
  readonly path: string;
  readonly type: IndexedType;
  readonly nullable: boolean;
}

export type IndexedType = "text" | "integer" | "real" | "boolean" | "date";
