import type { RevisionInfo } from "../core/resource.js";

/** A revision as it is kept: self-describing, so that a lost meta database can be rebuilt from these alone. */
export interface Envelope {
  /** Under which it is kept: the revision's uid; of a draft that was modified k times, `<uid>.<k>` or `<uid>.<k>.<random>`. */
  readonly uid: string;
  readonly info: RevisionInfo;
  /** The data as JSON text, or the uid of the earlier envelope that has it. */
  readonly payload: { readonly data: string } | { readonly sameAs: string };
}

/** Keeps the data of revisions under the uids of their envelopes. Knows nothing of resources, order or time. */
export interface RevisionStore {
  /** Resolves once the envelope would survive a power cut. Putting the same envelope again changes nothing. */
  put(envelope: Envelope): Promise<void>;

  /** The data texts of revisions that were put with `data`, in the order asked for; undefined where there is none. */
  read(uids: readonly string[]): Promise<readonly (string | undefined)[]>;

  /** Every envelope, in no particular order: for checking and rebuilding. */
  list(): AsyncIterable<Envelope>;

  /** Removes envelopes for good; a uid that is not there is no error. */
  delete(uids: readonly string[]): Promise<void>;

  /** Resolves when the store answers. */
  ping(): Promise<void>;
}
