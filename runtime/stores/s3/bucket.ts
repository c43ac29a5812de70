export interface PutOptions {
  readonly contentType?: string;
}

export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

export interface ObjectFacts {
  readonly size: number;
  readonly modified: Date;
}

export interface ListedObject extends ObjectFacts {
  readonly key: string;
}

/** The objects of one bucket. Every method rejects when S3 doesn't answer in time, after tries of its own. */
export interface Bucket {
  /** For messages. */
  readonly name: string;
  get(key: string): Promise<Uint8Array | undefined>;
  read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined>;
  head(key: string): Promise<ObjectFacts | undefined>;
  put(key: string, bytes: Uint8Array, options?: PutOptions): Promise<void>;
  /** False when the key is taken, by whomever: perhaps by a first try of this very call, whose answer was lost. */
  putNew(key: string, bytes: Uint8Array): Promise<boolean>;
  putFile(key: string, file: string): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  /** By key, those after the given one. */
  list(prefix: string, after?: string): AsyncIterable<ListedObject>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
