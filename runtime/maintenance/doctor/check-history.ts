import type { OperationContext } from "../../core/context.js";
import type { Change } from "../../core/resource.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import { BY_REPAIR, FROM_BACKUP, type Finding } from "./finding.js";

/** What the change log says of a resource. */
export interface CheckedHistory {
  readonly findings: readonly Finding[];
  /** The revision that is current by the last change; undefined when there is none. */
  readonly current: string | undefined;
}

/** Compares a resource with its changes, the last one first, back to when it was made or made anew. Asks for them one by one. */
export async function checkHistory({ meta, index, model }: OperationContext, dump: ResourceDump): Promise<CheckedHistory> {
  const { resourceId, currentRevisionId } = dump.meta;
  const unseen = new Set(dump.revisions.map(({ info }) => info.value.revisionId));
  const findings: Finding[] = [];
  const finding = { severity: "error", model, resourceId } as const;
  const latest = await meta.readChangeBefore(index, resourceId, Number.MAX_SAFE_INTEGER);
  let change: Change | undefined = latest;
  for (; change !== undefined && change.op !== "purge"; change = await meta.readChangeBefore(index, resourceId, change.seq)) {
    // A switch and a modification name a revision that is there already.
    if (change.op !== "switch" && change.op !== "modify") unseen.delete(change.revisionId);
    if (change.op === "create") break;
  }
  for (const revisionId of unseen) {
    const message = `The change log has no word of revision ${revisionId}.`;
    findings.push({ ...finding, severity: "warning", kind: "missing-change", revisionId, message, advice: `Nothing can tell when it came about. ${FROM_BACKUP}`, repairable: false });
  }
  if (latest === undefined || latest.op === "purge" || latest.revisionId === currentRevisionId) return { findings, current: currentRevisionId };
  const isThere = dump.revisions.some(({ info }) => info.value.revisionId === latest.revisionId);
  const message = `The current revision of ${resourceId} is ${currentRevisionId}, and the last change made it ${latest.revisionId}.`;
  const pointer = { ...finding, kind: "wrong-pointer", message, advice: isThere ? BY_REPAIR : FROM_BACKUP, repairable: isThere } as const;
  return { findings: [...findings, pointer], current: isThere ? latest.revisionId : undefined };
}
