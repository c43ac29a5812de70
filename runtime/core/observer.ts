import type { JobCounts } from "../stores/job-table.js";
import type { Storage } from "../stores/storage.js";
import type { EncodedResources } from "./encoded-resources.js";

/** Stands around every operation on the resources of a storage, and changes nothing of it. */
export interface Observer {
  /** The resources of a model, each of whose operations it sees. */
  observe(model: string, resources: EncodedResources): EncodedResources;
  /** Runs a changeset of any models. */
  changeset<Result>(run: () => Promise<Result>): Promise<Result>;
  readonly jobs: JobObserver;
}

/** Is told of the jobs of a storage, and changes nothing of them. */
export interface JobObserver {
  /** Where it learns how many jobs of a model there are, whenever somebody wants to know. */
  watch(model: string, count: () => Promise<JobCounts>): void;
  /** Runs the handler of a job, which says how it ended: `failed`, or otherwise. */
  attempt<End extends { readonly kind: string }>(job: ObservedJob, run: () => Promise<End>): Promise<End>;
  /** Told of each attempt that was handed in. */
  ended(job: ObservedJob, end: AttemptFacts): void;
  /** Told of each job whose worker gave no sign of life for too long. */
  lost(model: string, resourceId: string): void;
}

export interface ObservedJob {
  readonly model: string;
  readonly resourceId: string;
  /** From 1, those that have lost their workers among them. */
  readonly attempt: number;
}

/** What became of an attempt. */
export interface AttemptFacts {
  /** `retried`: failed, and runs again. `postponed`: runs again, and nothing has failed. `lost`: it was another's by then. */
  readonly outcome: "completed" | "failed" | "cancelled" | "retried" | "postponed" | "lost";
  /** What it failed with. */
  readonly error: string | null;
  readonly durationMs: number;
}

const observers = new WeakMap<Storage, Observer>();

/** Has the operations of all managers observed that are made on this storage from now on. */
export function setObserver(storage: Storage, observer: Observer): void {
  observers.set(storage, observer);
}

/** Undefined where nobody observes: then operations cost nothing more. */
export function observerOf(storage: Storage): Observer | undefined {
  return observers.get(storage);
}
