import type { PostgresDatabase } from "./database.js";
import type { ModelIndex } from "../model-index.js";
import { changingColumns, currentColumns, inputColumns, integer, metaColumns, receiptColumns, text, toColumns } from "./columns.js";
import { beginLogParts, isJobAsExpected, jobColumns, jobParts, purgeJobParts, type JobTables } from "./job-write-sql.js";
import { inputRows, literal, nameStatement, rowStatement, type InputColumn, type Part, type RowStatement } from "./row-statement.js";

/**
 * The statements that write to one model's tables. Each takes whole writes, and does all that belongs to one: the meta row, which
 * carries every check, then for those that pass it what is kept elsewhere. The parts of such a statement all see the tables as they
 * were before it (https://www.postgresql.org/docs/15/queries-with.html#QUERIES-WITH-MODIFYING). All names come from the ModelIndex,
 * which the generator made; every value is in the parameter.
 */
export interface WriteStatements {
  /**
   * Gives back null for a write that was taken; of the others 0 where the resource is there already, the number of the first set of
   * unique values that is taken, from 1, or -2 where the job is not as expected.
   */
  readonly create: RowStatement;
  /** The same for those whose receipt is held, which it finishes with them; -1 for the others. */
  readonly createForReceipt: RowStatement;
  /** This and the others give back only what they took. */
  readonly update: RowStatement;
  /** The same for those that claim no unique value. */
  readonly updateClaimless: RowStatement;
  readonly modify: RowStatement;
  readonly switch: RowStatement;
  readonly purge: RowStatement;
}

/** @param hasJob whether the writes say what becomes of the jobs of their resources. */
export function writeStatements(database: PostgresDatabase, index: ModelIndex, hasJob: boolean): WriteStatements {
  const tables = tablesOf(database, index, hasJob);
  // Whether a value is free depends on what the writes before did to others.
  const isShared = index.unique.length === 0;
  const [recall, recallCreate] = [nameStatement(recallUpdateSql(tables)), nameStatement(recallCreateSql(tables))];
  const update = updateSql(tables, index);
  return {
    create: rowStatement(createSql(tables, index, false), { recall: recallCreate }),
    createForReceipt: rowStatement(createSql(tables, index, true), { recall: recallCreate }),
    update: rowStatement(update, { isShared, recall }),
    updateClaimless: rowStatement(update, { recall }),
    modify: rowStatement(modifySql(tables, index), { isShared }),
    switch: rowStatement(switchSql(tables, index), { isShared }),
    purge: rowStatement(purgeSql(tables, index)),
  };
}

type Tables = Readonly<Record<"meta" | "revision" | "payload" | "change" | "reference" | "blobUse" | "receipt", string>> & JobTables;

function tablesOf(database: PostgresDatabase, { table }: ModelIndex, hasJob: boolean): Tables {
  return {
    meta: database.table(table),
    revision: database.table(`${table}_revision`),
    payload: database.table("specstar_payload"),
    change: database.table("specstar_change"),
    reference: database.table("specstar_reference"),
    blobUse: database.table("specstar_blob_use"),
    receipt: database.table("specstar_receipt"),
    job: hasJob ? database.table("specstar_job") : null,
    jobLog: database.table("specstar_job_log"),
  };
}

function inputOf({ job }: Tables, index: ModelIndex, more: readonly InputColumn[] = []): string {
  return inputRows([...inputColumns(index), ...(job === null ? [] : jobColumns), ...more]);
}

function createSql(tables: Tables, index: ModelIndex, hasReceipt: boolean): string {
  const rows = inputOf(tables, index, hasReceipt ? receiptColumns : []);
  const gates = [...(hasReceipt ? [receiptGate(tables)] : []), ...jobGates(tables)];
  const input: Part[] = gates.length === 0 ? [["input", rows]] : [
    ["offered", `SELECT *, CASE ${gates.join(" ")} END AS refusal FROM (${rows}) AS i`],
    ["input", "SELECT * FROM offered WHERE refusal IS NULL"],
  ];
  const refused = gates.length === 0 ? "" : " UNION ALL SELECT position, refusal FROM offered WHERE refusal IS NOT NULL";
  return withParts([...input, ...createParts(tables, index), ...(hasReceipt ? [finishReceipt(tables)] : [])]).concat(created(tables, index), refused);
}

const receiptHeld = `t."key" = i.receipt_key AND t.token = i.receipt_token AND t.answer IS NULL`;

/** Nobody else can take the receipt meanwhile: that needs the lock as well. So it is with the job. */
function receiptGate({ receipt }: Tables): string {
  return `WHEN NOT EXISTS (SELECT 1 FROM ${receipt} AS t WHERE ${receiptHeld}) THEN -1`;
}

