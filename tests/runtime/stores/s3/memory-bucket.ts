import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ListedObject } from "../../../../runtime/stores/s3/bucket.js";
import type { LogBucket } from "../../../../runtime/stores/s3/synced/log-bucket.js";

/** What a request does to the bucket; `when` says whether it has taken effect yet. */
export interface Request {
  readonly operation: "get" | "read" | "putNew" | "putFile" | "delete" | "list" | "abortUploads" | "ping";
  readonly key: string;
  readonly when: "before" | "after";
}

/** Looks at every request before and after it takes effect: it may wait, throw, or never come back. */
export type Watcher = (request: Request) => Promise<void> | void;

interface StoredObject {
  readonly bytes: Uint8Array;
  readonly modified: Date;
}

/** The objects of a bucket in memory: what several clients see of it. */
export class BucketContent {
  readonly objects = new Map<string, StoredObject>();

  keys(prefix = ""): string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  }

  store(key: string, bytes: Uint8Array): void {
    this.objects.set(key, { bytes: Uint8Array.from(bytes), modified: new Date() });
  }

  copy(): BucketContent {
    const copy = new BucketContent();
    for (const [key, object] of this.objects) copy.objects.set(key, object);
    return copy;
  }

  /** A digest of all that is there. */
  get digest(): string {
    const hash = createHash("sha256");
    for (const key of this.keys()) hash.update(key).update(this.objects.get(key)?.bytes ?? "");
    return hash.digest("hex");
  }
}

/** One client of a bucket in memory, strongly consistent as S3 is. */
export class MemoryBucket implements LogBucket {
  readonly name = "s3://memory";
  readonly content: BucketContent;
  readonly #watch: Watcher;

  constructor(content: BucketContent, watch: Watcher = () => {}) {
    this.content = content;
    this.#watch = watch;
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.#request("get", key, () => this.content.objects.get(key)?.bytes);
  }

  read(key: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    return this.#request("read", key, () => {
      const object = this.content.objects.get(key);
      return object && inChunks(object.bytes);
    });
  }

  putNew(key: string, bytes: Uint8Array): Promise<boolean> {
    return this.#request("putNew", key, () => {
      if (this.content.objects.has(key)) return false;
      this.content.store(key, bytes);
      return true;
    });
  }

  async putFile(key: string, file: string): Promise<void> {
    const bytes = await readFile(file);
    await this.#request("putFile", key, () => this.content.store(key, bytes));
  }

  async delete(keys: readonly string[]): Promise<void> {
    // One by one, as a request that is cut off may have removed some.
    for (const key of keys) await this.#request("delete", key, () => this.content.objects.delete(key));
  }

  async *list(prefix: string, after = ""): AsyncIterable<ListedObject> {
    const found = await this.#request("list", prefix, () =>
      this.content
        .keys(prefix)
        .filter((key) => key > after)
        .flatMap((key) => {
          const object = this.content.objects.get(key);
          return object === undefined ? [] : [{ key, size: object.bytes.length, modified: object.modified, age: Date.now() - object.modified.getTime() }];
        }),
    );
    yield* found;
  }

  abortUploads(prefix: string): Promise<void> {
    return this.#request("abortUploads", prefix, () => {});
  }

  ping(): Promise<void> {
    return this.#request("ping", "", () => {});
  }

  async close(): Promise<void> {}

  async #request<Result>(operation: Request["operation"], key: string, act: () => Result): Promise<Result> {
    // As over a network, nothing happens in the turn of the call.
    await new Promise(setImmediate);
    await this.#watch({ operation, key, when: "before" });
    const result = act();
    await this.#watch({ operation, key, when: "after" });
    return result;
  }
}

async function* inChunks(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 65_536) yield bytes.subarray(start, start + 65_536);
}
