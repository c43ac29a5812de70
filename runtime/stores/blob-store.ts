/** What is known of a stored blob. */
export interface StoredBlob {
  /** The SHA-256 of the bytes, in 64 lower-case hexadecimal digits. */
  readonly fileId: string;
  /** In bytes. */
  readonly size: number;
  /** When it was last put or claimed. */
  readonly usedAt: Date;
}

/** Bytes from the first to the last, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Keeps bytes under their SHA-256, once however often they are put. Knows nothing of resources or media types, and is called by any number
 * of requests at the same time. A file id that does not have the form of one (`isFileId`) is simply not there, and never part of a path.
 *
 * Every method rejects with BACKEND_UNAVAILABLE when the back end can't be had for now: that is answered with 503. Any other error counts
 * as a failure of the server, 500. Once the store is closed, every method rejects. `blobStoreSuite` tests what can be tested of this.
 */
export interface BlobStore {
  /**
   * Whether what is put is still there when the process that put it has ended. Where it isn't, and the meta stays in a database, models that
   * have files warn of that when they are opened (`SPECSTAR_BLOBS_IN_MEMORY`).
   */
  readonly isDurable: boolean;

  /**
   * Takes the bytes as they come, in constant memory, and resolves once they would survive a power cut. Rejects with the stream's
   * own error when it breaks, and leaves no trace then.
   */
  put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob>;

  /** Says that a blob is about to be used: it counts as put now. Undefined when it is not there. */
  claim(fileId: string): Promise<StoredBlob | undefined>;

  /** The bytes, in constant memory; undefined when the blob is not there. The range must be within the blob. */
  read(fileId: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined>;

  stat(fileId: string): Promise<StoredBlob | undefined>;

  /** Every whole blob, once, in no particular order and in constant memory. A good time to remove what killed processes have left. */
  list(): AsyncIterable<StoredBlob>;

  /**
   * Removes a blob unless it was put or claimed after `unusedSince`; returns whether it is gone, as it is when it never was there. Must not get
   * between a claim and its answer, in another process either: what was claimed stays.
   */
  delete(fileId: string, unusedSince: Date): Promise<boolean>;

  /** Resolves when the store answers. */
  ping(): Promise<void>;

  /** For stores whose blobs can be had and brought without passing through this process. */
  readonly direct?: DirectBlobs;
}

/** Hands out URLs to which clients go by themselves. Whoever has one may use it: ask for rights before, and keep `expiresIn` short. */
export interface DirectBlobs {
  /** How many bytes a single upload can have at the most. */
  readonly largestUpload: number;

  /** Where the blob can be read, for a time; undefined when it is not there. Ranges work as with any URL. */
  presignRead(fileId: string, options: DirectReadOptions): Promise<string | undefined>;

  /** Where bytes can be brought to, for a time. They are no blob until the upload is finished. */
  presignUpload(options: DirectUploadOptions): Promise<DirectUpload>;

  /**
   * Makes a blob of what was brought, when it is what was expected, and counts it as put. Anything else is removed. An upload id that was
   * never given out, or is finished, is `missing`.
   */
  finishUpload(uploadId: string, expected: Pick<StoredBlob, "fileId" | "size">): Promise<FinishedUpload>;
}

export interface DirectReadOptions {
  /** In seconds. */
  readonly expiresIn: number;
  /** The headers Content-Type and Content-Disposition of the answer. */
  readonly contentType?: string | undefined;
  readonly disposition?: string | undefined;
}

export interface DirectUploadOptions {
  /** In seconds. */
  readonly expiresIn: number;
  /** How many bytes will be brought: no other number is taken. */
  readonly size: number;
}

export interface DirectUpload {
  readonly uploadId: string;
  readonly method: "PUT";
  readonly url: string;
}

export type FinishedUpload =
  | { readonly kind: "stored"; readonly blob: StoredBlob }
  | { readonly kind: "missing" }
  /** What came in place of what was expected. */
  | { readonly kind: "different"; readonly fileId: string; readonly size: number };
