import { META_ALIAS, type SqlFragment } from "../../query/compile.js";
import { sqlite } from "../../query/dialects/sqlite.js";
import type { RevisionFilter } from "../meta-store.js";
import type { IndexedField, ModelIndex } from "../model-index.js";

/**
 * The statements for one model's tables. All names come from the ModelIndex, which the generator made; every value is a
 * parameter. Crossing into JavaScript costs per column, and a server sends facts on as JSON text: so the facts of a
 * revision and of a resource are kept as that text, beside the columns that searches need.
 */

const m = META_ALIAS;

/** What stays as it was at the creation. */
const lastingColumns = ["resource_id", "created_time", "created_by"] as const;

/** What a resource's row holds of its current revision, so that a read of it needs no other table but that of the data. */
const currentColumns = ["payload_uid", "revision"] as const;

const changingColumns = [
  "current_revision",
  "etag",
  "schema_version",
  "total_revision_count",
  "updated_time",
  "updated_by",
  "is_deleted",
  "meta",
] as const;

const revisionColumns = ["resource_id", "n", "uid", "payload_uid", "info"] as const;

const inState = "WHERE resource_id = ? AND etag = ? AND total_revision_count = ?";

const oneRevision = "WHERE resource_id = ? AND n = ? AND uid = ?";

const table = (index: ModelIndex) => sqlite.quote(index.table);
const revisionTable = (index: ModelIndex) => sqlite.quote(`${index.table}_revision`);
const columnsOf = (index: ModelIndex) =>
  [...lastingColumns, ...currentColumns, ...changingColumns, ...index.fields.map((field) => field.column)].map(sqlite.quote);
const placeholders = (columns: readonly string[]) => columns.map(() => "?").join(", ");

export function insertMeta(index: ModelIndex): string {
  const names = columnsOf(index);
  return `INSERT INTO ${table(index)} (${names.join(", ")}) VALUES (${placeholders(names)})`;
}

/** Takes effect on no row unless the resource is in the state that its last two parameters say. */
export function updateMeta(index: ModelIndex): string {
  return updateWith(index, [...currentColumns.map((name) => `${name} = ?`), ...changes(index)]);
}

/** The same for a revision that is there already, which the first parameter numbers. */
export function switchMeta(index: ModelIndex): string {
  const target = `SELECT payload_uid, info FROM ${revisionTable(index)} AS r WHERE r.resource_id = ${table(index)}.resource_id AND r.n = ?`;
  return updateWith(index, [`(${currentColumns.join(", ")}) = (${target})`, ...changes(index)]);
}

function changes({ fields }: ModelIndex): string[] {
  return [...changingColumns, ...fields.map(({ column }) => column)].map((name) => `${sqlite.quote(name)} = ?`);
}

function updateWith(index: ModelIndex, assignments: readonly string[]): string {
  return `UPDATE ${table(index)} SET ${assignments.join(", ")} ${inState}`;
}

export function insertRevision(index: ModelIndex): string {
  return `INSERT INTO ${revisionTable(index)} (${revisionColumns.join(", ")}) VALUES (${placeholders(revisionColumns)})`;
}

/** What `ExpectedState` says of it. */
export function readState(index: ModelIndex): string {
  return `SELECT etag, total_revision_count FROM ${table(index)} WHERE resource_id = ?`;
}

/** Finds a resource that is not deleted and has a revision of this number. */
export function findTarget(index: ModelIndex): string {
  return `SELECT 1 FROM ${table(index)} WHERE resource_id = ? AND NOT is_deleted AND ? BETWEEN 1 AND total_revision_count`;
}

/** Takes the resource's id, the revision's number and its uid. */
export function readPayloadUid(index: ModelIndex): string {
  return `SELECT payload_uid FROM ${revisionTable(index)} ${oneRevision}`;
}

export function modifyRevision(index: ModelIndex): string {
  return `UPDATE ${revisionTable(index)} SET payload_uid = ?, info = ? ${oneRevision}`;
}

/** Finds a revision of a resource by its payload. */
export function listPayloadUids(index: ModelIndex): string {
  return `SELECT DISTINCT payload_uid FROM ${revisionTable(index)} WHERE resource_id = ? ORDER BY n`;
}

export function findSharing(index: ModelIndex): string {
  return `SELECT 1 FROM ${revisionTable(index)} WHERE resource_id = ? AND payload_uid = ? LIMIT 1`;
}

export function deleteMeta(index: ModelIndex): string {
  return `DELETE FROM ${table(index)} ${inState}`;
}

/** Before the revisions, which know them. */
export function deletePayloads(index: ModelIndex): string {
  return `DELETE FROM specstar_payload WHERE uid IN (SELECT payload_uid FROM ${revisionTable(index)} WHERE resource_id = ?)`;
}

export function deleteRevisions(index: ModelIndex): string {
  return `DELETE FROM ${revisionTable(index)} WHERE resource_id = ?`;
}

/** Finds another resource with the same values in these columns, among those that are not deleted. */
export function findSame(index: ModelIndex, uniqueColumns: readonly string[]): string {
  const same = uniqueColumns.map((column) => ` AND ${sqlite.quote(column)} = ?`).join("");
  return `SELECT 1 FROM ${table(index)} WHERE NOT is_deleted${same} AND resource_id <> ?`;
}

