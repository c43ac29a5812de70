import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { until } from "../../runtime/jobs/until.js";
import type { Place } from "./open-world.js";

const script = fileURLToPath(new URL("worker-process.ts", import.meta.url));
const env = { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("../../tsconfig.json", import.meta.url)) };
const execArgv = ["--import", "tsx"];

/** Processes that run jobs, each of them started again when it has ended. */
export class WorkerProcesses {
  /** How many were killed. */
  kills = 0;
  /** How many have ended, killed or not. */
  ends = 0;
  readonly #place: Place;
  readonly #running = new Set<ChildProcess>();
  readonly #ready = new Set<ChildProcess>();
  #isStopped = false;

  constructor(place: Place, count: number) {
    this.#place = place;
    for (let n = 0; n < count; n++) this.#start();
  }

  /** Resolves once so many of them take jobs. */
  async ready(count: number): Promise<void> {
    await until(() => this.#ready.size >= count);
  }

  /** Kills one of them with SIGKILL, whichever: it can finish nothing. The last one that takes jobs is spared, where starting takes long. */
  killOne(): void {
    const all = [...this.#ready];
    const child = all[Math.floor(Math.random() * all.length)];
    if (child === undefined || all.length === 1) return;
    this.#ready.delete(child);
    child.kill("SIGKILL");
    this.kills += 1;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const exits = [...this.#running].map((child) => once(child, "exit"));
    for (const child of this.#running) child.kill("SIGKILL");
    await Promise.all(exits);
  }

  #start(): void {
    const child = fork(script, [JSON.stringify(this.#place)], { execArgv, env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#running.add(child);
    child.once("message", () => this.#ready.add(child));
    child.once("exit", () => this.#replace(child));
  }

  #replace(child: ChildProcess): void {
    this.#ready.delete(child);
    this.#running.delete(child);
    if (this.#isStopped) return;
    this.ends += 1;
    this.#start();
  }
}
