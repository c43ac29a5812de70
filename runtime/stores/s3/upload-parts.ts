import { randomUUID } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import type { CompletedPart } from "@aws-sdk/client-s3";
import type { S3Connection } from "./client.js";

/** Files up to this size are put in one request, from memory. */
export const LARGEST_SINGLE = 16 * 1_048_576;
const PART = 8 * 1_048_576;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000;
/** How many parts are in memory at a time. */
const AT_A_TIME = 4;

/** Metadata that tells one upload of an object from another. */
const MARK = "upload";

type Sender = Pick<S3Connection, "client" | "sdk">;

export interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
}

/** Puts a file in parts, each of which is tried again by itself. The object appears at the end, whole. */
export async function uploadParts({ client, sdk }: Sender, name: ObjectName, file: string, size: number): Promise<void> {
  const mark = randomUUID();
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ ...name, Metadata: { [MARK]: mark } }));
  if (UploadId === undefined) throw new Error("The server began an upload without telling its id.");
  const upload = { ...name, UploadId };
  try {
    const parts = await sendParts(file, size, async (PartNumber, Body) => {
      const { ETag } = await client.send(new sdk.UploadPartCommand({ ...upload, PartNumber, Body }));
      return { PartNumber, ETag };
    });
    await client.send(new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }));
  } catch (error) {
    if (isUploadGone(error) && (await readMark({ client, sdk }, name)) === mark) return;
    // The first failure is the one to tell of; what can't be removed now is removed with the leftovers.
    await client.send(new sdk.AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

type SendPart = (number: number, bytes: Uint8Array) => Promise<CompletedPart>;

async function sendParts(file: string, size: number, send: SendPart): Promise<CompletedPart[]> {
  const partSize = Math.max(PART, Math.ceil(size / MOST_PARTS));
  const count = Math.ceil(size / partSize);
  const parts: CompletedPart[] = [];
  const handle = await open(file, "r");
  let next = 0;
  const sender = async () => {
    for (let at = next++; at < count; at = next++) {
      const bytes = await readPart(handle, at * partSize, Math.min(partSize, size - at * partSize));
      parts[at] = await send(at + 1, bytes).catch((error: unknown) => {
        next = count;
        throw error;
      });
    }
  };
  try {
    // All of them end before the file is closed and the upload aborted: a part that came later would stay.
    const ended = await Promise.allSettled(Array.from({ length: AT_A_TIME }, sender));
    for (const each of ended) if (each.status === "rejected") throw each.reason;
    return parts;
  } finally {
    await handle.close();
  }
}

async function readPart(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, length - at, position + at);
    if (bytesRead === 0) throw new Error("The file became shorter while it was sent.");
    at += bytesRead;
  }
  return bytes;
}

/** When the answer to the last request got lost, trying it again finds no such upload: it is finished. */
function isUploadGone(error: unknown): boolean {
  return error instanceof Error && error.name === "NoSuchUpload";
}

async function readMark({ client, sdk }: Sender, name: ObjectName): Promise<string | undefined> {
  const found = await client.send(new sdk.HeadObjectCommand(name)).catch(() => undefined);
  return found?.Metadata?.[MARK];
}
