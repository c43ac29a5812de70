import { postgres } from "../../query/dialects/postgres.js";
import type { IndexedField, IndexedType, ModelIndex } from "../model-index.js";
import type { InputColumn } from "./row-statement.js";

/** The columns of a model's meta table, as the migrations make them. */

const text = (name: string): InputColumn => ({ name, type: "text" });
const integer = (name: string): InputColumn => ({ name, type: "bigint" });

/** What stays as it was at the creation. */
const lasting: readonly InputColumn[] = ["resource_id", "created_time", "created_by"].map(text);

/** What a resource's row holds of its current revision, so that a read of it needs no other table but that of the data. */
export const currentColumns = ["payload_uid", "revision"] as const;

const changing: readonly InputColumn[] = [
  integer("current_revision"),
  text("etag"),
  text("schema_version"),
  integer("total_revision_count"),
  text("updated_time"),
  text("updated_by"),
  { name: "is_deleted", type: "boolean" },
  text("meta"),
];

/** What comes with a write but is kept in other tables, or only looked at. The generator's columns start with `data_`. */
const accompanying: readonly InputColumn[] = [
  text("expected_etag"),
  integer("expected_count"),
  integer("n"),
  text("uid"),
  text("payload"),
  { name: "file_ids", type: "text[]" },
  { name: "reference_list", type: "json" },
  ...["model", "change_revision_id", "change_op", "change_at", "change_by", "change_reason", "change_request_id", "change_changeset_id"].map(text),
];

const TYPES: Readonly<Record<IndexedType, string>> = { text: "text", integer: "bigint", real: "double precision", boolean: "boolean", date: "text" };

/** Names in quotes, ready for SQL. */
export function metaColumns(index: ModelIndex): readonly string[] {
  return [...lasting.map(({ name }) => name), ...currentColumns, ...changingNames(index)].map(postgres.quote);
}

/** Those that every write to a resource changes. */
export function changingColumns(index: ModelIndex): readonly string[] {
  return changingNames(index).map(postgres.quote);
}

/** The columns of a resource's row, in the order of their names. */
export function metaInput({ fields }: ModelIndex): readonly InputColumn[] {
  return [...lasting, ...currentColumns.map(text), ...changing, ...fields.map(toInput)];
}

/** What a write to a resource comes with. */
export function inputColumns(index: ModelIndex): readonly InputColumn[] {
  return [...metaInput(index), ...accompanying];
}

/** The columns that a set of fields is kept in. */
export function toColumns({ fields }: ModelIndex, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => fields.filter((field) => field.path === path).map(({ column }) => postgres.quote(column)));
}

function changingNames({ fields }: ModelIndex): string[] {
  return [...changing.map(({ name }) => name), ...fields.map(({ column }) => column)];
}

function toInput({ column, type, list }: IndexedField): InputColumn {
  return { name: column, type: `${TYPES[type]}${list === true ? "[]" : ""}` };
}
