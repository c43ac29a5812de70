import type { Migration, MigrationTarget, TableDescription } from "../../migrations/migration-target.js";
import type { IndexedField, ModelIndex } from "../../stores/model-index.js";
import { indexesOf } from "./indexes-of.js";

/** How a database differs from what its models and migrations say. */
export interface Drift {
  readonly message: string;
  /** Whether reads fail because of it. */
  readonly breaksReads: boolean;
}

/** What the database should be. */
export interface ExpectedDatabase {
  readonly indexes: readonly ModelIndex[];
  readonly migrations: readonly Migration[];
}

const SHARED_TABLES = ["specstar_payload", "specstar_change", "specstar_reference", "specstar_blob_use", "specstar_receipt", "specstar_job", "specstar_job_log"] as const;

/** By these, writers take their turns where a database is shared. */
const TURN_TABLES = { sqlite: [], postgres: ["specstar_lock", "specstar_writer"] } as const;

/** How columns of each dialect are called, as the database says it. */
const TYPES = {
  sqlite: { text: "TEXT", date: "TEXT", integer: "INTEGER", boolean: "INTEGER", real: "REAL" },
  postgres: { text: "text", date: "text", integer: "bigint", boolean: "boolean", real: "double precision" },
} as const;

/** Tables, columns and indexes that are missing, and columns of another type. What there is beyond is the user's own. */
export function findDrift(dialect: MigrationTarget["dialect"], tables: readonly TableDescription[], { indexes, migrations }: ExpectedDatabase): Drift[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const names = [...SHARED_TABLES, ...TURN_TABLES[dialect], ...indexes.flatMap(({ table }) => [table, `${table}_revision`])];
  const missing = names.filter((name) => !byName.has(name)).map((name) => ({ message: `The table ${name} is missing.`, breaksReads: true }));
  const columns = indexes.flatMap((index) => {
    const table = byName.get(index.table);
    return table === undefined ? [] : index.fields.flatMap((field) => columnDrift(dialect, table, field));
  });
  const lacking = [...indexesOf(migrations)].filter(([name, table]) => byName.get(table)?.indexes.includes(name) === false);
  return [...missing, ...columns, ...lacking.map(([name, table]) => ({ message: `The index ${name} of the table ${table} is missing.`, breaksReads: false }))];
}

function columnDrift(dialect: MigrationTarget["dialect"], { name, columns }: TableDescription, field: IndexedField): Drift[] {
  const actual = columns[field.column];
  const expected = typeOf(dialect, field);
  if (actual === undefined) return [{ message: `The column ${field.column} of the table ${name} is missing.`, breaksReads: true }];
  if (actual === expected) return [];
  return [{ message: `The column ${field.column} of the table ${name} is of the type ${actual}, and should be of ${expected}.`, breaksReads: false }];
}

function typeOf(dialect: MigrationTarget["dialect"], { type, list }: IndexedField): string {
  if (list !== true) return TYPES[dialect][type];
  return dialect === "sqlite" ? "TEXT" : `${TYPES.postgres[type]}[]`;
}
