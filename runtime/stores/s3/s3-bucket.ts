import { readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { SpecstarError } from "../../core/errors.js";
import type { ByteRange } from "../blob-store.js";
import { abortOldUploads } from "./abort-uploads.js";
import { inParallel } from "./in-parallel.js";
import type { Bucket, DeleteOptions, ListedObject, ObjectFacts, PutOptions, SignedPutOptions, SignedReadOptions } from "./bucket.js";
import type { S3Connection } from "./client.js";
import { explainError, statusOf } from "./explain-error.js";
import { resumeBytes, type OpenedObject } from "./resume-bytes.js";
import { LARGEST_SINGLE, uploadParts, type ObjectName } from "./upload-parts.js";

export interface BucketOptions {
  readonly bucket: string;
  /** For messages: the bucket and where it is. */
  readonly place: string;
  /** How often what the SDK doesn't try again by itself is tried in all. */
  readonly attempts: number;
  /** Lets go of the connection. */
  release(): Promise<void>;
}

/** How many objects are removed at a time. */
const DELETES_AT_A_TIME = 16;

/** A bucket by way of the SDK. */
export class S3Bucket implements Bucket {
  readonly name: string;
  readonly #connection: S3Connection;
  readonly #options: BucketOptions;
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(connection: S3Connection, options: BucketOptions) {
    this.name = options.place;
    this.#connection = connection;
    this.#options = options;
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.#run(async () => {
      const opened = await this.#open(key, undefined);
      if (opened === undefined) return undefined;
      const chunks: Uint8Array[] = [];
      for await (const chunk of resumeBytes(opened, (from) => this.#open(key, { from }), this.#options.attempts)) chunks.push(chunk);
      return Buffer.concat(chunks);
    });
  }

  async read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    return (await this.head(key)) && this.#stream(key, range);
  }

  head(key: string): Promise<ObjectFacts | undefined> {
    const { client, sdk, dateOf } = this.#connection;
    return this.#run(async () => {
      const answer = await orMissing(client.send(new sdk.HeadObjectCommand(this.#at(key))));
      return answer && toFacts(answer.ContentLength, answer.LastModified, dateOf(answer));
    });
  }

  put(key: string, bytes: Uint8Array, { contentType }: PutOptions = {}): Promise<void> {
    const { client, sdk } = this.#connection;
    const type = contentType === undefined ? {} : { ContentType: contentType };
    return this.#run(async () => void (await client.send(new sdk.PutObjectCommand({ ...this.#at(key), ...type, Body: bytes }))));
  }

  putNew(key: string, bytes: Uint8Array): Promise<boolean> {
    return this.#run(async () => {
      for (let attempt = 1; ; attempt++) {
        const outcome = await this.#tryPutNew(key, bytes);
        if (outcome !== "busy") return outcome === "put";
        if (attempt >= this.#options.attempts) throw new Error("Others put the same key all the time.");
      }
    });
  }

  putFile(key: string, file: string): Promise<void> {
    return this.#run(async () => {
      const { size } = await stat(file);
      if (size > LARGEST_SINGLE) return uploadParts(this.#connection, this.#at(key), file, size);
      const { client, sdk } = this.#connection;
      await client.send(new sdk.PutObjectCommand({ ...this.#at(key), Body: await readFile(file) }));
    });
  }

  copy(from: string, to: string): Promise<boolean> {
    const { client, sdk } = this.#connection;
    const CopySource = `${this.#options.bucket}/${from.split("/").map(encodeURIComponent).join("/")}`;
    return this.#run(async () => (await orMissing(client.send(new sdk.CopyObjectCommand({ ...this.#at(to), CopySource })))) !== undefined);
  }

  delete(keys: readonly string[], { within }: DeleteOptions = {}): Promise<void> {
    const { client, sdk } = this.#connection;
    const options = within === undefined ? {} : { abortSignal: AbortSignal.timeout(within) };
    // One by one, side by side: not every server knows how to delete many, and each is tried again by itself.
    const remove = (key: string) => client.send(new sdk.DeleteObjectCommand(this.#at(key)), options);
    return this.#run(async () => void (await inParallel(keys, DELETES_AT_A_TIME, remove)));
  }

  async *list(prefix: string, after?: string): AsyncIterable<ListedObject> {
    const { client, sdk, dateOf } = this.#connection;
    const begin = after === undefined ? {} : { StartAfter: after };
    for (let token: string | undefined, isLast = false; !isLast; ) {
      const next = token === undefined ? begin : { ContinuationToken: token };
      const answer = await this.#run(() => client.send(new sdk.ListObjectsV2Command({ Bucket: this.#options.bucket, Prefix: prefix, ...next })));
      for (const { Key, Size, LastModified } of answer.Contents ?? []) {
        if (Key !== undefined) yield { key: Key, ...toFacts(Size, LastModified, dateOf(answer)) };
      }
      token = answer.NextContinuationToken;
      isLast = answer.IsTruncated !== true || token === undefined;
    }
  }

  abortUploads(prefix: string, olderThan: number): Promise<void> {
    return this.#run(() => abortOldUploads(this.#connection, { Bucket: this.#options.bucket, Prefix: prefix }, olderThan));
  }

  signRead(key: string, { expiresIn, contentType, disposition }: SignedReadOptions): Promise<string> {
    const { sdk, sign } = this.#connection;
    const type = contentType === undefined ? {} : { ResponseContentType: contentType };
    const name = disposition === undefined ? {} : { ResponseContentDisposition: disposition };
    return this.#run(() => sign(new sdk.GetObjectCommand({ ...this.#at(key), ...type, ...name }), expiresIn));
  }

  signPut(key: string, { expiresIn, size }: SignedPutOptions): Promise<string> {
    const { sdk, sign } = this.#connection;
    return this.#run(() => sign(new sdk.PutObjectCommand({ ...this.#at(key), ContentLength: size }), expiresIn));
  }

  ping(): Promise<void> {
    const { client, sdk } = this.#connection;
    // Not HEAD: its answer has no body that could say what is wrong.
    return this.#run(async () => void (await client.send(new sdk.ListObjectsV2Command({ Bucket: this.#options.bucket, MaxKeys: 1 }))));
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#running).then(() => this.#options.release());
    return this.#closing;
  }

  async *#stream(key: string, range: ByteRange | undefined): AsyncIterable<Uint8Array> {
    const start = range?.first ?? 0;
    try {
      this.#refuseClosed();
      const first = await this.#open(key, range && { from: range.first, to: range.last });
      if (first === undefined) throw new Error("The object was deleted before it was read.");
      yield* resumeBytes(first, (at) => this.#open(key, { from: start + at, to: start + first.length - 1 }), this.#options.attempts);
    } catch (error) {
      throw explainError(error, this.name);
    }
  }

  async #open(key: string, range: { readonly from: number; readonly to?: number } | undefined): Promise<OpenedObject | undefined> {
    const { client, sdk } = this.#connection;
    const part = range === undefined ? {} : { Range: `bytes=${range.from}-${range.to ?? ""}` };
    const answer = await orMissing(client.send(new sdk.GetObjectCommand({ ...this.#at(key), ...part })));
    if (answer === undefined) return undefined;
    if (!(answer.Body instanceof Readable) || answer.ContentLength === undefined) throw new Error("The answer has no bytes, or does not say how many.");
    return { etag: answer.ETag, length: answer.ContentLength, body: answer.Body };
  }

  async #tryPutNew(key: string, bytes: Uint8Array): Promise<"put" | "taken" | "busy"> {
    const { client, sdk } = this.#connection;
    try {
      await client.send(new sdk.PutObjectCommand({ ...this.#at(key), Body: bytes, IfNoneMatch: "*" }));
      return "put";
    } catch (error) {
      if (statusOf(error) === 412) return "taken";
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html: two at a time, and one of them has to come again.
      if (statusOf(error) === 409) return "busy";
      throw error;
    }
  }

  #at(key: string): ObjectName {
    return { Bucket: this.#options.bucket, Key: key };
  }

  async #run<Result>(call: () => Promise<Result>): Promise<Result> {
    this.#refuseClosed();
    const running = call();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw explainError(error, this.name);
    } finally {
      this.#running.delete(running);
    }
  }

  #refuseClosed(): void {
    if (this.#closing !== undefined) throw new SpecstarError("BACKEND_UNAVAILABLE", `${this.name}: It was closed by this process.`);
  }
}

/** Without an object there is no error; without a bucket there is. */
async function orMissing<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && (error.name === "NoSuchKey" || error.name === "NotFound")) return undefined;
    throw error;
  }
}

function toFacts(size: number | undefined, modified: Date | undefined, date: Date): ObjectFacts {
  if (size === undefined || modified === undefined) throw new Error("The answer does not say how large the object is, or how old.");
  return { size, modified, age: date.getTime() - modified.getTime() };
}
