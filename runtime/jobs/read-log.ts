import type { OperationContext } from "../core/context.js";
import { SpecstarError } from "../core/errors.js";
import type { JobData } from "../core/jobs/job-data.js";
import { resourceDeleted } from "../core/refusals.js";
import { readPieces } from "./keep-log.js";
import { readJob } from "./read-job.js";

/** Up to where somebody has read a log. */
export interface LogPosition {
  /** Of which run of the job: each one's log begins anew. */
  readonly run: number;
  /** The number of the last piece; 0 for none. */
  readonly piece: number;
  /** Of UTF-8, up to the end of that piece: when the job has ended, its log may be a blob without pieces. */
  readonly bytes: number;
}

const BEGINNING: Pick<LogPosition, "piece" | "bytes"> = { piece: 0, bytes: 0 };

/**
 * What a job has logged, piece by piece.
 *
 * @param from of the run that was the last one when somebody looked.
 * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, BLOB_NOT_FOUND
 */
export async function* readLog(context: OperationContext, resourceId: string, from = BEGINNING): AsyncGenerator<string> {
  const before = await readLogBlob(context, resourceId);
  let isEmpty = true;
  if (before === null) {
    for await (const { text } of readPieces(context.meta.jobs, resourceId, from.piece)) {
      isEmpty = false;
      yield text;
    }
  }
  // The job may have ended just now, and its pieces have gone into a blob.
  const blob = before ?? (isEmpty ? await readLogBlob(context, resourceId) : null);
  if (blob !== null && from.bytes < blob.size) yield* readText(context, blob, from.bytes);
}

async function readLogBlob(context: OperationContext, resourceId: string): Promise<JobData["log"]> {
  const { data, isDeleted } = await readJob(context, resourceId);
  if (isDeleted) throw resourceDeleted(resourceId);
  return data.log;
}

async function* readText({ storage }: OperationContext, { fileId, size }: NonNullable<JobData["log"]>, first: number): AsyncGenerator<string> {
  const bytes = await storage.blobs.read(fileId, { first, last: size - 1 });
  if (bytes === undefined) throw new SpecstarError("BLOB_NOT_FOUND", `The blob "${fileId}" with the log is not there.`);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
}
