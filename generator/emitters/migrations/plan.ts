import type { ColumnState, DatabaseState, IndexState, TableState } from "./lock-file.js";

/** What leads from one state of a database to another. */
export interface Plan {
  readonly createSystem: boolean;
  readonly created: readonly TableState[];
  readonly changed: readonly TableChange[];
  /** The state that it leads to; the same as before when only tables are kept that no model has any more. */
  readonly tables: readonly TableState[];
}

export interface TableChange {
  readonly table: string;
  readonly model: string;
  readonly dropIndexes: readonly IndexState[];
  readonly dropColumns: readonly ColumnState[];
  readonly addColumns: readonly ColumnState[];
  readonly createIndexes: readonly IndexState[];
}

/** The version of the tables that all models share. */
export const SYSTEM_VERSION = 1;

/** Compares a database as it was last migrated with the tables that the models need now. Drops nothing but derived data. */
export function planMigration(before: DatabaseState, wanted: readonly TableState[]): Plan {
  const known = new Map(before.tables.map((table) => [table.table, table]));
  const changed = wanted.flatMap((table) => {
    const old = known.get(table.table);
    return old === undefined ? [] : planTable(old, table);
  });
  const names = new Set(wanted.map(({ table }) => table));
  const kept = before.tables.filter(({ table }) => !names.has(table)).map(toRemoved);
  return {
    createSystem: before.system < SYSTEM_VERSION,
    created: wanted.filter(({ table }) => !known.has(table)),
    changed,
    tables: [...wanted, ...kept].sort((a, b) => (a.table < b.table ? -1 : 1)),
  };
}

/** Whether there is SQL to run. */
export function hasSteps({ createSystem, created, changed }: Plan): boolean {
  return createSystem || created.length > 0 || changed.length > 0;
}

function toRemoved(table: TableState): TableState {
  return { ...table, removed: true };
}

/** A column whose field or type is another one is made anew, and its indexes with it. */
function planTable(before: TableState, after: TableState): TableChange[] {
  const dropColumns = before.columns.filter((column) => !after.columns.some((other) => isSame(column, other)));
  const addColumns = after.columns.filter((column) => !before.columns.some((other) => isSame(column, other)));
  const dropped = new Set(dropColumns.map(({ name }) => name));
  const stays = (index: IndexState) => after.indexes.some((other) => isSame(index, other)) && !index.columns.some((name) => dropped.has(name));
  const staying = new Set(before.indexes.filter(stays).map(({ name }) => name));
  const change = {
    table: after.table,
    model: after.model,
    dropIndexes: before.indexes.filter(({ name }) => !staying.has(name)),
    dropColumns,
    addColumns,
    createIndexes: after.indexes.filter(({ name }) => !staying.has(name)),
  };
  return change.dropIndexes.length + dropColumns.length + addColumns.length + change.createIndexes.length === 0 ? [] : [change];
}

/** Both are plain data whose keys come in one order. */
function isSame<State extends ColumnState | IndexState>(a: State, b: State): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
