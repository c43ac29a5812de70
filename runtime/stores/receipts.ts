/** Remembers the answers to requests that carry a key of their own, so that a request that is sent twice happens once. */
export interface Receipts {
  /**
   * Takes hold of a key, or tells what became of it. A key that was taken and never finished can be taken again when its lease is
   * over; whoever held it before can't finish it any more.
   */
  begin(request: ReceiptRequest): Promise<ReceiptState>;

  /** Keeps the answer. Without effect when the key is no longer held under this token. */
  finish(receipt: FinishedReceipt): Promise<void>;

  /** Lets go of a key without an answer. Without effect when it is no longer held under this token. */
  abandon(held: HeldReceipt): Promise<void>;

  /** How much has expired at this time and is still there. */
  countExpired(now: string): Promise<number>;

  /** Removes what has expired at this time, and returns how much that was. */
  sweep(now: string): Promise<number>;
}

/** Times are RFC 3339 text in UTC with milliseconds. */
export interface ReceiptRequest {
  readonly key: string;
  /** Of the request: another one under the same key is refused. */
  readonly fingerprint: string;
  /** Unique to this attempt. */
  readonly token: string;
  readonly now: string;
  /** Until when nobody else can take the key. */
  readonly leaseUntil: string;
  /** When the answer is forgotten. */
  readonly expires: string;
}

export interface HeldReceipt {
  readonly key: string;
  readonly token: string;
}

export interface FinishedReceipt extends HeldReceipt {
  readonly answer: string;
}

export type ReceiptState =
  | { readonly kind: "held" }
  /** Somebody else holds the key, with the same request. */
  | { readonly kind: "running" }
  /** The key was given to another request. */
  | { readonly kind: "differs" }
  | { readonly kind: "answered"; readonly answer: string };
