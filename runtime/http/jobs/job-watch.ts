import { setTimeout as sleep } from "node:timers/promises";
import type { EncodedJobs } from "../../jobs/encoded-jobs.js";
import { hasEnded, type Watcher } from "./watcher.js";

/** Between two looks, in milliseconds. */
const INTERVAL = 500;

/** Looks at one job as long as somebody watches it: once for all of them. */
export class JobWatch {
  readonly #jobs: EncodedJobs;
  readonly #resourceId: string;
  readonly #watchers = new Set<Watcher>();

  constructor(jobs: EncodedJobs, resourceId: string) {
    this.#jobs = jobs;
    this.#resourceId = resourceId;
  }

  add(watcher: Watcher): void {
    this.#watchers.add(watcher);
  }

  delete(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  /** Resolves when nobody watches any more. */
  async run(): Promise<void> {
    while (this.#watchers.size > 0) {
      try {
        await this.#look();
      } catch {
        this.#leave();
      }
      await sleep(INTERVAL);
    }
  }

  /** Whoever comes back is told what stands against it. */
  #leave(): void {
    for (const { stream } of this.#watchers) stream.end();
    this.#watchers.clear();
  }

  async #look(): Promise<void> {
    const view = await this.#jobs.view(this.#resourceId);
    if (hasEnded(view.status)) {
      for (const watcher of this.#watchers) watcher.tellEnd(this.#jobs, this.#resourceId, view).catch(() => watcher.stream.end());
      this.#watchers.clear();
      return;
    }
    // Those who are behind miss nothing: the log goes on where they are, and of the status only the last one counts.
    const ready = [...this.#watchers].filter(({ stream }) => !stream.isBehind());
    for (const watcher of ready) watcher.follow(view.run);
    await this.#tellLog(new Set(ready));
    for (const watcher of ready) watcher.tellStatus(view.status);
  }

  async #tellLog(watchers: Set<Watcher>): Promise<void> {
    if (watchers.size === 0) return;
    const known = Math.min(...[...watchers].map(({ position }) => position.piece));
    for await (const { n, text } of this.#jobs.readPieces(this.#resourceId, known)) {
      for (const watcher of watchers) {
        if (watcher.stream.isBehind()) watchers.delete(watcher);
        else if (watcher.position.piece < n) watcher.tellLog(text, n);
      }
      if (watchers.size === 0) return;
    }
  }
}
