import { metaHead } from "../meta-head.js";
import type { JobWrite } from "../job-table.js";
import type { MetaWrite, NewRevision, Reference, StateWrite } from "../meta-store.js";
import type { FinishedReceipt } from "../receipts.js";
import { revisionNumber } from "../revision-number.js";
import { newJobFacts } from "./job-row.js";
import type { RowStatement } from "./row-statement.js";
import type { ModelStatements } from "./statements.js";
import type { WriteStatements } from "./write-sql.js";

/** A row for a statement that takes a list of them. */
export interface StatementRow {
  readonly statement: RowStatement;
  /** Of what it is about: two rows with the same key follow one another. */
  readonly key: string;
  /** As JSON. What is null or undefined in it needn't be there. */
  readonly json: string;
}

/** Some columns of a row. */
type Part = Readonly<Record<string, unknown>>;

/**
 * @param receipt that is finished with it; for a new resource alone.
 * @throws Error when a new resource has no revision.
 */
export function toRow({ write: plain, writeWithJob }: ModelStatements, write: MetaWrite, receipt?: FinishedReceipt): StatementRow {
  const { change, index, job } = write;
  const statements = job === undefined ? plain : writeWithJob;
  const facts = {
    resource_id: change.resourceId,
    expected_etag: write.expected?.etag,
    expected_count: write.expected?.totalRevisionCount,
    model: change.model,
    change_revision_id: change.revisionId,
    change_op: change.op,
    change_at: change.at,
    change_by: change.by,
    change_reason: change.reason,
    change_request_id: change.requestId,
    change_changeset_id: change.changesetId,
  };
  const parts = [facts, job === undefined ? {} : jobFacts(job), ...(write.kind === "purge" ? [] : stateParts(write, receipt))];
  return { statement: statements[receipt === undefined ? statementOf(write) : "createForReceipt"], key: `${index.table} ${change.resourceId}`, json: joinParts(parts) };
}

function statementOf(write: MetaWrite): keyof WriteStatements {
  if (write.kind !== "append") return write.kind;
  if (write.revision === null) throw new Error("A revision can't be appended that is not given.");
  if (write.expected === null) return "create";
  return claimsValues(write) ? "update" : "updateClaimless";
}

function claimsValues({ index, meta }: StateWrite): boolean {
  const isWhole = (fields: readonly string[]) => fields.every((path) => (meta.indexedData[path] ?? null) !== null);
  return !meta.isDeleted && index.unique.some(isWhole);
}

function jobFacts(job: JobWrite): Part {
  if (job.kind === "end") return { job_kind: "end", job_token: job.token };
  return { job_kind: "wait", ...Object.fromEntries(Object.entries(newJobFacts(job.row)).map(([name, value]) => [`job_${name}`, value])) };
}

/** As the text of one object. No two parts have a key in common, and to put them together first takes V8 many times as long. */
function joinParts(parts: readonly Part[]): string {
  const texts = parts.map((part) => JSON.stringify(part).slice(1, -1));
  return `{${texts.filter((text) => text !== "").join(",")}}`;
}

function stateParts(write: StateWrite, receipt: FinishedReceipt | undefined): readonly Part[] {
  const references = { reference_list: write.references?.filter(canBeKept).map(referenceFacts) };
  return [references, metaFacts(write), revisionFacts(write.revision), receiptFacts(receipt)];
}

/** What a resource's row holds, but for its current revision. */
export function metaFacts({ index, meta, etag }: Pick<StateWrite, "index" | "meta" | "etag">): Part {
  const facts: Record<string, unknown> = {
    created_time: meta.createdTime,
    created_by: meta.createdBy,
    current_revision: revisionNumber(meta.currentRevisionId),
    etag,
    schema_version: meta.schemaVersion,
    total_revision_count: meta.totalRevisionCount,
    updated_time: meta.updatedTime,
    updated_by: meta.updatedBy,
    is_deleted: meta.isDeleted,
    meta: metaHead(meta),
  };
  for (const { path, column } of index.fields) facts[column] = meta.indexedData[path];
  return facts;
}

function revisionFacts(revision: NewRevision | null): Part {
  if (revision === null) return {};
  const { info, payloadUid, data, fileIds } = revision;
  const { uid, revisionId } = info.value;
  return { n: revisionNumber(revisionId), uid, payload_uid: payloadUid, revision: info.text, payload: data, file_ids: fileIds.length === 0 ? undefined : fileIds };
}

function receiptFacts(receipt: FinishedReceipt | undefined): Part {
  return receipt === undefined ? {} : { receipt_key: receipt.key, receipt_token: receipt.token, receipt_answer: receipt.answer };
}

/** A number that no revision can have has no place in the column. */
function canBeKept({ target }: Reference): boolean {
  return target.n === null || Number.isSafeInteger(target.n);
}

function referenceFacts({ path, target, onDelete }: Reference): Part {
  return { path, target_id: target.resourceId, target_n: target.n, on_delete: onDelete };
}