function jobGates({ job, meta }: Tables): readonly string[] {
  if (job === null) return [];
  return [`WHEN NOT ${isJobAsExpected(job)} THEN CASE WHEN EXISTS (SELECT 1 FROM ${meta} AS o WHERE o.resource_id = i.resource_id) THEN 0 ELSE -2 END`];
}

function finishReceipt({ receipt }: Tables): Part {
  return ["finished", `UPDATE ${receipt} AS t SET answer = i.receipt_answer FROM done AS i WHERE ${receiptHeld}`];
}

function createParts(tables: Tables, index: ModelIndex): Part[] {
  const names = metaColumns(index).join(", ");
  return [
    ["applied", `INSERT INTO ${tables.meta} (${names}) SELECT ${names} FROM input ORDER BY position ON CONFLICT DO NOTHING RETURNING resource_id`],
    ["done", "SELECT * FROM input WHERE resource_id IN (SELECT resource_id FROM applied)"],
    ["appended", insertRevisions(tables)],
    ...payloadParts(tables),
    ["referring", insertReferences(tables)],
    ["changed", insertChanges(tables)],
    ...jobParts(tables),
  ];
}

function created(tables: Tables, index: ModelIndex): string {
  return ` SELECT position, NULL FROM done UNION ALL
    SELECT i.position, ${refusal(tables, index)} FROM input AS i WHERE i.resource_id NOT IN (SELECT resource_id FROM applied)`;
}

/** Why a new resource was not taken. Of those that came with it, the ones before it may have its values. */
function refusal(tables: Tables, index: ModelIndex): string {
  const taken = index.unique.map((fields, number) => {
    const same = (rival: string) => toColumns(index, fields).map((column) => `${rival}.${column} = i.${column}`).join(" AND ");
    const before = `EXISTS (SELECT 1 FROM ${tables.meta} AS o WHERE NOT o.is_deleted AND ${same("o")})`;
    return `WHEN ${before} OR EXISTS (SELECT 1 FROM done AS d WHERE d.position < i.position AND ${same("d")}) THEN ${number + 1}`;
  });
  if (taken.length === 0) return "0";
  return `CASE WHEN EXISTS (SELECT 1 FROM ${tables.meta} AS o WHERE o.resource_id = i.resource_id) THEN 0 ${taken.join(" ")} END`;
}

function updateSql(tables: Tables, index: ModelIndex): string {
  const current = currentColumns.map((name) => `${name} = i.${name}`);
  return withParts([...appliedParts(tables, index, current), ["appended", insertRevisions(tables)], ...payloadParts(tables), ...logParts(tables)]).concat(taken);
}

/** A new resource that was purged since has left its change, and must not come back. */
function recallCreateSql(tables: Tables): string {
  const isPurged = `NOT EXISTS (SELECT 1 FROM ${tables.meta} AS m WHERE m.resource_id = i.resource_id)
    AND EXISTS (SELECT 1 FROM ${tables.change} AS c WHERE c.resource_id = i.resource_id AND c.revision_id = i.change_revision_id)`;
  return `SELECT i.position, NULL ${writtenRevisions(tables)} OR (${isPurged})`;
}

function recallUpdateSql(tables: Tables): string {
  return `SELECT i.position ${writtenRevisions(tables)}`;
}

/** Their uids are given out once. */
function writtenRevisions({ revision }: Tables): string {
  const columns = [text("resource_id"), integer("n"), text("uid"), text("change_revision_id")];
  return `FROM (${inputRows(columns)}) AS i WHERE EXISTS (SELECT 1 FROM ${revision} AS r WHERE r.resource_id = i.resource_id AND r.n = i.n AND r.uid = i.uid)`;
}

/** A revision that is not there makes its columns null, which they can't be: the write fails. */
function switchSql(tables: Tables, index: ModelIndex): string {
  const target = `SELECT r.payload_uid, r.info FROM ${tables.revision} AS r WHERE r.resource_id = i.resource_id AND r.n = i.current_revision`;
  return withParts([...appliedParts(tables, index, [`(${currentColumns.join(", ")}) = (${target})`]), ...logParts(tables)]).concat(taken);
}

