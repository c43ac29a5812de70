import type { IndexedType } from "../../ir/model.js";
import { DIALECTS, LOCK_PATH, LockFileError, type DatabaseState, type Dialect, type Lock, type ModelHistory, type TableState } from "./lock-file.js";
import { shapeKey, type Shape } from "./shape.js";
import { SYSTEM_VERSIONS } from "./system-tables.js";

/**
 * Reads a lock file's text; one of version 1, which knew SQLite alone and no shapes, as the same of version 2.
 *
 * @throws LockFileError when it is not one that `printLock` has written.
 */
export function parseLock(text: string): Lock {
  if (last?.text !== text) last = { text, lock: parse(text) };
  return last.lock;
}

/** Runs that follow each other mostly find the same text, and then the same object. */
let last: { readonly text: string; readonly lock: Lock } | undefined;

function parse(text: string): Lock {
  const lock = parseJson(text);
  if (!isRecord(lock)) throw damaged();
  const { version } = lock;
  if (version === 1) return upgrade(lock["sqlite"]);
  if (version !== 2) throw writtenByAnother();
  const { databases, models, shapes } = lock;
  if (!isDatabases(databases) || !isListOf(models, isHistory) || !isShapes(shapes)) throw damaged();
  if (DIALECTS.some((dialect) => (databases[dialect]?.system ?? 0) > SYSTEM_VERSIONS[dialect])) throw writtenByAnother();
  const isMissing = ({ shape }: { readonly shape: string }) => !Object.hasOwn(shapes, shape);
  if (models.some(({ versions }) => versions.some(isMissing))) throw damaged();
  return { version, databases, models, shapes };
}

/** Version 1 had neither lists nor kinds of indexes. */
function upgrade(sqlite: unknown): Lock {
  if (!isRecord(sqlite) || !isListOf(sqlite["tables"], isRecord)) throw damaged();
  const more = (items: unknown, extra: object): unknown => (isListOf(items, isRecord) ? items.map((item) => ({ ...item, ...extra })) : items);
  const tables = sqlite["tables"].map((table) => ({
    ...table,
    columns: more(table["columns"], { containers: [] }),
    indexes: more(table["indexes"], { elements: false }),
  }));
  const databases = { sqlite: { ...sqlite, tables } };
  if (!isDatabases(databases)) throw damaged();
  return { version: 2, databases, models: [], shapes: {} };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged();
  }
}

function writtenByAnother(): LockFileError {
  return new LockFileError(`${LOCK_PATH} was written by another version of specstar: update specstar in this project.`);
}

function damaged(): LockFileError {
  return new LockFileError(`${LOCK_PATH} is damaged: restore it from version control. After a merge conflict, take one side with its migrations, and generate again.`);
}

function isDatabases(value: unknown): value is Partial<Record<Dialect, DatabaseState>> {
  return isRecord(value) && Object.entries(value).every(([dialect, state]) => DIALECTS.some((known) => known === dialect) && isDatabase(state));
}

function isDatabase(value: unknown): value is DatabaseState {
  if (!isRecord(value)) return false;
  const { newest, system, tables } = value;
  return (newest === null || isText(newest)) && typeof system === "number" && isListOf(tables, isTable);
}

function isTable(value: unknown): value is TableState {
  if (!isRecord(value)) return false;
  const { table, model, removed, columns, indexes } = value;
  return isText(table) && isText(model) && typeof removed === "boolean" && isListOf(columns, isColumn) && isListOf(indexes, isIndex);
}

function isColumn(value: unknown): value is TableState["columns"][number] {
  if (!isRecord(value)) return false;
  const { name, path, type, containers } = value;
  return isText(name) && isText(path) && TYPES.some((known) => known === type) && isListOf(containers, isText);
}

const TYPES: readonly IndexedType[] = ["text", "integer", "real", "boolean", "date"];

function isIndex(value: unknown): value is TableState["indexes"][number] {
  if (!isRecord(value)) return false;
  const { name, columns, unique, elements } = value;
  return isText(name) && isListOf(columns, isText) && typeof unique === "boolean" && typeof elements === "boolean";
}

function isHistory(value: unknown): value is ModelHistory {
  return isRecord(value) && isText(value["model"]) && isListOf(value["versions"], isVersion);
}

function isVersion(value: unknown): value is ModelHistory["versions"][number] {
  return isRecord(value) && isText(value["version"]) && /^v[1-9]\d*$/.test(value["version"]) && isText(value["shape"]);
}

/** A shape that has its hash is one that was written here, whatever it holds. */
function isShapes(value: unknown): value is Record<string, Shape> {
  return isRecord(value) && Object.entries(value).every(([key, shape]) => isRecord(shape) && shapeKey(shape) === key);
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
