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
}

export interface UpdateOptions extends WriteOptions {
  /** Of the new revision; the model's default status when it isn't given. */
  readonly status?: RevisionStatus | undefined;
}

/** A resource that doesn't exist yet has no ETag to match. */
export type CreateOptions = Omit<UpdateOptions, "ifMatch">;

export interface GetOptions {
  /** An earlier revision, by its number or its full id; the current one when it isn't given. */
  readonly revisionId?: string | number | undefined;
  /** Whether to answer for a resource that is marked as deleted. An earlier revision is readable in any case. */
  readonly includeDeleted?: boolean | undefined;
}

export interface PageOptions {
  /** 50 when it isn't given; 1000 at most. */
  readonly limit?: number | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}
