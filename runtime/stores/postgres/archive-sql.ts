import { META_ALIAS } from "../../query/compile.js";
import { postgres } from "../../query/dialects/postgres.js";
import type { ModelIndex } from "../model-index.js";
import { metaInput } from "./columns.js";
import type { PostgresDatabase } from "./database.js";
import { dropJobs } from "./job-sql.js";
import { metaText } from "./read-sql.js";
import { inputRows, nameStatement, type InputColumn, type NamedStatement } from "./row-statement.js";

/** What one model's resources are dumped, emptied and put back with. Those that put take a list of rows as JSON. */
export interface ModelArchiveStatements {
  /** Takes the id to go on after, and how many. Gives all that is kept of these resources, each part as a row that begins with its id and kind. */
  readonly dump: { readonly withData: NamedStatement; readonly light: NamedStatement };
  /** Takes ids, and the payloads that stay. */
  readonly drop: NamedStatement;
  readonly readState: NamedStatement;
  /** Gives back the ids of those it took. */
  readonly putMeta: NamedStatement;
  readonly putRevisions: NamedStatement;
}

/** The same for what all models share. */
export interface SharedArchiveStatements {
  readonly putPayloads: NamedStatement;
  readonly putBlobUses: NamedStatement;
  readonly putReferences: NamedStatement;
  /** Gives back number and resource of the purges that are new. */
  readonly putChanges: NamedStatement;
  /** Takes ids. */
  readonly dropJobs: NamedStatement;
  /** Takes a list of numbers and resources, and forgets who made the changes before each. */
  readonly forgetAuthors: NamedStatement;
  /** What is numbered from now on comes after all that is there: with the lock, there is nothing else. */
  readonly numberOn: NamedStatement;
}

const m = META_ALIAS;

const text = (name: string): InputColumn => ({ name, type: "text" });
const integer = (name: string): InputColumn => ({ name, type: "bigint" });
const texts = (...names: readonly string[]): readonly InputColumn[] => names.map(text);

export function modelArchiveStatements(database: PostgresDatabase, index: ModelIndex): ModelArchiveStatements {
  const [meta, revision] = [database.table(index.table), database.table(`${index.table}_revision`)];
  const drop = [
    `gone AS (DELETE FROM ${revision} WHERE resource_id = ANY ($1::text[]) RETURNING payload_uid)`,
    `payloads AS (DELETE FROM ${database.table("specstar_payload")} AS p USING gone AS g WHERE p.uid = g.payload_uid AND p.uid <> ALL ($2::text[]))`,
    `forgotten AS (DELETE FROM ${database.table("specstar_reference")} WHERE source_id = ANY ($1::text[]))`,
    `unused AS (DELETE FROM ${database.table("specstar_blob_use")} WHERE resource_id = ANY ($1::text[]))`,
  ];
  return {
    dump: { withData: nameStatement(dumpSql(database, index, true)), light: nameStatement(dumpSql(database, index, false)) },
    drop: nameStatement(`WITH ${drop.join(", ")} DELETE FROM ${meta} WHERE resource_id = ANY ($1::text[])`),
    readState: nameStatement(`SELECT etag, total_revision_count FROM ${meta} WHERE resource_id = $1`),
    putMeta: nameStatement(`${insertRows(meta, metaInput(index))} ON CONFLICT DO NOTHING RETURNING resource_id`),
    putRevisions: nameStatement(insertRows(revision, [text("resource_id"), integer("n"), ...texts("uid", "payload_uid", "info")])),
  };
}

export function sharedArchiveStatements(database: PostgresDatabase): SharedArchiveStatements {
  const change = database.table("specstar_change");
  const changes = insertRows(change, [integer("seq"), ...texts("model", "resource_id", "revision_id", "op", "at", "by", "reason", "request_id", "changeset_id")]);
  const references = [...texts("source_id", "path", "target_id"), integer("target_n"), text("on_delete")];
  const sequence = `pg_get_serial_sequence('${change.replaceAll("'", "''")}', 'seq')`;
  return {
    putPayloads: nameStatement(`${insertRows(database.table("specstar_payload"), texts("uid", "data"))} ON CONFLICT (uid) DO UPDATE SET data = excluded.data`),
    putBlobUses: nameStatement(insertRows(database.table("specstar_blob_use"), texts("file_id", "payload_uid", "resource_id"))),
    putReferences: nameStatement(insertRows(database.table("specstar_reference"), references)),
    putChanges: nameStatement(`WITH added AS (${changes} ON CONFLICT (seq) DO NOTHING RETURNING seq, resource_id, op) SELECT seq, resource_id FROM added WHERE op = 'purge'`),
    dropJobs: nameStatement(dropJobs(database)),
    forgetAuthors: nameStatement(`UPDATE ${change} AS c SET "by" = '', reason = NULL, request_id = NULL
      FROM (${inputRows([integer("seq"), text("resource_id")])}) AS i WHERE c.resource_id = i.resource_id AND c.seq < i.seq`),
    numberOn: nameStatement(`SELECT setval(${sequence}, (SELECT max(seq) FROM ${change}))`),
  };
}

/** One statement, so that all of a page is of one instant. Nothing is in an order: sorting would move the data about. */
function dumpSql(database: PostgresDatabase, index: ModelIndex, payload: boolean): string {
  const [meta, revision] = [database.table(index.table), database.table(`${index.table}_revision`)];
  const page = `SELECT ${m}.resource_id, ${metaText(index)} AS meta, ${m}.etag FROM ${meta} AS ${m} WHERE ${m}.resource_id > $1 ORDER BY ${m}.resource_id LIMIT $2`;
  const [data, join] = payload ? ["p.data", ` LEFT JOIN ${database.table("specstar_payload")} AS p ON p.uid = r.payload_uid`] : ["NULL", ""];
  const kinds = [
    "SELECT resource_id, 'meta', meta, etag, NULL, NULL FROM page",
    `SELECT r.resource_id, 'revision', r.info, r.payload_uid, ${data}, NULL FROM page JOIN ${revision} AS r USING (resource_id)${join}`,
    `SELECT source_id, 'reference', path, target_id, on_delete, target_n::text FROM page JOIN ${database.table("specstar_reference")} ON source_id = page.resource_id`,
    `SELECT u.resource_id, 'use', u.payload_uid, u.file_id, NULL, NULL FROM page JOIN ${database.table("specstar_blob_use")} AS u USING (resource_id)`,
  ];
  return `WITH page AS MATERIALIZED (${page}) ${kinds.join(" UNION ALL ")}`;
}

function insertRows(table: string, columns: readonly InputColumn[]): string {
  const names = columns.map(({ name }) => postgres.quote(name)).join(", ");
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM (${inputRows(columns)}) AS i`;
}
