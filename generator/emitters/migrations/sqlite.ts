import type { IndexedType } from "../../ir/model.js";
import type { DialectSql } from "./blocks.js";
import type { ColumnState, IndexState } from "./lock-file.js";
import { backfillSqlite } from "./sqlite-backfill.js";
import { identifier } from "./sql-text.js";
import type { SystemTypes } from "./system-table-blocks.js";

/** SQLite. DDL is transactional; an index has its name for life; a list is kept as a JSON array. */
export const SQLITE: DialectSql = {
  dialect: "sqlite",
  systemTypes: { key: "TEXT", text: "TEXT", integer: "INTEGER", boolean: "INTEGER", sequence: "INTEGER PRIMARY KEY AUTOINCREMENT", jobIndexes: jobIndexes() },
  metaColumns: [
    "resource_id TEXT NOT NULL PRIMARY KEY",
    "current_revision INTEGER NOT NULL",
    "etag TEXT NOT NULL",
    "schema_version TEXT NOT NULL",
    "total_revision_count INTEGER NOT NULL",
    "created_time TEXT NOT NULL",
    "created_by TEXT NOT NULL",
    "updated_time TEXT NOT NULL",
    "updated_by TEXT NOT NULL",
    "is_deleted INTEGER NOT NULL",
    "meta TEXT NOT NULL",
    "payload_uid TEXT NOT NULL",
    "revision TEXT NOT NULL",
  ],
  revisionColumns: [
    "resource_id TEXT NOT NULL",
    "n INTEGER NOT NULL",
    "uid TEXT NOT NULL",
    "payload_uid TEXT NOT NULL",
    "info TEXT NOT NULL",
    "PRIMARY KEY (resource_id, n)",
  ],
  columnDefinition,
  createIndex,
  renameIndex: null,
  backfill: backfillSqlite,
};

/** Many jobs may wait: a claim seeks to the first ones of each priority, and looks at no other that waits. */
function jobIndexes(): SystemTypes["jobIndexes"] {
  return [
    ["waiting", "(model, is_schedule, priority DESC, due_at, resource_id) WHERE token IS NULL"],
    ["unsent", "(model, priority DESC, due_at, resource_id) WHERE token IS NULL AND sent_until IS NULL AND NOT is_schedule"],
    ["sent", "(model, sent_until) WHERE sent_until IS NOT NULL"],
    ["held", "(model, lease_until) WHERE token IS NOT NULL"],
  ];
}

const COLUMN_TYPES: Readonly<Record<IndexedType, string>> = { text: "TEXT", integer: "INTEGER", real: "REAL", boolean: "INTEGER", date: "TEXT" };

/** Never NOT NULL: a column that is added later has no value for a resource whose data was written without the field. */
function columnDefinition({ name, type, containers }: ColumnState): string {
  return `${identifier(name)} ${containers.length > 0 ? "TEXT" : COLUMN_TYPES[type]}`;
}

function createIndex(table: string, { name, columns, unique }: IndexState): string {
  const end = unique ? " WHERE NOT is_deleted" : "";
  return `CREATE ${unique ? "UNIQUE " : ""}INDEX ${identifier(name)} ON ${identifier(table)} (${columns.map(identifier).join(", ")})${end};`;
}
