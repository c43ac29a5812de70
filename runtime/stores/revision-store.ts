import type { RevisionInfo } from "../core/resource.js";

/** A revision as it is kept: self-describing, so that a lost meta database can be rebuilt from these alone. */
export interface Envelope {
  /** Under which it is kept: the revision's uid; of a draft that was modified k times, `<uid>.<k>` or `<uid>.<k>.<random>`. */
  readonly uid: string;
  readonly info: RevisionInfo;
  /** The data as JSON text, or the uid of the earlier envelope that has it. */
  readonly payload: { readonly data: string } | { readonly sameAs: string };
}

/** What is left of an envelope that is torn or was altered. */
export interface BrokenEnvelope {
  /** Where it lies, for people: the path of a file, the key of an object. */
  readonly place: string;
  /** As far as it can still be told. */
  readonly uid: string | undefined;
  readonly problem: string;
}

/**
 * Keeps the data of revisions under the uids of their envelopes. Knows nothing of resources, order or time, and is called by any number
 * of requests at the same time. A uid may be any text: never part of a path or a statement as it is.
 *
 * There is no warning for a store that forgets: the meta is written after the envelope, and one that outlasts it names data that is gone.
 * So put what forgets beside a meta that forgets, only. Every method rejects with BACKEND_UNAVAILABLE when the back end can't be had for now:
 * that is answered with 503. Any other error counts as a failure of the server, 500. Once the store is closed, every method rejects.
 * `revisionStoreSuite` tests what can be tested of this.
 */
export interface RevisionStore {
  /**
   * Resolves once the envelope would survive a power cut: what was acknowledged to a client rests on it. Takes the envelope as it is when it is
   * called. Putting the same envelope again changes nothing, and must be as durable; one that was found broken is written anew.
   */
  put(envelope: Envelope): Promise<void>;

  /**
   * The data texts of revisions that were put with `data`, in the order asked for; undefined where there is none. Rejects when one is
   * torn or altered: wrong data is never given.
   */
  read(uids: readonly string[]): Promise<readonly (string | undefined)[]>;

  /** The same, from where it is kept and from no cache before that: for checking. Left out by stores without a cache. */
  readKept?(uids: readonly string[]): Promise<readonly (string | undefined)[]>;

  /** Every whole envelope, in no particular order: for checking and rebuilding. */
  list(): AsyncIterable<Envelope>;

  /** The others, which can't be read. Left out by stores whose back end sees to the bytes itself, as a database does. */
  listBroken?(): AsyncIterable<BrokenEnvelope>;

  /** Removes envelopes for good, with their bytes: a purge relies on it. A uid that is not there is no error. */
  delete(uids: readonly string[]): Promise<void>;

  /** Resolves when the store answers. */
  ping(): Promise<void>;
}
