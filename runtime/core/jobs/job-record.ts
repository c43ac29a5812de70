/** One run of a job, as its record and its last revision keep it. Times are RFC 3339 text in UTC with milliseconds. */
export interface Attempt {
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly error: string | null;
}

export interface Progress {
  readonly value: number;
  readonly total: number | null;
  readonly message: string | null;
}

/** What those who hold a job keep of it in its row. */
export interface JobRecord {
  /** Oldest first; the last one may be under way. */
  readonly attempts: readonly Attempt[];
  /** How many of them ended with the loss of their worker. */
  readonly losses: number;
  readonly progress: Progress | null;
  /** Who has, or had it last. */
  readonly worker: string | null;
}

/** That of a job which nobody has held yet. */
export const FIRST_RECORD = printRecord({ attempts: [], losses: 0, progress: null, worker: null });

export function printRecord({ attempts, losses, progress, worker }: JobRecord): string {
  return JSON.stringify({ attempts, losses, progress, worker });
}

/** @param text as `printRecord` made it; it is taken at its word. */
export function parseRecord(text: string): JobRecord {
  return JSON.parse(text) as JobRecord;
}
