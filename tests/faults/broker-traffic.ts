import type { JobSource, MessageQueue } from "../../runtime/queues/message-queue.js";
import { nameOf } from "../../runtime/testing/message-queue/bench-desk.js";
import type { Scene } from "../../runtime/testing/message-queue/scene.js";

const BATCH = 20;

/** Jobs that are made and done all the time, while something happens to their broker. */
export class Traffic {
  /** Those that the broker has said it keeps. */
  readonly confirmed = new Set<string>();
  readonly done = new Map<string, number>();
  readonly #scene: Scene;
  readonly #stopping = new AbortController();
  readonly #consuming = new AbortController();
  readonly #running: Promise<unknown>[] = [];
  #made = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  async start(producers: readonly MessageQueue[], consumers: readonly MessageQueue[]): Promise<void> {
    for (const queue of producers) this.#running.push(this.#produce(queue));
    for (const queue of consumers) this.#running.push(this.#consume(await this.#scene.subscribe(queue, 5)));
  }

  /** Makes no more jobs, and resolves once all that were confirmed are done. */
  async finish(): Promise<void> {
    this.#stopping.abort();
    while ([...this.confirmed].some((name) => !this.done.has(name)) || this.#made > this.confirmed.size) await pause(50);
    this.#consuming.abort();
    await Promise.all(this.#running);
  }

  /** How many have been done so far; for those who want to see that it goes on. */
  async more(count: number): Promise<void> {
    const until = this.done.size + count;
    while (this.done.size < until) await pause(10);
  }

  async #produce(queue: MessageQueue): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const names = Array.from({ length: BATCH }, () => `job-${this.#made++}`);
      await this.#scene.publish(queue, names);
      for (const name of names) this.confirmed.add(name);
      await pause(5);
    }
  }

  async #consume(source: JobSource): Promise<void> {
    const { signal } = this.#consuming;
    while (!signal.aborted) {
      for (const row of await source.take(5, signal)) {
        this.done.set(nameOf(row), (this.done.get(nameOf(row)) ?? 0) + 1);
        await this.#scene.end(source, row, { kind: "completed", result: null });
      }
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((next) => setTimeout(next, milliseconds));
}
