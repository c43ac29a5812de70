import type { OperationContext } from "../core/context.js";
import type { Binary } from "../spec.js";
import type { JobTable, LogPiece } from "../stores/job-table.js";

const PAGE = 1000;

/** What a job has logged since a piece, from the table. */
export async function* readPieces(jobs: JobTable, resourceId: string, after = 0): AsyncGenerator<LogPiece> {
  let page: readonly LogPiece[];
  let last = after;
  do {
    page = await jobs.readLog(resourceId, { after: last, limit: PAGE });
    yield* page;
    last = page.at(-1)?.n ?? last;
  } while (page.length === PAGE);
}

/** Puts what a job has logged into a blob; null when that is nothing, or blobs don't outlive this process: then it stays in the table. */
export async function keepLog({ meta, storage: { blobs } }: OperationContext, resourceId: string): Promise<Binary | null> {
  if (!blobs.isDurable) return null;
  const [first] = await meta.jobs.readLog(resourceId, { after: 0, limit: 1 });
  if (first === undefined) return null;
  const { fileId, size } = await blobs.put(toBytes(readPieces(meta.jobs, resourceId)));
  return { fileId, size, contentType: "text/plain", name: "log.txt" };
}

async function* toBytes(pieces: AsyncIterable<LogPiece>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const { text } of pieces) yield encoder.encode(text);
}
