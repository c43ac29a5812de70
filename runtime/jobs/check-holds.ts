import type { ClaimedRow, JobTable, Renewed } from "../stores/job-table.js";

/** Whether jobs are still held, and whether they are to be cancelled; in the order of the rows. */
export async function checkHolds(jobs: JobTable, rows: readonly ClaimedRow[]): Promise<readonly Renewed[]> {
  const found = new Map((await jobs.read(rows.map(({ resourceId }) => resourceId))).map((row) => [row.resourceId, row]));
  return rows.map(({ resourceId, hold }) => {
    const row = found.get(resourceId);
    if (row?.hold?.token !== hold.token) return "lost";
    return row.isCancelled ? "cancelled" : "held";
  });
}
