import type { OperationContext } from "../core/context.js";
import type { Binary } from "../spec.js";
import type { JobTable, LogPiece } from "../stores/job-table.js";

const PAGE = 1000;

/** What a job has logged so far, from the table. */
export async function* readPieces(jobs: JobTable, resourceId: string): AsyncGenerator<string> {
  let page: readonly LogPiece[];
  let after = 0;
  do {
    page = await jobs.readLog(resourceId, { after, limit: PAGE });
    for (const { n, text } of page) {
      after = n;
      yield text;
    }
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

async function* toBytes(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
