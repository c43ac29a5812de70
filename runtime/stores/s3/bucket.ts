import type { ByteRange } from "../blob-store.js";

/** What a bucket says of an object without giving its bytes. */
export interface ObjectFacts {
  /** In bytes. */
  readonly size: number;
  /** When it was last put, by the server's clock; most servers tell whole seconds. */
  readonly modified: Date;
  /** How long ago that was, by the server's clock at both ends, in milliseconds: nobody else's clock has a part in it. */
  readonly age: number;
}

export interface ListedObject extends ObjectFacts {
  readonly key: string;
}

export interface PutOptions {
  /** A media type. */
  readonly contentType?: string;
}

export interface DeleteOptions {
  /** Gives up after so many milliseconds, all attempts together. */
  readonly within?: number;
}

/** How a signed URL answers. Both go into the answer's headers as they are. */
export interface SignedReadOptions {
  /** For how long the URL is good, in seconds. */
  readonly expiresIn: number;
  readonly contentType?: string | undefined;
  readonly disposition?: string | undefined;
}

export interface SignedPutOptions {
  /** For how long the URL is good, in seconds. */
  readonly expiresIn: number;
  /** How many bytes have to be sent, no more and no less. */
  readonly size: number;
}

/**
 * One S3 bucket, as the stores use it. A put object is there for everybody once the call resolves, whole, and survives a power cut:
 * S3 promises that and strong consistency (https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel).
 * What fails for a moment is tried again, within bounds.
 *
 * Every method rejects with BACKEND_UNAVAILABLE when the server can't be had, fails or is too slow, or when the bucket was closed; with
 * CONFIG_INVALID when it says that the bucket, the keys, the region or the clock are wrong. A write that was rejected may have happened
 * all the same: the answer may be what got lost.
 */
export interface Bucket {
  /** For messages: the bucket and where it is. */
  readonly name: string;

  /** The whole object; undefined when there is none. */
  get(key: string): Promise<Uint8Array | undefined>;

  /**
   * The bytes as they come, in constant memory; undefined when there is no object. The first byte is asked for when the caller is ready
   * for it: nobody has to close what they never read. A transfer that breaks is taken up where it broke, unless the object has changed.
   */
  read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined>;

  head(key: string): Promise<ObjectFacts | undefined>;

  /** Puts an object, in place of the one that has the key. */
  put(key: string, bytes: Uint8Array, options?: PutOptions): Promise<void>;

  /**
   * Puts an object unless its key is taken (`If-None-Match: *`), and says whether it did. When the first answer got lost, the key may be
   * taken by that very call: who needs to know compares the bytes.
   */
  putNew(key: string, bytes: Uint8Array): Promise<boolean>;

  /** Puts a file, in several parts when it is large. Of parts that fail nothing is left, unless the server is gone: see `abortUploads`. */
  putFile(key: string, file: string): Promise<void>;

  /** Copies an object of up to 5 GiB within the bucket, on the server; false when there is none. */
  copy(from: string, to: string): Promise<boolean>;

  /** Removes objects; a key that is not there is no error. */
  delete(keys: readonly string[], options?: DeleteOptions): Promise<void>;

  /** The objects whose keys begin with a text, in the order of their keys' UTF-8 bytes, from after a key. One page of 1000 after the other. */
  list(prefix: string, after?: string): AsyncIterable<ListedObject>;

  /** Removes the parts of unfinished uploads below a prefix that were begun longer ago than this, in milliseconds. */
  abortUploads(prefix: string, olderThan: number): Promise<void>;

  /** A URL from which anybody may read the object. */
  signRead(key: string, options: SignedReadOptions): Promise<string>;

  /** A URL to which anybody may put the object. */
  signPut(key: string, options: SignedPutOptions): Promise<string>;

  /** Resolves when the bucket is there and lets itself be listed. */
  ping(): Promise<void>;

  /** Waits for the calls that run, and refuses others. Streams that were given out break. */
  close(): Promise<void>;
}
