/** What the commands need of the project's runtime and of its generated code, which are the project's and not ours. */

export interface Runtime {
  openBackend(path: string): Promise<Storage>;
}

export interface Generated {
  openManagers(storage: Storage): Promise<object>;
  /** Missing where no model is a job. */
  readonly jobManagers?: (managers: object) => Managers;
  readonly startWorkers?: (managers: object, handlers: object, options: WorkerOptions) => Worker;
}

export interface Storage {
  readonly meta: { readonly jobs: JobTable };
  readonly queue?: { readonly description: string } | undefined;
  close(): Promise<void>;
}

interface JobTable {
  count(index: unknown, now: string): Promise<JobCounts>;
  readLog(resourceId: string, page: { readonly after: number; readonly limit: number }): Promise<readonly { readonly n: number; readonly text: string }[]>;
}

export interface JobCounts {
  readonly due: number;
  readonly delayed: number;
  readonly held: number;
  readonly schedules: number;
  readonly oldestDueAt: string | null;
}

/** By the names of their handlers. */
export type Managers = Readonly<Record<string, Manager>>;

export interface Manager {
  /** `name` begins the ids of its jobs. */
  readonly spec: { readonly name: string; readonly index: unknown };
  get(resourceId: string): Promise<StoredJob>;
  search(search?: Search): Promise<{ readonly items: readonly StoredJob[]; readonly nextCursor: string | null }>;
  count(search?: Search): Promise<number>;
  status(resourceId: string): Promise<JobStatus>;
  readLog(resourceId: string): AsyncIterable<string>;
  cancel(resourceId: string, options: WriteOptions): Promise<JobState>;
  rerun(resourceId: string, options: WriteOptions): Promise<object>;
  rerunMany(where: Where | undefined, options: WriteOptions & { readonly most: number }): Promise<{ readonly count: number }>;
}

export const JOB_STATES = ["pending", "running", "completed", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Of jobs in a state: a function that the runtime evaluates, and whose type is the project's. */
export type Where = object;

export interface Search {
  readonly where?: Where | undefined;
  readonly limit?: number | undefined;
}

export interface WriteOptions {
  readonly reason?: string | undefined;
  readonly actor?: string;
}

export interface StoredJob {
  readonly data: {
    readonly payload: unknown;
    readonly result: unknown;
    readonly state: JobState;
    readonly attempts: readonly { readonly error: string | null }[];
    readonly schedule: object | null;
    readonly runAt: Date | null;
  };
  readonly meta: { readonly resourceId: string; readonly createdTime: string; readonly createdBy: string };
}

export interface JobStatus {
  readonly state: JobState;
  readonly attempts: readonly { readonly startedAt: string; readonly endedAt: string | null; readonly error: string | null }[];
  readonly progress: Progress | null;
  readonly dueAt: string | null;
  readonly worker: string | null;
  readonly isCancelled: boolean;
}

export interface Progress {
  readonly value: number;
  readonly total: number | null;
  readonly message: string | null;
}

export interface Worker {
  stop(options: { readonly grace: number }): Promise<void>;
}

export interface WorkerOptions {
  readonly concurrency: number;
  readonly onTrouble: (error: unknown) => void;
  readonly onSettled: (job: { readonly resourceId: string }, settlement: Settlement) => void;
}

/** What became of a job after an attempt. */
export type Settlement =
  | { readonly kind: "completed" | "lost" }
  | { readonly kind: "failed" | "cancelled"; readonly error: string }
  | { readonly kind: "waits"; readonly until: Date; readonly error: string | null };
