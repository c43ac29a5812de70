import { join } from "node:path";
import type { ModelIndex } from "@specstar/runtime";
import { readMigrations, type Migration } from "@specstar/runtime/migrations";
import { toBlocks } from "../../../generator/emitters/migrations/blocks.js";
import type { Dialect, IndexState, TableState } from "../../../generator/emitters/migrations/lock-file.js";
import { POSTGRES } from "../../../generator/emitters/migrations/postgres.js";
import { SQLITE } from "../../../generator/emitters/migrations/sqlite.js";
import { SYSTEM_VERSIONS } from "../../../generator/emitters/migrations/system-tables.js";
import { indexName, uniqueIndexName } from "../../../generator/ir/names.js";
import { fixtures } from "../../fixture-samples.js";

/** The migrations that make the tables of some models. */
export type Tables = (dialect: Dialect) => Promise<readonly Pick<Migration, "id" | "sql" | "checksum">[]>;

/** Those of a fixture's models, as they were generated. */
export function fixtureTables(fixture: string): Tables {
  return (dialect) => readMigrations(join(fixtures, fixture, "expected/migrations"), dialect);
}

/** Those of an example's models, as they were generated. */
export function exampleTables(example: string): Tables {
  return (dialect) => readMigrations(join(fixtures, "../examples", example, "migrations"), dialect);
}

/** Those of models that a test defines by itself: what the generator makes of such models. */
export function tablesOf(models: readonly ModelIndex[]): Tables {
  return async (dialect) => [{ id: "20260101000000_models", sql: tablesSql(models, dialect), checksum: "sha256:0" }];
}

/** The same as one text. */
export function tablesSql(models: readonly ModelIndex[], dialect: Dialect): string {
  const system = { from: 0, to: SYSTEM_VERSIONS[dialect] };
  const created = models.map((model) => toTableState(model, dialect));
  const blocks = toBlocks({ system, created, dropped: [], changed: [] }, dialect === "sqlite" ? SQLITE : POSTGRES);
  return blocks.flatMap(({ statements }) => statements).join("\n");
}

function toTableState({ model, table, fields, unique }: ModelIndex, dialect: Dialect): TableState {
  const columns = fields.map(({ column, path, type, list }) => ({ name: column, path, type, containers: list === true ? ["[]"] : [] }));
  return { table, model, removed: false, columns, indexes: [...searchIndexes(table, fields, dialect), ...uniqueIndexes(table, fields, unique)] };
}

function searchIndexes(table: string, fields: ModelIndex["fields"], dialect: Dialect): IndexState[] {
  const plain = (column: string, ...last: readonly string[]): IndexState => ({ name: indexName(table, [column]), columns: [column, ...last], unique: false, elements: false });
  // SQLite has no index over the elements of a list.
  const lists = dialect === "sqlite" ? [] : fields.filter(({ list }) => list === true);
  return [
    plain("created_time", "resource_id"),
    plain("updated_time", "resource_id"),
    ...fields.filter(({ list }) => list !== true).map(({ column }) => plain(column, "updated_time", "resource_id")),
    ...lists.map(({ column }): IndexState => ({ name: indexName(table, [column]), columns: [column], unique: false, elements: true })),
  ];
}

function uniqueIndexes(table: string, fields: ModelIndex["fields"], unique: ModelIndex["unique"]): IndexState[] {
  const columnsOf = (paths: readonly string[]) => fields.filter(({ path }) => paths.includes(path)).map(({ column }) => column);
  return unique.map(columnsOf).map((columns) => ({ name: uniqueIndexName(table, columns), columns, unique: true, elements: false }));
}
