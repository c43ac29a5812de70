import { META_ALIAS, type SqlFragment } from "../../query/compile.js";
import { postgres } from "../../query/dialects/postgres.js";
import type { RevisionFilter } from "../meta-store.js";
import type { IndexedField, ModelIndex } from "../model-index.js";
import type { PostgresDatabase } from "./database.js";
import { toColumns } from "./columns.js";

/** The statements that read one model's tables. */

const m = META_ALIAS;

const meta = (database: PostgresDatabase, index: ModelIndex) => `${database.table(index.table)} AS ${m}`;
const revisions = (database: PostgresDatabase, index: ModelIndex) => `${database.table(`${index.table}_revision`)} AS r`;

export function readMeta(database: PostgresDatabase, index: ModelIndex): string {
  return `SELECT ${selectMeta(index)} FROM ${meta(database, index)} WHERE ${m}.resource_id = $1`;
}

export function readCurrent(database: PostgresDatabase, index: ModelIndex, payload: boolean): string {
  return `SELECT ${currentFacts(database, index, payload)} FROM ${meta(database, index)} WHERE ${m}.resource_id = $1`;
}

/** Takes ids, and gives each resource's id before the same columns. */
export function readCurrents(database: PostgresDatabase, index: ModelIndex, payload: boolean): string {
  return `SELECT ${m}.resource_id, ${currentFacts(database, index, payload)} FROM ${meta(database, index)} WHERE ${m}.resource_id = ANY ($1::text[])`;
}

/** Takes the resource's id and the revision's number. */
export function readNumbered(database: PostgresDatabase, index: ModelIndex, payload: boolean): string {
  const facts = `${selectMeta(index)}, r.info, r.payload_uid${selectData(database, "r", payload)}`;
  const joined = `${meta(database, index)} JOIN ${revisions(database, index)} ON r.resource_id = ${m}.resource_id`;
  return `SELECT ${facts} FROM ${joined} WHERE ${m}.resource_id = $1 AND r.n = $2`;
}

/** How a filter looks at a revision. Text goes by code point. */
const revisionTerms: readonly (readonly [keyof RevisionFilter, field: string, comparison: string])[] = [
  ["createdBy", "createdBy", "="],
  ["op", "op", "="],
  ["since", "createdTime", ">="],
  ["until", "createdTime", "<"],
];

/** Takes the resource's id, the number to end before, how many, and the values of the filter. */
export function listRevisions(database: PostgresDatabase, index: ModelIndex, filter: string): string {
  return `SELECT r.info FROM ${revisions(database, index)} WHERE r.resource_id = $1 AND r.n < $2${filter} ORDER BY r.n DESC LIMIT $3`;
}

/** The conditions that a filter adds to the three parameters of a list. */
export function compileRevisionFilter(filter: RevisionFilter): SqlFragment {
  const given = revisionTerms.flatMap(([key, field, comparison]) => (filter[key] === undefined ? [] : [{ field, comparison, value: filter[key] }]));
  const terms = given.map(({ field, comparison }, at) => ` AND (r.info::json ->> '${field}') COLLATE "C" ${comparison} $${at + 4}`);
  return { sql: terms.join(""), parameters: given.map(({ value }) => value) };
}

/**
 * A page in one statement. What is selected by function or from other tables is only worked out for the rows of the page
 * (https://www.postgresql.org/docs/15/sql-select.html, on LIMIT and the output expressions): sorting never moves a payload.
 *
 * @param end what `compileSearch` made of the query.
 */
export function search(database: PostgresDatabase, index: ModelIndex, { end, payload }: { end: string; payload: boolean }): string {
  return `SELECT ${currentFacts(database, index, payload)} FROM ${meta(database, index)} ${end}`;
}

/** @param end what `compileWhere` made of the condition. */
export function count(database: PostgresDatabase, index: ModelIndex, end: string): string {
  return `SELECT count(*) FROM ${meta(database, index)} ${end}`;
}

export function listPayloadUids(database: PostgresDatabase, index: ModelIndex): string {
  return `SELECT r.payload_uid FROM ${revisions(database, index)} WHERE r.resource_id = $1 GROUP BY r.payload_uid ORDER BY min(r.n)`;
}

/** What `ExpectedState` says of a resource, then for each set of unique values whether another one has them. Takes the id and the values, set by set. */
export function readState(database: PostgresDatabase, index: ModelIndex): string {
  let parameter = 1;
  const isTaken = index.unique.map((fields) => {
    const same = toColumns(index, fields).map((column) => ` AND o.${column} = $${++parameter}`);
    return `, EXISTS (SELECT 1 FROM ${database.table(index.table)} AS o WHERE NOT o.is_deleted${same.join("")} AND o.resource_id <> $1)`;
  });
  return `SELECT ${m}.etag, ${m}.total_revision_count${isTaken.join("")} FROM (SELECT 1) AS one LEFT JOIN ${meta(database, index)} ON ${m}.resource_id = $1`;
}

/** Takes ids and numbers of revisions, and gives the positions, from 1, of those that are there and not deleted. */
export function findTargets(database: PostgresDatabase, index: ModelIndex): string {
  return `SELECT asked.position FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS asked (resource_id, n, position)
    WHERE EXISTS (SELECT 1 FROM ${meta(database, index)} WHERE ${m}.resource_id = asked.resource_id
      AND NOT ${m}.is_deleted AND asked.n BETWEEN 1 AND ${m}.total_revision_count)`;
}

function currentFacts(database: PostgresDatabase, index: ModelIndex, payload: boolean): string {
  return `${selectMeta(index)}, ${m}.revision, ${m}.payload_uid${selectData(database, m, payload)}`;
}

/** @param owner the alias of the table whose payload it is. */
function selectData(database: PostgresDatabase, owner: string, payload: boolean): string {
  return payload ? `, (SELECT p.data FROM ${database.table("specstar_payload")} AS p WHERE p.uid = ${owner}.payload_uid)` : "";
}

function selectMeta(index: ModelIndex): string {
  return `${metaText(index)}, ${m}.etag, ${m}.is_deleted, ${m}.updated_time`;
}

/** A `ResourceMeta` as JSON text: what is kept of it, and the indexed data, which is kept in its columns alone. */
export function metaText({ fields }: ModelIndex): string {
  const indexed = fields.map((field, at) => ` || '${at === 0 ? "" : ","}${JSON.stringify(field.path).replaceAll("'", "''")}:' || ${jsonValue(field)}`);
  return `${m}.meta || '{'${indexed.join("")} || '}}'`;
}

/** Numbers are in the form that gives back the same double (https://www.postgresql.org/docs/15/datatype-numeric.html#DATATYPE-FLOAT). */
function jsonValue({ column, type, list }: IndexedField): string {
  const name = `${m}.${postgres.quote(column)}`;
  const needsJson = list === true || type === "text" || type === "date";
  return `coalesce(${needsJson ? `to_json(${name})` : name}::text, 'null')`;
}
