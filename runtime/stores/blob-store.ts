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
 * Keeps bytes under their SHA-256, once however often they are put. Knows nothing of resources or media types. Every method
 * rejects with the driver's own error when the back end fails. A file id that does not have the form of one is simply not there.
 */
export interface BlobStore {
  /** Whether what is put is still there when the process that put it has ended. */
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

  /** Every blob, in no particular order. */
  list(): AsyncIterable<StoredBlob>;

  /** Removes a blob unless it was put or claimed after `unusedSince`; returns whether it is gone. */
  delete(fileId: string, unusedSince: Date): Promise<boolean>;

  /** Resolves when the store answers. */
  ping(): Promise<void>;
}
