import type { NewRevision, StateWrite } from "../meta-store.js";
import { revisionNumber } from "../revision-number.js";
import type { ModelStatements, SharedStatements } from "./statements.js";

/**
 * Appends the revision, or puts it in the place of the one with its uid and number.
 *
 * @throws Error when there is no such revision; the driver's error when an appended one is there already.
 */
export function writeRevision(model: ModelStatements, shared: SharedStatements, { kind, revision }: StateWrite): void {
  if (revision === null) return;
  const { info, payloadUid } = revision;
  const { resourceId, revisionId, uid } = info.value;
  if (kind === "modify") replaceRevision(model, shared, revision);
  else model.insertRevision.run(resourceId, revisionNumber(revisionId), uid, payloadUid, info.text);
  writePayload(shared, revision);
}

/** The former payload goes, unless another revision shares it. */
function replaceRevision(model: ModelStatements, shared: SharedStatements, { info, payloadUid }: NewRevision): void {
  const { resourceId, revisionId, uid } = info.value;
  const place = [resourceId, revisionNumber(revisionId), uid];
  const former = model.readPayloadUid.get(...place);
  if (former === undefined) throw new Error(`There is no revision ${revisionId} with the uid ${uid} to modify.`);
  model.modifyRevision.run(payloadUid, info.text, ...place);
  if (former === payloadUid || model.findSharing.get(resourceId, former) !== undefined) return;
  shared.deletePayload.run(former);
  shared.deleteBlobUses.run(resourceId, former);
}

function writePayload(shared: SharedStatements, { info, payloadUid, data, fileIds }: NewRevision): void {
  if (data !== null) shared.insertPayload.run(payloadUid, data);
  for (const fileId of fileIds) shared.insertBlobUse.run(fileId, payloadUid, info.value.resourceId);
}
