import type { IndexedList, IndexedValue } from "../../core/resource.js";
import { findBrokenReference } from "../broken-reference.js";
import type { CommitOutcome, MetaWrite, StateWrite } from "../meta-store.js";
import type { JobWrite } from "../job-table.js";
import type { ModelIndex } from "../model-index.js";
import type { FinishedReceipt } from "../receipts.js";
import type { RunStatement } from "./database.js";
import type { PostgresReceipts } from "./receipts.js";
import { readReferences } from "./reference-reads.js";
import { runRows } from "./row-groups.js";
import type { Statements } from "./statements.js";
import { toRefusal, type Refusal } from "./outcome.js";
import { toRow } from "./write-row.js";

/** What a unit is applied with, inside a transaction that holds the lock: nothing that it reads can change under it. */
export interface CarefulTools {
  readonly run: RunStatement;
  readonly statements: Statements;
  readonly receipts: PostgresReceipts;
}

/** Applies a unit write after write, as far as it can be. All of it must be undone unless it is committed. */
export async function commitCarefully(tools: CarefulTools, unit: readonly MetaWrite[], receipt: FinishedReceipt | undefined): Promise<CommitOutcome> {
  const { run, receipts, statements } = tools;
  if (receipt !== undefined && !(await receipts.isHeld(run, receipt))) return { kind: "superseded" };
  for (const [write, each] of unit.entries()) {
    const refusal = await applyWrite(tools, each);
    if (refusal !== undefined) return { ...refusal, write };
  }
  const broken = findBrokenReference(unit, await readReferences(run, statements, unit));
  if (broken !== undefined) return broken;
  if (receipt !== undefined) await receipts.keep(run, receipt);
  return { kind: "committed" };
}

/** A broken constraint would end the transaction: so what is unique is looked at first, where the statement doesn't do it itself. */
async function applyWrite(tools: CarefulTools, write: MetaWrite): Promise<Refusal | undefined> {
  const mayTake = write.index.unique.length > 0 && write.kind !== "purge" && write.expected !== null && !write.meta.isDeleted;
  const refusal = mayTake ? await findRefusal(tools, write) : undefined;
  if (refusal !== undefined) return refusal;
  const [returned] = await runRows(tools.run, [toRow(tools.statements.of(write.index), write)]);
  return toRefusal(write, returned);
}

/** Why a write to a resource would be refused. */
async function findRefusal(tools: CarefulTools, { index, meta, expected, job }: StateWrite): Promise<Refusal | undefined> {
  const { run, statements } = tools;
  const values = index.unique.flatMap((fields) => fields.map((path) => toParameter(meta.indexedData[path])));
  const { rows } = await run({ ...statements.of(index).readState, values: [meta.resourceId, ...values] });
  const [etag, totalRevisionCount, ...isTaken] = rows[0] ?? [];
  if (etag !== expected?.etag || Number(totalRevisionCount) !== expected?.totalRevisionCount) return { kind: "conflict" };
  if (job !== undefined && !(await isAsExpected(tools, index, meta.resourceId, job))) return { kind: "conflict" };
  const fields = index.unique[isTaken.indexOf(true)];
  return fields && { kind: "unique", fields };
}

async function isAsExpected({ run, statements }: CarefulTools, index: ModelIndex, resourceId: string, job: JobWrite): Promise<boolean> {
  const { rows } = await run({ ...statements.of(index).readHold, values: [resourceId] });
  return (rows[0]?.[0] ?? null) === (job.kind === "end" ? job.token : null);
}

function toParameter(value: IndexedValue | IndexedList | undefined): unknown {
  return value ?? null;
}
