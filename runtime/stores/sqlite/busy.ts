import { setTimeout as sleep } from "node:timers/promises";

/** How long a call waits for other processes before it gives up, in milliseconds. */
const patience = 15_000;

/** The longest pause between two tries, in milliseconds. Random, so that two processes don't keep step. */
const longestPause = 15;

/** Whether SQLite refused because another process holds the file (https://sqlite.org/rescode.html#busy). */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

/** The driver's own code of an error: `SQLITE_CONSTRAINT_UNIQUE`; empty text for any other error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/**
 * Runs `attempt`, at once and without a pause when it can, and again while another process holds the file. Other work goes
 * on between two tries.
 *
 * @throws what `attempt` throws; the driver's SQLITE_BUSY when it is still refused after `limit` milliseconds.
 */
export async function retryWhileBusy<Result>(attempt: () => Result, limit: number = patience): Promise<Result> {
  let deadline: number | undefined;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      deadline ??= performance.now() + limit;
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await sleep(1 + Math.random() * longestPause);
  }
}
