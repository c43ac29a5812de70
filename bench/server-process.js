// What all measured servers have in common: each is a child process that fills a database, or serves one, and tells its
// own CPU time. It knows nothing of scenarios.
import { obey } from "./orders.js";

/** @typedef {{ resources: number, histories: number, revisions: number }} SeedCounts */
/** @typedef {{ port: number, stop: () => Promise<void> }} RunningServer */

/**
 * @typedef {object} MeasuredServer
 * @property {(place: string, counts: SeedCounts) => Promise<string[]>} seed fills a new database and resolves with the
 *   ids: the first `histories` have `revisions` revisions each, the others one
 * @property {(place: string) => Promise<RunningServer>} start serves that database on a free port of 127.0.0.1
 */

/**
 * Puts a server under the runner's orders.
 *
 * @param {MeasuredServer} server
 */
export function measure(server) {
  /** @type {RunningServer | undefined} */
  let running;
  obey({
    /** @param {{ place: string, counts: SeedCounts }} argument */
    seed: ({ place, counts }) => server.seed(place, counts),
    /** @param {{ place: string }} argument */
    start: async ({ place }) => {
      running = await server.start(place);
      return running.port;
    },
    /** User and system time of this process with all its threads, in microseconds. */
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
    stop: () => running?.stop(),
  });
}
