import { createHash, randomUUID } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { writeNewFile } from "./write-new-file.js";

/** Bytes in a file of their own, before they are given their name. */
export interface StagedBytes {
  readonly file: string;
  readonly fileId: string;
  readonly size: number;
}

/**
 * Writes bytes to a new file in a folder as they come, hashing them on the way, and makes them survive a power cut. Leaves no file
 * when that fails.
 */
export async function stageBytes(folder: string, bytes: AsyncIterable<Uint8Array>): Promise<StagedBytes> {
  const file = join(folder, randomUUID());
  return { file, ...(await writeNewFile(file, (handle) => writeBytes(handle, bytes))) };
}

async function writeBytes(handle: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<Omit<StagedBytes, "file">> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    await handle.writeFile(chunk);
    size += chunk.length;
  }
  return { fileId: hash.digest("hex"), size };
}
