// A child process that puts jobs into one queue and runs them, and tells its own CPU time.
import { obey } from "../orders.js";

/**
 * @typedef {object} Contender
 * @property {(i: number) => Promise<void>} enqueue one job, and resolves once it would survive
 * @property {(concurrency: number, onJob: () => void) => Promise<() => Promise<unknown>>} work runs jobs that do nothing, until it is stopped
 * @property {() => Promise<number>} countLeft how many jobs have not been completed
 * @property {() => Promise<unknown>} close
 */
/** @typedef {{ seconds: number, cpuMicroseconds: number }} Cost */

/** How many jobs are on their way into the queue at a time. */
const IN_FLIGHT = 50;
const CONCURRENCY = 10;

/** @type {Contender | undefined} */
let contender;

obey({
  /** @param {{ name: string, url: string }} argument */
  open: async ({ name, url }) => {
    contender = await (await import(`./contenders/${name}.js`)).open(url);
  },
  /** @param {{ count: number }} argument */
  enqueue: ({ count }) =>
    measure(async () => {
      let next = 0;
      const send = async () => {
        while (next < count) await opened().enqueue(next++);
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, () => send()));
    }),
  /** @param {{ count: number }} argument */
  process: async ({ count }) => {
    let run = 0;
    /** @type {() => Promise<unknown>} */
    let stop = noWorker;
    const cost = await measure(async () => {
      await new Promise((resolve, reject) => {
        const onJob = () => void (++run === count && resolve(undefined));
        opened().work(CONCURRENCY, onJob).then((stopped) => (stop = stopped), reject);
      });
      while ((await opened().countLeft()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    await stop();
    if (run !== count) throw new Error(`${run} runs of ${count} jobs.`);
    return cost;
  },
  close: () => contender?.close(),
});

const noWorker = async () => undefined;

function opened() {
  if (contender === undefined) throw new Error("Open a contender first.");
  return contender;
}

/** @param {() => Promise<void>} work @returns {Promise<Cost>} */
async function measure(work) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - start) / 1000, cpuMicroseconds: user + system };
}
