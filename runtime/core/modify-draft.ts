import type { StoredRevision } from "../stores/meta-store.js";
import type { OperationContext } from "./context.js";
import type { JobFacts } from "./jobs/job-facts.js";
import { modifyRevision, type ModifiedRevision } from "./next-state.js";
import type { WriteOptions } from "./options.js";
import { toResult, type RevisionResult } from "./revision-result.js";
import { createStamp } from "./stamp.js";
import type { Scope } from "./unit.js";
import { addWrite } from "./jobs/waiting-jobs.js";

/** What becomes of a draft; the job's facts are those of its data. */
export interface NextDraft extends Omit<ModifiedRevision, "job"> {
  readonly job: JobFacts | undefined;
}

/** Plans that the current revision, a draft, gets other data or another status in its place. */
export function modifyDraft(scope: Scope, current: StoredRevision, next: NextDraft, options: WriteOptions): RevisionResult {
  const { unit, context } = scope;
  const planned = modifyRevision(context, current, { ...next, job: { facts: next.job, holds: options.holds } }, createStamp(context, unit, options));
  addWrite(scope, planned);
  if (!context.meta.keepsPayloads) unit.afterwards.push(() => removeFormer(context, current));
  return toResult(planned);
}

/** The data that was replaced goes, unless another revision shares it. */
async function removeFormer({ meta, index, revisions }: OperationContext, { revision, payloadUid }: StoredRevision): Promise<void> {
  const { payloadUids } = await meta.readHoldings(index, revision.value.resourceId);
  if (!payloadUids.includes(payloadUid)) await revisions.delete([payloadUid]);
}
