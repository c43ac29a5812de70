import { hostname } from "node:os";
import { ResourceManager, type ManagerOptions } from "../core/resource-manager.js";
import { onJobWaiting } from "../core/jobs/waiting-jobs.js";
import type { BulkOptions, BulkResult } from "../core/operations/bulk.js";
import type { WriteOptions } from "../core/options.js";
import type { RevisionInfo } from "../core/resource.js";
import { JOB_SETTINGS, type ResourceSpec } from "../core/spec.js";
import type { MessageQueue } from "../queues/message-queue.js";
import { toUncheckedSearch, type Search } from "../query/typed-search.js";
import type { JobState } from "../spec.js";
import type { Storage } from "../stores/storage.js";
import type { CancelOptions } from "./cancel-job.js";
import { createDesk } from "./create-desk.js";
import type { CreateJobOptions } from "./create-job.js";
import { createEncodedJobs, type EncodedJobs } from "./encoded-jobs.js";
import type { JobHandler } from "./job-context.js";
import type { KeeperDesk } from "./keeper-desk.js";
import { createOutbox } from "./outbox.js";
import { queueOf } from "./queue-of.js";
import type { JobStatus } from "./read-status.js";
import { observeCounts } from "./tell-observer.js";
import { startWorker, type Worker, type WorkerOptions } from "./worker.js";

/** The data of a model that extends `Job`. */
export interface JobFields {
  readonly payload: unknown;
  readonly result: unknown;
  readonly state: JobState;
}

export interface JobManagerOptions extends ManagerOptions {
  /** What those who run jobs here are called; the host's name and the process's number when it isn't given. */
  readonly worker?: string | undefined;
  /** From 0 to below 1: by how much a failed job waits longer than it must. */
  readonly random?: (() => number) | undefined;
}

const DEFAULT_RETRIES = 3;

/** The one door to the resources of a model that carry work. */
export class JobManager<Data extends JobFields, Input, Indexed> extends ResourceManager<Data, Input, Indexed> {
  /** Where the jobs are handed out and in. */
  readonly desk: KeeperDesk;
  /** The same jobs with their data as JSON. */
  readonly encodedJobs: EncodedJobs;
  readonly #queue: MessageQueue;

  constructor(spec: ResourceSpec<Data, Input, Indexed>, storage: Storage, options: JobManagerOptions = {}) {
    super(spec, storage, options);
    const { worker = `${hostname()}:${process.pid}`, random = Math.random } = options;
    this.#queue = queueOf(storage);
    const maxRetries = this.#queue.maxRetries ?? DEFAULT_RETRIES;
    this.desk = createDesk(this.context, spec.job ?? JOB_SETTINGS, { worker, random, maxRetries });
    this.encodedJobs = createEncodedJobs(this.context, this.encoded, this.desk);
    observeCounts(this.context);
    const send = createOutbox(this.desk, this.#queue);
    onJobWaiting(this.context, ({ resourceId, priority }) => send({ model: spec.name, resourceId, priority }));
  }

  /**
   * Makes a job, which runs as soon as it may.
   *
   * @throws VALIDATION_FAILED; UNIQUE_VIOLATION, or JOB_RUNNING, when another one has its `dedupeKey` and stands in the way
   */
  override async create(data: Input, options: CreateJobOptions = {}): Promise<RevisionInfo> {
    return Object.freeze((await this.encodedJobs.create(data, options)).revision.value);
  }

  /**
   * Cancels a job: one that waits has ended then, one that runs is told to stop. Nothing happens to one that has ended.
   *
   * @returns its state after that
   * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT
   */
  cancel(resourceId: string, options: CancelOptions = {}): Promise<JobState> {
    return this.encodedJobs.cancel(resourceId, options);
  }

  /**
   * Has a job that has ended run again, by a new revision. One that waits is left as it is.
   *
   * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, JOB_RUNNING
   */
  async rerun(resourceId: string, options: WriteOptions = {}): Promise<RevisionInfo> {
    return Object.freeze((await this.encodedJobs.rerun(resourceId, options)).revision.value);
  }

  /**
   * Has all jobs that meet a condition and have ended run again, all or none.
   *
   * @throws INVALID_QUERY; TOO_MANY_MATCHES when more meet it than may be touched
   */
  async rerunMany(where: Search<Indexed>["where"], options: BulkOptions = {}): Promise<BulkResult> {
    return Object.freeze(await this.encodedJobs.rerunMany(toUncheckedSearch(this.spec.index, { where }).where, options));
  }

  /**
   * How a job is doing, now.
   *
   * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED
   */
  async status(resourceId: string): Promise<JobStatus> {
    return Object.freeze(await this.encodedJobs.status(resourceId));
  }

  /**
   * What a job has logged, piece by piece: up to now while it runs, all of it once it has ended.
   *
   * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED
   */
  readLog(resourceId: string): AsyncIterable<string> {
    return this.encodedJobs.readLog(resourceId);
  }

  /**
   * Starts to run the jobs, until the worker is stopped.
   *
   * @throws RangeError when the concurrency is no whole number from 1 on.
   */
  startConsume(handler: JobHandler<Data["payload"], Exclude<Data["result"], null>>, options: WorkerOptions = {}): Worker {
    return startWorker(this.desk, this.#queue, handler, options);
  }
}
