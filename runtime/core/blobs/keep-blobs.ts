import type { BlobStore } from "../../stores/blob-store.js";
import type { Problem } from "../errors.js";
import { toJsonPointer } from "../json-pointer.js";
import type { ResourceSpec } from "../spec.js";
import { validationFailed } from "../validation-failed.js";
import { findBlobs, type FoundBlob } from "./find-blobs.js";

/** What a write does with blobs. */
export interface BlobUse {
  put(bytes: AsyncIterable<Uint8Array>): Promise<unknown>;
  claim(fileId: string): Promise<{ readonly size: number } | undefined>;
}

type BlobHolder = Pick<ResourceSpec<unknown, unknown, unknown>, "name" | "schema">;

/**
 * Sees to it that every blob that data names is in the store and stays there: stores the bytes that came along, and claims the
 * others. To be called before the data is committed; what is never committed is collected later.
 *
 * @param bytes what `replaceInlineBlobs` took out of the input.
 * @returns the file ids, none twice
 * @throws VALIDATION_FAILED at the places of blobs that aren't there, or have another size.
 */
export async function keepBlobs({ name, schema }: BlobHolder, data: unknown, bytes: ReadonlyMap<string, Uint8Array>, store: BlobUse): Promise<string[]> {
  const found = findBlobs(schema, data);
  const sizes = new Map<string, number | undefined>();
  for (const { fileId } of found.map(({ binary }) => binary)) {
    if (!sizes.has(fileId)) sizes.set(fileId, await keep(fileId, bytes.get(fileId), store));
  }
  const problems = found.flatMap((blob) => explain(blob, sizes.get(blob.binary.fileId)));
  if (problems.length > 0) throw validationFailed(name, problems);
  return [...sizes.keys()];
}

/** For a dry run: looks, and neither stores nor claims anything. */
export function withoutKeeping(store: Pick<BlobStore, "stat">): BlobUse {
  return { put: async () => undefined, claim: (fileId) => store.stat(fileId) };
}

async function keep(fileId: string, bytes: Uint8Array | undefined, store: BlobUse): Promise<number | undefined> {
  if (bytes === undefined) return (await store.claim(fileId))?.size;
  await store.put(only(bytes));
  return bytes.length;
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function explain({ path, binary }: FoundBlob, size: number | undefined): Problem[] {
  if (size === undefined) return [{ path: toJsonPointer([...path, "fileId"]), message: "There is no such blob. Upload the bytes first, or send them as `data`." }];
  if (size === binary.size) return [];
  return [{ path: toJsonPointer([...path, "size"]), message: `The blob has ${size} bytes, not ${binary.size}.` }];
}
