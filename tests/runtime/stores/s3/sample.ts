import { createHash } from "node:crypto";
import type { BlobStore, Envelope } from "@specstar/runtime";

/** A revision with its data, under the given uid. */
export function envelopeOf(uid: string, data: string): Envelope {
  const at = "2026-01-01T00:00:00.000Z";
  return {
    uid,
    payload: { data },
    info: {
      uid,
      resourceId: "sample:1",
      revisionId: "sample:1:1",
      parentRevisionId: null,
      op: "create",
      status: "stable",
      schemaVersion: "v1",
      dataHash: `sha256:${sha256(data)}`,
      reason: null,
      changesetId: null,
      createdTime: at,
      createdBy: "somebody",
      updatedTime: at,
      updatedBy: "somebody",
    },
  };
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export async function* bytesOf(...chunks: readonly (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

/** The hash of a blob's bytes, as they are read; undefined when it is not there. */
export async function hashOf(store: BlobStore, fileId: string): Promise<string | undefined> {
  const bytes = await store.read(fileId);
  if (bytes === undefined) return undefined;
  const hash = createHash("sha256");
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest("hex");
}

/** After all that is older by the clock. */
export const later = () => new Date(Date.now() + 60_000);
