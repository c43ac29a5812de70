import type { Model } from "../../ir/model.js";
import { columnName, indexName, tableName, uniqueIndexName } from "../../ir/names.js";
import { perModel } from "../per-model.js";
import { containersOf } from "./containers.js";
import type { ColumnState, Dialect, IndexState, TableState } from "./lock-file.js";

/** The tables that a model needs. */
export function toTableState(model: Model, dialect: Dialect): TableState {
  return states[dialect](model, dialect);
}

const states: Readonly<Record<Dialect, typeof makeState>> = { sqlite: perModel(makeState), postgres: perModel(makeState) };

function makeState(model: Model, dialect: Dialect): TableState {
  const table = tableName(model.name);
  const columns = model.indexes.map((index): ColumnState => ({
    name: columnName(index.path),
    path: index.path,
    type: index.type,
    containers: index.list ? containersOf(model, index.path) : [],
  }));
  return { table, model: model.name, removed: false, columns, indexes: indexStates(model, table, dialect) };
}

/**
 * A field is mostly filtered by and sorted by the time of the last write. Every order ends with the id, as every search
 * does, so that a page is read from the index without sorting. A field that is unique by itself has its unique index for that, which every search but one for deleted resources
 * can use. SQLite has no index over the elements of a list.
 */
function indexStates(model: Model, table: string, dialect: Dialect): IndexState[] {
  const plain = (columns: readonly string[], ...last: readonly string[]): IndexState => ({ name: indexName(table, columns), columns: [...columns, ...last], unique: false, elements: false });
  const uniqueAlone = new Set(model.unique.flatMap((paths) => (paths.length === 1 ? paths : [])));
  const fields = model.indexes.filter(({ path, list }) => !list && !uniqueAlone.has(path)).map(({ path }) => [columnName(path)]);
  const lists = dialect === "sqlite" ? [] : model.indexes.filter(({ list }) => list).map(({ path }) => columnName(path));
  const indexes = [
    plain(["created_time"], "resource_id"),
    plain(["updated_time"], "resource_id"),
    ...[...fields, ...model.compoundIndexes.map((paths) => paths.map(columnName))].map((columns) => plain(columns, "updated_time", "resource_id")),
    ...lists.map((column): IndexState => ({ name: indexName(table, [column]), columns: [column], unique: false, elements: true })),
    ...model.unique.map((paths) => uniqueIndex(table, paths.map(columnName))),
  ];
  return [...new Map(indexes.map((index) => [index.name, index])).values()];
}

function uniqueIndex(table: string, columns: readonly string[]): IndexState {
  return { name: uniqueIndexName(table, columns), columns, unique: true, elements: false };
}
