import type { IndexedType } from "../../ir/model.js";
import type { ColumnState, IndexState, TableState } from "./lock-file.js";
import type { Plan, TableChange } from "./plan.js";

/** Statements that belong together, under a comment. */
export interface Block {
  readonly about: string;
  /** Each with its semicolon. */
  readonly statements: readonly string[];
}

const SYSTEM_TABLES: readonly Block[] = [
  {
    about: "The data of the revisions, by their uids; `info` is there when no other table has the facts of the revision.",
    statements: [createTable("specstar_payload", ["uid TEXT NOT NULL PRIMARY KEY", "info TEXT", "data TEXT", "same_as TEXT"])],
  },
  {
    about: "The change log: every commit appends a row for each resource that it touches.",
    statements: [
      createTable("specstar_change", [
        "seq INTEGER PRIMARY KEY AUTOINCREMENT",
        ...["model", "resource_id", "revision_id", "op", "at", '"by"'].map((name) => `${name} TEXT NOT NULL`),
        "reason TEXT",
        "request_id TEXT",
      ]),
    ],
  },
];

const META_COLUMNS: readonly string[] = [
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
];

const REVISION_COLUMNS: readonly string[] = [
  "resource_id TEXT NOT NULL",
  "n INTEGER NOT NULL",
  "uid TEXT NOT NULL",
  "payload_uid TEXT NOT NULL",
  "info TEXT NOT NULL",
  "PRIMARY KEY (resource_id, n)",
];

/** The plan in SQLite's SQL, in the order in which it must run. */
export function toSqlite(plan: Plan): Block[] {
  return [...(plan.createSystem ? SYSTEM_TABLES : []), ...plan.created.flatMap(createBlocks), ...plan.changed.flatMap(changeBlocks)];
}

function createBlocks({ table, model, columns, indexes }: TableState): Block[] {
  return [
    {
      about: `${model}: a row for each resource, with the values that it is searched by.`,
      statements: [createTable(table, [...META_COLUMNS, ...columns.map(columnDefinition)])],
    },
    { about: `${model}: what searches go by.`, statements: indexes.map((index) => createIndex(table, index)) },
    {
      about: `${model}: a row for each revision; info holds its facts as JSON, specstar_payload its data.`,
      statements: [createTable(`${table}_revision`, REVISION_COLUMNS)],
    },
  ];
}

function changeBlocks({ table, model, dropIndexes, dropColumns, addColumns, createIndexes }: TableChange): Block[] {
  const blocks = [
    {
      about: `${model}: what is no longer searched by. Every value is still in the data of its revision.`,
      statements: [
        ...dropIndexes.map(({ name }) => `DROP INDEX ${identifier(name)};`),
        ...dropColumns.map(({ name }) => `ALTER TABLE ${identifier(table)} DROP COLUMN ${identifier(name)};`),
      ],
    },
    {
      about: `${model}: what is searched by from now on, taken from the data of the current revisions.`,
      statements: [
        ...addColumns.map((column) => `ALTER TABLE ${identifier(table)} ADD COLUMN ${columnDefinition(column)};`),
        ...(addColumns.length === 0 ? [] : [backfill(table, addColumns)]),
      ],
    },
    { about: indexComment(model, createIndexes), statements: createIndexes.map((index) => createIndex(table, index)) },
  ];
  return blocks.filter(({ statements }) => statements.length > 0);
}

function indexComment(model: string, indexes: readonly IndexState[]): string {
  const fails = indexes.some(({ unique }) => unique) ? " A unique index fails while resources share a value: change them first." : "";
  return `${model}: what searches go by.${fails}`;
}

/**
 * All columns that are added, in one pass. A value whose JSON type is not that of the field was written before the field
 * had its type, and counts as not there.
 */
function backfill(table: string, columns: readonly ColumnState[]): string {
  const values = columns.map(({ path, type }) => {
    const place = `p.data, ${quote(jsonPath(path))}`;
    return `    CASE WHEN json_type(${place}) IN (${JSON_TYPES[type].map(quote).join(", ")}) THEN json_extract(${place}) END`;
  });
  return [
    `UPDATE ${identifier(table)} SET (${columns.map(({ name }) => identifier(name)).join(", ")}) = (`,
    "  SELECT",
    values.join(",\n"),
    `  FROM specstar_payload AS p WHERE p.uid = ${identifier(table)}.payload_uid`,
    ");",
  ].join("\n");
}

const COLUMN_TYPES: Readonly<Record<IndexedType, string>> = { text: "TEXT", integer: "INTEGER", real: "REAL", boolean: "INTEGER", date: "TEXT" };

const JSON_TYPES: Readonly<Record<IndexedType, readonly string[]>> = {
  text: ["text"],
  integer: ["integer"],
  real: ["integer", "real"],
  boolean: ["true", "false"],
  date: ["text"],
};

/** Never NOT NULL: a column that is added later has no value for a resource whose data was written without the field. */
function columnDefinition({ name, type }: ColumnState): string {
  return `${identifier(name)} ${COLUMN_TYPES[type]}`;
}

function createTable(table: string, definitions: readonly string[]): string {
  return `CREATE TABLE ${identifier(table)} (\n${definitions.map((definition) => `  ${definition}`).join(",\n")}\n);`;
}

function createIndex(table: string, { name, columns, unique }: IndexState): string {
  const end = unique ? " WHERE NOT is_deleted" : "";
  return `CREATE ${unique ? "UNIQUE " : ""}INDEX ${identifier(name)} ON ${identifier(table)} (${columns.map(identifier).join(", ")})${end};`;
}

/** `address.city` as SQLite's JSON functions take it: `$.address.city`. */
function jsonPath(path: string): string {
  return `$${path.split(".").map((key) => `.${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}`).join("")}`;
}

/** The generator makes plain names; any other is quoted. */
function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