export function readMeta(index: ModelIndex): string {
  return `SELECT ${selectMeta(index)} FROM ${table(index)} AS ${m} WHERE ${m}.resource_id = ?`;
}

/** All resources from after an id. */
export function listMeta(index: ModelIndex): string {
  return `SELECT ${selectMeta(index)}, ${m}.resource_id FROM ${table(index)} AS ${m} WHERE ${m}.resource_id > ? ORDER BY ${m}.resource_id LIMIT ?`;
}

/** All revisions of a resource, oldest first. */
export function dumpRevisions(index: ModelIndex, payload: boolean): string {
  const revisions = `${revisionTable(index)} AS r ${joinData("r", payload)} WHERE r.resource_id = ? ORDER BY r.n`;
  return `SELECT r.info, r.payload_uid${payload ? ", p.data" : ""} FROM ${revisions}`;
}

/** Whatever its state is. */
export function dropMeta(index: ModelIndex): string {
  return `DELETE FROM ${table(index)} WHERE resource_id = ?`;
}

export function readCurrent(index: ModelIndex, payload: boolean): string {
  return `SELECT ${currentFacts(index, payload)} FROM ${table(index)} AS ${m} ${joinData(m, payload)} WHERE ${m}.resource_id = ?`;
}

/** Takes the resource's id and the revision's number. */
export function readNumbered(index: ModelIndex, payload: boolean): string {
  const revision = `CROSS JOIN ${revisionTable(index)} AS r ON r.resource_id = ${m}.resource_id`;
  const facts = `${selectMeta(index)}, r.info, r.payload_uid${payload ? ", p.data" : ""}`;
  return `SELECT ${facts} FROM ${table(index)} AS ${m} ${revision} ${joinData("r", payload)} WHERE ${m}.resource_id = ? AND r.n = ?`;
}

/** How a filter looks at a revision; each takes its value. */
const revisionTerms: readonly (readonly [keyof RevisionFilter, term: string])[] = [
  ["createdBy", "json_extract(r.info, '$.createdBy') = ?"],
  ["op", "json_extract(r.info, '$.op') = ?"],
  ["since", "json_extract(r.info, '$.createdTime') >= ?"],
  ["until", "json_extract(r.info, '$.createdTime') < ?"],
];

/** Takes the resource's id, the number to end before, the values of the filter and how many. */
export function listRevisions(index: ModelIndex, { sql }: SqlFragment): string {
  return `SELECT r.info FROM ${revisionTable(index)} AS r WHERE r.resource_id = ? AND r.n < ?${sql} ORDER BY r.n DESC LIMIT ?`;
}

/** The conditions that a filter adds. */
export function compileRevisionFilter(filter: RevisionFilter): SqlFragment {
  const given = revisionTerms.flatMap(([key, term]) => (filter[key] === undefined ? [] : [{ term, value: filter[key] }]));
  return { sql: given.map(({ term }) => ` AND ${term}`).join(""), parameters: given.map(({ value }) => value) };
}

/**
 * A page in one statement. The inner SELECT touches the meta table alone, so that sorting and passing over rows never
 * moves a payload; the outer one visits its rows in their order, as CROSS JOIN holds SQLite to
 * (https://sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join).
 *
 * @param end what `compileSearch` made of the query.
 */
export function search(index: ModelIndex, end: string, payload: boolean): string {
  const page = `SELECT ${m}.rowid AS id FROM ${table(index)} AS ${m} ${end}`;
  const meta = `${table(index)} AS ${m} ON ${m}.rowid = page.id`;
  return `SELECT ${currentFacts(index, payload)} FROM (${page}) AS page CROSS JOIN ${meta} ${joinData(m, payload)}`;
}

/** @param end what `compileWhere` made of the condition. */
export function count(index: ModelIndex, end: string): string {
  return `SELECT count(*) FROM ${table(index)} AS ${m} ${end}`;
}

function currentFacts(index: ModelIndex, payload: boolean): string {
  return `${selectMeta(index)}, ${m}.revision, ${m}.payload_uid${payload ? ", p.data" : ""}`;
}

/** @param owner the alias of the table whose payload it is. */
function joinData(owner: string, payload: boolean): string {
  return payload ? `LEFT JOIN specstar_payload AS p ON p.uid = ${owner}.payload_uid` : "";
}

function selectMeta(index: ModelIndex): string {
  return `${metaText(index)}, ${m}.etag, ${m}.is_deleted, ${m}.updated_time`;
}

/** A `ResourceMeta` as JSON text: what is kept of it, and the indexed data, which is kept in its columns alone. */
function metaText({ fields }: ModelIndex): string {
  const indexed = fields.map((field) => [field.path, jsonValue(`${m}.${sqlite.quote(field.column)}`, field)] as const);
  return `${m}.meta || ${jsonObject(indexed)} || '}'`;
}

function jsonObject(entries: readonly (readonly [name: string, value: string])[]): string {
  return `json_object(${entries.map(([name, value]) => `'${name.replaceAll("'", "''")}', ${value}`).join(", ")})`;
}

/** SQLite has no booleans, JSON has; a list is kept as JSON. */
function jsonValue(column: string, { type, list }: IndexedField): string {
  if (list === true) return `json(${column})`;
  return type === "boolean" ? `json(CASE ${column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)` : column;
}