/** The former payload goes, unless another revision shares it. One without a revision of its uid and number fails, as above. */
function modifySql(tables: Tables, index: ModelIndex): string {
  const inPlace = "r.resource_id = i.resource_id AND r.n = i.n";
  const uid = `SELECT i.payload_uid FROM ${tables.revision} AS r WHERE ${inPlace} AND r.uid = i.uid`;
  const shared = `SELECT 1 FROM ${tables.revision} AS o WHERE o.resource_id = r.resource_id AND o.payload_uid = r.payload_uid AND o.n <> r.n`;
  return withParts([
    ...appliedParts(tables, index, [`payload_uid = (${uid})`, "revision = i.revision"]),
    ["former", `SELECT r.resource_id, r.payload_uid FROM done AS i JOIN ${tables.revision} AS r ON ${inPlace} WHERE r.payload_uid <> i.payload_uid AND NOT EXISTS (${shared})`],
    ["replaced", `UPDATE ${tables.revision} AS r SET payload_uid = i.payload_uid, info = i.revision FROM done AS i WHERE ${inPlace}`],
    ["dropped", `DELETE FROM ${tables.payload} AS p USING former AS f WHERE p.uid = f.payload_uid`],
    ["unused", `DELETE FROM ${tables.blobUse} AS u USING former AS f WHERE u.resource_id = f.resource_id AND u.payload_uid = f.payload_uid`],
    ...payloadParts(tables),
    ...logParts(tables),
  ]).concat(taken);
}

function purgeSql(tables: Tables, index: ModelIndex): string {
  return withParts([
    ["input", inputOf(tables, index)],
    ["done", `DELETE FROM ${tables.meta} AS m USING input AS i WHERE ${inState(tables, index)} RETURNING i.*`],
    ["dropped", `DELETE FROM ${tables.payload} AS p USING done AS i, ${tables.revision} AS r WHERE r.resource_id = i.resource_id AND p.uid = r.payload_uid`],
    ["cut", deleteOf(tables.revision, "resource_id")],
    ["forgotten", deleteOf(tables.reference, "source_id")],
    ["unused", deleteOf(tables.blobUse, "resource_id")],
    ["anonymous", `UPDATE ${tables.change} AS c SET "by" = '', reason = NULL, request_id = NULL FROM done AS i WHERE c.resource_id = i.resource_id`],
    ["changed", insertChanges(tables)],
    ...purgeJobParts(tables),
  ]).concat(taken);
}

function deleteOf(table: string, column: string): string {
  return `DELETE FROM ${table} AS t USING done AS i WHERE t.${column} = i.resource_id`;
}

const taken = " SELECT position FROM done";

function withParts(parts: readonly Part[]): string {
  return `WITH ${parts.map(([name, sql]) => `${name} AS (${sql})`).join(", ")}`;
}

/** `done` are the writes whose resource was in the expected state: it is in the new one now. */
function appliedParts(tables: Tables, index: ModelIndex, current: readonly string[]): Part[] {
  const changes = changingColumns(index).map((name) => `${name} = i.${name}`);
  return [
    ["input", inputOf(tables, index)],
    ["done", `UPDATE ${tables.meta} AS m SET ${[...current, ...changes].join(", ")} FROM input AS i WHERE ${inState(tables, index)} RETURNING i.*`],
  ];
}

/**
 * All rows are of this model. That they are asked makes the planner expect few of them: so it goes by the key, and not through the
 * whole table, whatever the table held when a connection made the plan that it keeps.
 */
function inState({ job }: Tables, { model }: ModelIndex): string {
  const state = `m.resource_id = i.resource_id AND m.etag = i.expected_etag AND m.total_revision_count = i.expected_count AND i.model = ${literal(model)}`;
  return job === null ? state : `${state} AND ${isJobAsExpected(job)}`;
}

function insertRevisions({ revision }: Tables): string {
  return `INSERT INTO ${revision} (resource_id, n, uid, payload_uid, info) SELECT resource_id, n, uid, payload_uid, revision FROM done`;
}

function payloadParts({ payload, blobUse }: Tables): Part[] {
  return [
    ["kept", `INSERT INTO ${payload} (uid, data) SELECT payload_uid, payload FROM done WHERE payload IS NOT NULL`],
    ["used", `INSERT INTO ${blobUse} (file_id, payload_uid, resource_id) SELECT unnest(file_ids), payload_uid, resource_id FROM done`],
  ];
}

function logParts(tables: Tables): Part[] {
  const former = `${deleteOf(tables.reference, "source_id")} AND i.reference_list IS NOT NULL`;
  return [["forgotten", former], ["referring", insertReferences(tables)], ["changed", insertChanges(tables)], ...jobParts(tables), ...beginLogParts(tables)];
}

function insertReferences({ reference }: Tables): string {
  return `INSERT INTO ${reference} (source_id, path, target_id, target_n, on_delete)
    SELECT i.resource_id, r.path, r.target_id, r.target_n, r.on_delete
    FROM done AS i CROSS JOIN LATERAL json_to_recordset(i.reference_list) AS r (path text, target_id text, target_n bigint, on_delete text)`;
}

/** Numbered in the order of the writes. */
function insertChanges({ change }: Tables): string {
  return `INSERT INTO ${change} (model, resource_id, revision_id, op, at, "by", reason, request_id, changeset_id)
    SELECT model, resource_id, change_revision_id, change_op, change_at, change_by, change_reason, change_request_id, change_changeset_id
    FROM done ORDER BY position`;
}
