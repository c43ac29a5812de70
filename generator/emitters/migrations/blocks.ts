import type { AddedColumn } from "./column-levels.js";
import type { ColumnState, Dialect, IndexState, TableState } from "./lock-file.js";
import type { Plan, TableChange } from "./plan.js";
import { createTable, identifier, type Block } from "./sql-text.js";
import type { SystemTypes } from "./system-table-blocks.js";
import { systemBlocks, systemRisks } from "./system-tables.js";

/** What differs between the dialects. */
export interface DialectSql {
  readonly dialect: Dialect;
  readonly systemTypes: SystemTypes;
  readonly metaColumns: readonly string[];
  readonly revisionColumns: readonly string[];
  readonly columnDefinition: (column: ColumnState) => string;
  readonly createIndex: (table: string, index: IndexState) => string;
  /** Null where an index has its name for life. */
  readonly renameIndex: ((from: string, to: string) => string) | null;
  /** Fills the columns, all in one pass. A value whose JSON type is not that of the field counts as not there. */
  readonly backfill: (table: string, columns: readonly AddedColumn[]) => string;
}

/** The plan as SQL, in the order in which it must run. */
export function toBlocks(plan: Plan, sql: DialectSql): Block[] {
  return [
    ...plan.dropped.map(dropBlock),
    ...systemBlocks(sql.dialect, plan.system, sql.systemTypes),
    ...plan.created.flatMap((table) => createBlocks(table, sql)),
    ...plan.changed.flatMap((change) => changeBlocks(change, sql)),
  ];
}

/** What is lost, or may fail, when the plan is applied to a database with data. */
export function findRisks({ system, dropped, changed }: Plan, dialect: Dialect): string[] {
  return [
    ...dropped.map(({ model, table }) => `drops the tables ${table} and ${table}_revision with every ${model} in them`),
    ...systemRisks(dialect, system),
    ...changed.flatMap(({ model, createIndexes }) =>
      createIndexes.filter(({ unique }) => unique).map(({ name }) => `fails while resources of ${model} share a value that ${name} wants unique`),
    ),
  ];
}

function dropBlock({ model, table }: TableState): Block {
  return { about: `${model}: every resource and the facts of its revisions.`, statements: [`DROP TABLE ${identifier(`${table}_revision`)};`, `DROP TABLE ${identifier(table)};`] };
}

function createBlocks({ table, model, columns, indexes }: TableState, sql: DialectSql): Block[] {
  return [
    {
      about: `${model}: a row for each resource, with the values that it is searched by.`,
      statements: [createTable(table, [...sql.metaColumns, ...columns.map(sql.columnDefinition)])],
    },
    { about: `${model}: what searches go by.`, statements: indexes.map((index) => sql.createIndex(table, index)) },
    {
      about: `${model}: a row for each revision; info holds its facts as JSON, specstar_payload its data.`,
      statements: [createTable(`${table}_revision`, sql.revisionColumns)],
    },
  ];
}

function changeBlocks(change: TableChange, sql: DialectSql): Block[] {
  const { table, model, dropColumns, renameColumns, addColumns } = change;
  const { dropIndexes, createIndexes, renameIndexes } = withoutIndexRenames(change, sql);
  const alter = `ALTER TABLE ${identifier(table)}`;
  const blocks = [
    {
      about: `${model}: what is no longer searched by. Every value is still in the data of its revision.`,
      statements: [...dropIndexes.map(({ name }) => `DROP INDEX ${identifier(name)};`), ...dropColumns.map(({ name }) => `${alter} DROP COLUMN ${identifier(name)};`)],
    },
    {
      about: `${model}: what has another name. The values stay.`,
      statements: [...renameColumns.map(({ from, to }) => `${alter} RENAME COLUMN ${identifier(from)} TO ${identifier(to)};`), ...renameIndexes],
    },
    {
      about: `${model}: what is searched by from now on, taken from the data of the current revisions.`,
      statements: [
        ...addColumns.map(({ column }) => `${alter} ADD COLUMN ${sql.columnDefinition(column)};`),
        ...(addColumns.length === 0 ? [] : [sql.backfill(table, addColumns)]),
      ],
    },
    { about: indexComment(model, createIndexes), statements: createIndexes.map((index) => sql.createIndex(table, index)) },
  ];
  return blocks.filter(({ statements }) => statements.length > 0);
}

function withoutIndexRenames({ dropIndexes, createIndexes, renameIndexes }: TableChange, { renameIndex }: DialectSql) {
  if (renameIndex !== null) return { dropIndexes, createIndexes, renameIndexes: renameIndexes.map(({ from, to }) => renameIndex(from.name, to.name)) };
  return {
    dropIndexes: [...dropIndexes, ...renameIndexes.map(({ from }) => from)],
    createIndexes: [...renameIndexes.map(({ to }) => to), ...createIndexes],
    renameIndexes: [],
  };
}

function indexComment(model: string, indexes: readonly IndexState[]): string {
  const fails = indexes.some(({ unique }) => unique) ? " A unique index fails while resources share a value: change them first." : "";
  return `${model}: what searches go by.${fails}`;
}
