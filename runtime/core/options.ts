import type { RevisionFilter } from "../stores/meta-store.js";
import type { HeldReceipt } from "../stores/receipts.js";
import type { RevisionStatus } from "./resource.js";

/** Who writes, why, and on what condition. */
export interface WriteOptions {
  /** Who is named in the history; "anonymous" when nobody is. */
  readonly actor?: string | undefined;
  /**
   * The ETag, or several, that the resource must have for the write to happen, without quotes; "*" is any. Without it the
   * write is decided anew whenever somebody else was faster.
   */
  readonly ifMatch?: string | readonly string[] | undefined;
  readonly reason?: string | undefined;
  /** Ends up in the change log, to find the request that made the change. */
  readonly requestId?: string | undefined;
  /** Tells whether the write would happen, by its errors, and leaves no trace. */
  readonly validateOnly?: boolean | undefined;
  /** The token under which the writer holds the job that it ends: for those who run jobs. */
  readonly holds?: string | undefined;
  /** Finishes a receipt along with the write. */
  readonly receipt?: PendingReceipt | undefined;
}

/** A receipt whose answer is known once the result of the write is. */
export interface PendingReceipt extends HeldReceipt {
  toAnswer(result: unknown): string;
}

export interface UpdateOptions extends WriteOptions {
  /** Of the new revision; the model's default status when it isn't given. */
  readonly status?: RevisionStatus | undefined;
  /** `modify` changes the current revision in place, which must be a draft; a new revision is made otherwise. */
  readonly mode?: "update" | "modify" | undefined;
}

/** A resource that doesn't exist yet has no ETag to match. */
export interface CreateOptions extends Omit<UpdateOptions, "ifMatch" | "mode"> {
  /** The resource's whole id, or the part after `issue:`; made when it isn't given. */
  readonly id?: string | undefined;
}

export interface GetOptions {
  /** An earlier revision, by its number or its full id; the current one when it isn't given. */
  readonly revisionId?: string | number | undefined;
  /** The revision that was current at this instant. Not together with `revisionId`. */
  readonly asOf?: Date | undefined;
  /** Whether to answer for a resource that is marked as deleted. An earlier revision is readable in any case. */
  readonly includeDeleted?: boolean | undefined;
}

export interface PageOptions {
  /** 50 when it isn't given; 1000 at most. */
  readonly limit?: number | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

export interface ReferrersOptions extends PageOptions {
  /** Leaves out fields that no answer over HTTP shows: a page can then be shorter than its limit. */
  readonly shownOnly?: boolean | undefined;
}

export interface HistoryOptions extends PageOptions, RevisionFilter {}
