/** What is written down of a project between two runs of the generator: the state that its migrations lead to, and the shapes of its data. */

import type { IndexedType } from "../../ir/model.js";
import type { Shape } from "./shape.js";

/** From the project's root. */
export const LOCK_PATH = "specstar.lock.json";

export const DIALECTS = ["sqlite", "postgres"] as const;

export type Dialect = (typeof DIALECTS)[number];

export interface Lock {
  readonly version: 2;
  /** By dialect; one that the project has no migrations for is not there. */
  readonly databases: Readonly<Partial<Record<Dialect, DatabaseState>>>;
  /** Sorted by name. A model that is gone stays, as its data does. */
  readonly models: readonly ModelHistory[];
  /** By the hash of their JSON. */
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** The schema versions that a model has had. */
export interface ModelHistory {
  readonly model: string;
  /** The oldest first; each with the key of its shape. */
  readonly versions: readonly { readonly version: string; readonly shape: string }[];
}

/** What a database looks like that all migrations were applied to. */
export interface DatabaseState {
  /** The id of the newest migration; null before the first. */
  readonly newest: string | null;
  /** Which version the tables have that all models share; 0 when they are not there. */
  readonly system: number;
  /** Sorted by table. */
  readonly tables: readonly TableState[];
}

export interface TableState {
  readonly table: string;
  readonly model: string;
  /** The model is gone; its tables are kept, and go on when it comes back. */
  readonly removed: boolean;
  readonly columns: readonly ColumnState[];
  readonly indexes: readonly IndexState[];
}

/** The column of an indexed field. */
export interface ColumnState {
  readonly name: string;
  readonly path: string;
  readonly type: IndexedType;
  /** For each key of the path what its value is taken apart as, `[]` a list, `{}` a record, `[][]`; empty when there is but one value. */
  readonly containers: readonly string[];
}

export interface IndexState {
  readonly name: string;
  readonly columns: readonly string[];
  /** Among the resources that are not deleted. */
  readonly unique: boolean;
  /** Over the elements of a list. */
  readonly elements: boolean;
}

/** The lock file, or the migrations folder, is not what the last run left behind. Something for the user to put right. */
export class LockFileError extends Error {
  override readonly name = "LockFileError";
}

export const EMPTY_DATABASE: DatabaseState = { newest: null, system: 0, tables: [] };

/** The state before the first migration. */
export const EMPTY_LOCK: Lock = { version: 2, databases: {}, models: [], shapes: {} };

/** The versions that a model has had, the oldest first. */
export function versionsOf(model: string, { models }: Lock): ModelHistory["versions"] {
  const all = histories.get(models) ?? new Map(models.map((history) => [history.model, history.versions]));
  histories.set(models, all);
  return all.get(model) ?? [];
}

const histories = new WeakMap<Lock["models"], ReadonlyMap<string, ModelHistory["versions"]>>();

/** The table of that name; undefined when there is none. */
export function findTable(table: string, { tables }: DatabaseState): TableState | undefined {
  const all = tablesByName.get(tables) ?? new Map(tables.map((each) => [each.table, each]));
  tablesByName.set(tables, all);
  return all.get(table);
}

const tablesByName = new WeakMap<DatabaseState["tables"], ReadonlyMap<string, TableState>>();
