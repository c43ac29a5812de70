import type { AddedColumn } from "./column-levels.js";
import type { FieldPast } from "./field-history.js";
import { findTable, type ColumnState, type DatabaseState, type IndexState, type TableState } from "./lock-file.js";
import { planTable } from "./plan-table.js";

/** What leads from one state of a database to another. */
export interface Plan {
  /** Versions of the tables that all models share; 0 is none. */
  readonly system: { readonly from: number; readonly to: number };
  readonly created: readonly TableState[];
  readonly dropped: readonly TableState[];
  readonly changed: readonly TableChange[];
}

export interface TableChange {
  readonly table: string;
  readonly model: string;
  readonly dropIndexes: readonly IndexState[];
  readonly dropColumns: readonly ColumnState[];
  /** In the order in which no name is taken. */
  readonly renameColumns: readonly Rename[];
  readonly renameIndexes: readonly IndexRename[];
  readonly addColumns: readonly AddedColumn[];
  readonly createIndexes: readonly IndexState[];
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

export interface IndexRename {
  readonly from: IndexState;
  readonly to: IndexState;
}

/** The tables that a model needs, and what its fields were called. */
export interface WantedTable {
  readonly state: TableState;
  readonly history: ReadonlyMap<string, FieldPast>;
}

/**
 * Compares a database as it was last migrated with the tables that the models need now. Drops nothing but derived data.
 *
 * @param system the version of the shared tables that is wanted.
 */
export function planMigration(before: DatabaseState, system: number, wanted: readonly WantedTable[]): Plan {
  const changed = wanted.flatMap((table) => {
    const old = findTable(table.state.table, before);
    return old === undefined ? [] : planTable(old, table);
  });
  return {
    system: { from: before.system, to: system },
    created: wanted.map(({ state }) => state).filter(({ table }) => findTable(table, before) === undefined),
    dropped: [],
    changed,
  };
}

/** The state that a plan leads to. The tables of a model that is gone are kept. */
export function tablesAfter(before: DatabaseState, wanted: readonly WantedTable[]): readonly TableState[] {
  const names = new Set(wanted.map(({ state }) => state.table));
  const kept = before.tables.filter(({ table }) => !names.has(table)).map(toRemoved);
  return [...wanted.map(({ state }) => state), ...kept].sort((a, b) => (a.table < b.table ? -1 : 1));
}

function toRemoved(table: TableState): TableState {
  return { ...table, removed: true };
}

/** Whether there is SQL to run. */
export function hasSteps({ system, created, dropped, changed }: Plan): boolean {
  return system.from !== system.to || created.length > 0 || dropped.length > 0 || changed.length > 0;
}

/** What leads back. */
export function invert({ system, created, dropped, changed }: Plan): Plan {
  return { system: back(system), created: dropped, dropped: created, changed: changed.map(invertChange) };
}

function invertChange(change: TableChange): TableChange {
  return {
    ...change,
    dropIndexes: change.createIndexes,
    dropColumns: change.addColumns.map(({ column }) => column),
    renameColumns: change.renameColumns.map(back).toReversed(),
    renameIndexes: change.renameIndexes.map(back).toReversed(),
    addColumns: change.dropColumns.map((column) => ({ column, formerPaths: [] })),
    createIndexes: change.dropIndexes,
  };
}

function back<Name>({ from, to }: { readonly from: Name; readonly to: Name }): { readonly from: Name; readonly to: Name } {
  return { from: to, to: from };
}
