import { createHash } from "node:crypto";
import type { Migration, ModelIndex } from "@specstar/runtime";
import type { DialectSql } from "../../../generator/emitters/migrations/blocks.js";
import { POSTGRES } from "../../../generator/emitters/migrations/postgres.js";
import { createTable } from "../../../generator/emitters/migrations/sql-text.js";
import { SQLITE } from "../../../generator/emitters/migrations/sqlite.js";
import { SYSTEM_VERSIONS, systemBlocks } from "../../../generator/emitters/migrations/system-tables.js";

const DIALECTS = { sqlite: SQLITE, postgres: POSTGRES } as const;

/** The migration that makes the tables of models, put together of what the generator says in each dialect. */
export function tablesOf(indexes: readonly ModelIndex[], dialect: "sqlite" | "postgres"): Migration {
  const shared = systemBlocks(dialect, { from: 0, to: SYSTEM_VERSIONS[dialect] }, DIALECTS[dialect].systemTypes).flatMap(({ statements }) => statements);
  const sql = [...shared, ...indexes.flatMap((index) => modelTables(index, DIALECTS[dialect]))].join("\n");
  return toMigration("20260101000000_tables", sql);
}

export function toMigration(id: string, sql: string): Migration {
  return { id, sql, checksum: `sha256:${createHash("sha256").update(sql).digest("hex")}`, down: null, parent: null, risks: [], downRisks: [] };
}

function modelTables({ table, fields, unique }: ModelIndex, { metaColumns, revisionColumns, columnDefinition, createIndex }: DialectSql): string[] {
  const columns = fields.map(({ column, path, type, list }) => columnDefinition({ name: column, path, type, containers: list === true ? ["[]"] : [] }));
  const uniques = unique.map((paths) => {
    const taken = paths.map((path) => fields.find((field) => field.path === path)?.column ?? path);
    return createIndex(table, { name: `${table}_unique_${taken.join("_")}`, columns: taken, unique: true, elements: false });
  });
  return [createTable(table, [...metaColumns, ...columns]), createTable(`${table}_revision`, revisionColumns), ...uniques];
}
