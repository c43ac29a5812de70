import { setTimeout as sleep } from "node:timers/promises";
import { JobRows, type Held } from "./job-rows.js";
import { startServer, type Server, type Signal } from "./start-server.js";

export type Name = "punctual" | "ahead";

/** By how much a server's clock is wrong. */
const SKEW: Readonly<Record<Name, number>> = { punctual: 0, ahead: 7_300 };
export const SHORT_STEP = 10_000;
const STEP = 60_000;
const POLL = 5;
/** After so many polls servers look again, as they would after a second: the time may have been set while they were busy. */
const PATIENCE = 3;

/** A simulated day of two servers on one database. The time goes on when those who run have nothing left to do. */
export class Day {
  /** What the clock showed of the one that saw the most, each time that all was done. */
  readonly looks: number[] = [];
  readonly #dsn: string;
  readonly #rows: JobRows;
  readonly #servers = new Map<Name, Server>();
  #time: number;

  constructor(dsn: string, first: number) {
    this.#dsn = dsn;
    this.#rows = new JobRows(dsn);
    this.#time = first;
  }

  clockOf(name: Name): number {
    return this.#time + SKEW[name];
  }

  /** Returns its URL. */
  async start(name: Name): Promise<string> {
    const server = await startServer(this.#dsn, this.clockOf(name));
    this.#servers.set(name, server);
    await this.#settle();
    return server.url;
  }

  /** Lets the time pass until then. */
  async pass(until: number): Promise<void> {
    await this.#pass(until, STEP);
  }

  /**
   * Ends a server in the midst of firing schedules, which the other one has not seen yet. Then the time goes on for some minutes by shorter
   * steps, so that nothing counts as missed that comes after the lease of the dead. Returns what it left held.
   */
  async endFiring(name: Name, signal: Signal): Promise<Held> {
    this.#time += SHORT_STEP;
    const release = await this.#rows.holdUp();
    this.#servers.get(name)?.setTime(this.clockOf(name));
    while (!(await this.#rows.isFiring())) await sleep(POLL);
    const ended = this.end(name, signal);
    await release();
    await ended;
    const held = await this.#rows.bury();
    await this.#pass(this.#time + 3 * STEP, SHORT_STEP);
    return held;
  }

  async end(name: Name, signal: Signal): Promise<void> {
    const server = this.#servers.get(name);
    this.#servers.delete(name);
    await server?.end(signal);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.keys()].map((name) => this.end(name, "SIGKILL")));
    await this.#rows.close();
  }

  async #pass(until: number, step: number): Promise<void> {
    while (this.#time < until) {
      this.#time = Math.min(this.#time + step, until);
      await this.#settle();
    }
  }

  /** Has the servers look until nothing is left to do. */
  async #settle(): Promise<void> {
    if (this.#servers.size === 0) return;
    const latest = Math.max(...[...this.#servers.keys()].map((name) => this.clockOf(name)));
    for (let polls = 0; polls === 0 || !(await this.#rows.isQuiet(latest)); polls += 1) {
      if (polls % PATIENCE === 0) for (const [name, server] of this.#servers) server.setTime(this.clockOf(name));
      await sleep(POLL);
    }
    this.looks.push(latest);
  }
}
