/** What follows the prefix in the names of the queues that the suite's model makes. */
export const QUEUES = ["sample", "sample.dead", ...[1, 5, 30, 180, 900].map((seconds) => `sample.wait.${seconds}s`)];
