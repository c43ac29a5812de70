/** What is written down of a project between two runs of the generator: the state that its migrations lead to. */

import type { IndexedType } from "../../ir/model.js";

/** From the project's root. */
export const LOCK_PATH = "specstar.lock.json";

export interface Lock {
  readonly version: 1;
  readonly sqlite: DatabaseState;
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
}

export interface IndexState {
  readonly name: string;
  readonly columns: readonly string[];
  /** Among the resources that are not deleted. */
  readonly unique: boolean;
}

/** The lock file, or the migrations folder, is not what the last run left behind. Something for the user to put right. */
export class LockFileError extends Error {
  override readonly name = "LockFileError";
}

/** The state before the first migration. */
export const EMPTY_LOCK: Lock = { version: 1, sqlite: { newest: null, system: 0, tables: [] } };

export function printLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/**
 * Reads a lock file's text.
 *
 * @throws LockFileError when it is not one that `printLock` has written.
 */
export function parseLock(text: string): Lock {
  const lock = parseJson(text);
  if (isRecord(lock) && lock["version"] !== 1) {
    throw new LockFileError(`${LOCK_PATH} was written by another version of specstar: update specstar in this project.`);
  }
  if (!isLock(lock)) throw damaged();
  return lock;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged();
  }
}

function damaged(): LockFileError {
  return new LockFileError(`${LOCK_PATH} is damaged: restore it from version control. After a merge conflict, take one side and generate again.`);
}

function isLock(value: unknown): value is Lock {
  return isRecord(value) && isDatabase(value["sqlite"]);
}

function isDatabase(value: unknown): value is DatabaseState {
  if (!isRecord(value)) return false;
  const { newest, system, tables } = value;
  return (newest === null || typeof newest === "string") && typeof system === "number" && isListOf(tables, isTable);
}

function isTable(value: unknown): value is TableState {
  if (!isRecord(value)) return false;
  const { table, model, removed, columns, indexes } = value;
  return isText(table) && isText(model) && typeof removed === "boolean" && isListOf(columns, isColumn) && isListOf(indexes, isIndex);
}

function isColumn(value: unknown): value is ColumnState {
  if (!isRecord(value)) return false;
  const { name, path, type } = value;
  return isText(name) && isText(path) && ["text", "integer", "real", "boolean", "date"].some((known) => known === type);
}

function isIndex(value: unknown): value is IndexState {
  if (!isRecord(value)) return false;
  const { name, columns, unique } = value;
  return isText(name) && isListOf(columns, isText) && typeof unique === "boolean";
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
