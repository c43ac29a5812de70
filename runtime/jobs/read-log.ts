import type { OperationContext } from "../core/context.js";
import { SpecstarError } from "../core/errors.js";
import { resourceDeleted } from "../core/refusals.js";
import { readPieces } from "./keep-log.js";
import { readJob } from "./read-job.js";

/**
 * What a job has logged, piece by piece.
 *
 * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, BLOB_NOT_FOUND
 */
export async function* readLog(context: OperationContext, resourceId: string): AsyncGenerator<string> {
  const before = await readLogBlob(context, resourceId);
  let isEmpty = true;
  if (before === null) {
    for await (const text of readPieces(context.meta.jobs, resourceId)) {
      isEmpty = false;
      yield text;
    }
  }
  // The job may have ended just now, and its pieces have gone into a blob.
  const fileId = before ?? (isEmpty ? await readLogBlob(context, resourceId) : null);
  if (fileId !== null) yield* readText(context, fileId);
}

async function readLogBlob(context: OperationContext, resourceId: string): Promise<string | null> {
  const { data, isDeleted } = await readJob(context, resourceId);
  if (isDeleted) throw resourceDeleted(resourceId);
  return data.log?.fileId ?? null;
}

async function* readText({ storage }: OperationContext, fileId: string): AsyncGenerator<string> {
  const bytes = await storage.blobs.read(fileId);
  if (bytes === undefined) throw new SpecstarError("BLOB_NOT_FOUND", `The blob "${fileId}" with the log is not there.`);
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
}
