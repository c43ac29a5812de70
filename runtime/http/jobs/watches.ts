import { SpecstarError } from "../../core/errors.js";
import type { EncodedJobs } from "../../jobs/encoded-jobs.js";
import { JobWatch } from "./job-watch.js";
import type { Watcher } from "./watcher.js";

/** How many may watch the jobs of a model at a time: each of them holds a connection. */
const MOST_WATCHERS = 1_000;

/** All who watch the jobs of a model. */
export class Watches {
  readonly #jobs: EncodedJobs;
  readonly #watches = new Map<string, JobWatch>();
  #count = 0;

  constructor(jobs: EncodedJobs) {
    this.#jobs = jobs;
  }

  /**
   * Makes room for one more.
   *
   * @returns what gives it up again
   * @throws TOO_MANY_WATCHERS
   */
  enter(): () => void {
    if (this.#count >= MOST_WATCHERS) throw new SpecstarError("TOO_MANY_WATCHERS", `${MOST_WATCHERS} watch already. Come back later, or ask for the status.`);
    this.#count++;
    return () => void this.#count--;
  }

  /** Tells somebody of a job from now on, until they are taken away. */
  add(resourceId: string, watcher: Watcher): void {
    const known = this.#watches.get(resourceId);
    const watch = known ?? new JobWatch(this.#jobs, resourceId);
    watch.add(watcher);
    if (known !== undefined) return;
    this.#watches.set(resourceId, watch);
    void watch.run().then(() => this.#watches.delete(resourceId));
  }

  delete(resourceId: string, watcher: Watcher): void {
    this.#watches.get(resourceId)?.delete(watcher);
  }
}
