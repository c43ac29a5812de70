import type { JobRow, JobTable } from "../../stores/job-table.js";
import type { ModelIndex } from "../../stores/model-index.js";

const PAGE = 50;

/** The rows of a model's jobs by their ids, page by page. */
export async function* listRowPages(jobs: JobTable, index: ModelIndex): AsyncIterable<readonly JobRow[]> {
  for (let after: string | null = null; ; ) {
    const rows: readonly JobRow[] = await jobs.list(index, { after, limit: PAGE });
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.resourceId ?? null;
  }
}
