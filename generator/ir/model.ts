/** What the reader hands to the emitters: plain, frozen data. Knows nothing of TypeScript's syntax tree or of any output. */

import type { JobSettings } from "./job-settings.js";
import type { FieldType, NamedType, ReferenceType, UnionType } from "./type.js";

export interface Project {
  /** Sorted by name. */
  readonly models: readonly Model[];
}

export interface Model {
  /** The class's name: `Issue`; of a union of classes the alias's. */
  readonly name: string;
  /** `v1`, as passed to `schema()`. */
  readonly schemaVersion: string;
  /** The file that declares it, from the project's root, with forward slashes. */
  readonly file: string;
  readonly doc: Doc;
  /** With what the class inherits, in the order of the source, its parents' first. None when the model is a union. */
  readonly fields: readonly Field[];
  /** A union of classes that is one resource, `schemaOf<Pet>("Pet", "v1")`; null for a class. */
  readonly union: UnionType | null;
  /** Named types that the fields use, each after those that it uses itself, as far as they don't use each other. */
  readonly types: readonly NamedType[];
  /** Every indexed field, compound or not, in the order of the source; unique ones and references are among them. */
  readonly indexes: readonly IndexedPath[];
  readonly compoundIndexes: readonly (readonly string[])[];
  /** Single unique fields first, then compound ones. */
  readonly unique: readonly (readonly string[])[];
  /** Every reference, wherever it stands, in the order of the source. */
  readonly references: readonly Reference[];
  /** Whether a model of the project refers to it, itself among them. */
  readonly isReferredTo: boolean;
  /** The field that names a resource to people; null when no field has the marker. */
  readonly displayName: string | null;
  /** What a class that extends `Job<Payload, Result>` carries; its fields are among the model's. */
  readonly job: { readonly payload: FieldType; readonly result: FieldType; readonly settings: JobSettings } | null;
  readonly options: ModelOptions;
  /** The functions that the model file has, for generated code to import. */
  readonly functions: ModelFunctions;
}

/** What `schema()` is told beyond fields and indexes. Nothing is left out. */
export interface ModelOptions {
  /** The first segment of the URLs: `issues`. */
  readonly path: string;
  /** The key among the managers and routers: `issues`. */
  readonly plural: string;
  /** The routes that are switched off, in the order of `ROUTE_NAMES`. */
  readonly withoutRoutes: readonly RouteName[];
  readonly defaultStatus: "draft" | "stable";
  /** Whether every write must say why. */
  readonly requireReason: boolean;
  /** Whether a write over HTTP must say which state it expects. */
  readonly requireIfMatch: boolean;
}

/** The routes of a model, by what the manager calls them. */
export const ROUTE_NAMES = [
  "create",
  "search",
  "searchByBody",
  "count",
  "get",
  "update",
  "patch",
  "publish",
  "delete",
  "restore",
  "purge",
  "switch",
  "revert",
  "listRevisions",
  "getRevision",
  "diff",
  "referrers",
  "getBlob",
  "bulk",
  "cancel",
  "rerun",
  "rerunMany",
  "status",
  "listAttempts",
  "readLog",
  "watch",
] as const;

export type RouteName = (typeof ROUTE_NAMES)[number];

export interface ModelFunctions {
  /** The name under which the model's file exports what `schema()` gives: `default`. Null when it doesn't. */
  readonly exportName: string | null;
  /** `schema(…, { validate })`: checks across fields. */
  readonly validate: boolean;
  /** `schema(…, { newId })`: makes the part of an id behind the colon. */
  readonly newId: boolean;
  /** `.step("v1", …)`: what converts older data, in the order of the source. */
  readonly steps: readonly { readonly from: string; readonly to: string }[];
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** `| null`. */
  readonly nullable: boolean;
  /** `?`: may be absent. */
  readonly optional: boolean;
  /** `note?: string | undefined`, which JSON can't tell from a field that is absent. For the compiler only, as what follows. */
  readonly undefinable: boolean;
  /** `readonly title: string`. For the compiler only: the emitted type must equal the model's. */
  readonly readonly: boolean;
  /** The initialiser; null when there is none. */
  readonly default: Default | null;
  /** What HTTP shows and takes of the field; null for both. Only a model's own fields have one. */
  readonly access: Access | null;
  /** The field's name before, from `@renamedFrom`. */
  readonly renamedFrom: string | null;
  readonly doc: Doc;
}

/** `internal`: neither shown nor taken. `readOnly`: shown, set by the server. `writeOnly`: taken, never shown. */
export type Access = "internal" | "readOnly" | "writeOnly";

/** A constant, or what the server makes when a value is left out. */
export type Default = { readonly kind: "constant"; readonly value: Constant } | { readonly kind: "now" } | { readonly kind: "uuid" };

export type Constant = string | number | boolean | null | readonly Constant[] | { readonly [name: string]: Constant };

/** Prose, and the tags that go with it. Empty text when there is none. */
export interface Doc {
  readonly text: string;
  readonly deprecated: string | null;
  readonly examples: readonly string[];
}

export interface IndexedPath {
  /** `status`, `address.city`; through lists as through objects: `lines.sku`. */
  readonly path: string;
  readonly type: IndexedType;
  readonly nullable: boolean;
  /** Whether there are many values: the path leads through a list, a tuple or a record's values. */
  readonly list: boolean;
  /** The whole path before, when a field on the way was renamed. */
  readonly renamedFrom: string | null;
}

export type IndexedType = "text" | "integer" | "real" | "boolean" | "date";

export interface Reference extends Omit<ReferenceType, "kind"> {
  readonly path: string;
  readonly list: boolean;
}
