/** How the jobs of a model are run, as generated code tells the runtime: times are in milliseconds. */
export interface JobSettings {
  /** Null takes the queue's default. */
  readonly maxRetries: number | null;
  readonly maxLosses: number;
  readonly lease: number;
  /** Null: as long as it wants. */
  readonly timeout: number | null;
  readonly backoff: { readonly first: number; readonly longest: number };
  readonly concurrency: number;
}

/** Those of the runtime. */
export const DEFAULT_JOB_SETTINGS: JobSettings = {
  maxRetries: null,
  maxLosses: 5,
  lease: 30_000,
  timeout: null,
  backoff: { first: 1_000, longest: 3_600_000 },
  concurrency: 1,
};
