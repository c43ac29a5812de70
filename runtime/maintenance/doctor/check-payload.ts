import type { AnySpec } from "../../core/context.js";
import { modelOf } from "../../core/ids.js";
import type { NewRevision } from "../../stores/meta-store.js";
import { hasHash } from "../data-hash.js";
import type { FoundText } from "../payload-texts.js";
import { FROM_BACKUP, type Finding } from "./finding.js";

/** Whether the data of a revision is there, whole, and what was written. */
export function checkPayload(spec: AnySpec, { info, payloadUid: uid }: NewRevision, found: FoundText): Finding[] {
  const { resourceId, revisionId, dataHash } = info.value;
  const problem = problemOf(spec, found, dataHash);
  if (problem === undefined) return [];
  const [kind, says] = problem;
  const message = `The data of revision ${revisionId} ${says}`;
  return [{ kind, severity: "error", model: modelOf(resourceId), resourceId, revisionId, uid, message, advice: FROM_BACKUP, repairable: false }];
}

function problemOf(spec: AnySpec, found: FoundText, dataHash: string): readonly [Finding["kind"], string] | undefined {
  if ("missing" in found) return ["missing-payload", "is gone."];
  if ("broken" in found) return ["broken-envelope", `can't be read: ${found.broken}`];
  try {
    if (hasHash(spec, found.text, dataHash)) return undefined;
    return ["wrong-hash", `is not what was written: its SHA-256 isn't ${dataHash}. Or it was written when the model hid other fields.`];
  } catch {
    return ["unreadable-data", "is not JSON."];
  }
}
