import type { MetaWrite, PurgeWrite, Reference, StateWrite } from "../meta-store.js";
import type { ModelStatements, SharedStatements } from "./statements.js";
import { writeMeta, type Refusal } from "./write-meta.js";
import { writeRevision } from "./write-revision.js";

/**
 * Applies one write inside a transaction. The meta row comes first and carries every check, so a refusal, which is
 * returned, has written nothing.
 *
 * @throws the driver's error for anything else; rows may then have been written.
 */
export function applyWrite(model: ModelStatements, shared: SharedStatements, write: MetaWrite): Refusal | undefined {
  const refusal = write.kind === "purge" ? applyPurge(model, shared, write) : applyState(model, shared, write);
  if (refusal !== undefined) return refusal;
  const { model: name, resourceId, revisionId, op, at, by, reason, requestId, changesetId } = write.change;
  shared.insertChange.run(name, resourceId, revisionId, op, at, by, reason, requestId, changesetId);
  return undefined;
}

function applyState(model: ModelStatements, shared: SharedStatements, write: StateWrite): Refusal | undefined {
  const refusal = writeMeta(model, write);
  if (refusal !== undefined) return refusal;
  writeRevision(model, shared, write);
  if (write.references !== undefined) writeReferences(shared, write, write.references);
  return undefined;
}

function writeReferences(shared: SharedStatements, { meta, expected }: StateWrite, references: readonly Reference[]): void {
  if (expected !== null) shared.deleteReferences.run(meta.resourceId);
  for (const { path, target, onDelete } of references) shared.insertReference.run(meta.resourceId, path, target.resourceId, target.n, onDelete);
}

function applyPurge(model: ModelStatements, shared: SharedStatements, { resourceId, expected }: PurgeWrite): Refusal | undefined {
  const { changes } = model.deleteMeta.run(resourceId, expected.etag, expected.totalRevisionCount);
  if (changes === 0) return { kind: "conflict" };
  model.deletePayloads.run(resourceId);
  model.deleteRevisions.run(resourceId);
  shared.deleteReferences.run(resourceId);
  shared.deleteAllBlobUses.run(resourceId);
  shared.forgetAuthors.run(resourceId);
  return undefined;
}
