/** What the doctor can find. */
export type FindingKind =
  | "orphaned-payload"
  | "too-many-orphans"
  | "missing-payload"
  | "wrong-hash"
  | "unreadable-data"
  | "broken-envelope"
  | "dangling-blob"
  | "unused-blobs"
  | "missing-blob-use"
  | "wrong-meta"
  | "wrong-pointer"
  | "missing-revision"
  | "wrong-references"
  | "broken-reference"
  | "lost-resource"
  | "missing-change"
  | "unknown-model"
  | "pending-migration"
  | "changed-migration"
  | "unknown-migration"
  | "schema-drift"
  | "expired-receipts"
  | "missing-job-row"
  | "stray-job-row"
  | "lapsed-jobs"
  | "neglected-jobs"
  | "neglected-schedules"
  | "losing-job";

/** Something that is not as it should be. */
export interface Finding {
  readonly kind: FindingKind;
  /** `error`: data is lost, or answers are wrong. `warning`: they may become so. `info`: only room is lost. */
  readonly severity: "error" | "warning" | "info";
  readonly model?: string;
  readonly resourceId?: string;
  readonly revisionId?: string;
  readonly uid?: string;
  readonly fileId?: string;
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  /** Whether a repair can mend it without a guess. */
  readonly repairable: boolean;
  /** Given after a repair was tried. */
  readonly repaired?: boolean;
}

/** What tells findings apart: the same thing looked at twice gives the same. */
export function keyOf({ kind, model, resourceId, revisionId, uid, fileId, message }: Finding): string {
  return JSON.stringify([kind, model, resourceId, revisionId, uid, fileId, message]);
}

export const BY_REPAIR = "Run `specstar doctor --repair`.";
export const FROM_BACKUP = "Restore it from a back-up; nothing else has it.";
