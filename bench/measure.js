/** @typedef {import("./orders.js").Child} Child */

/**
 * One server in one scenario, once.
 *
 * @typedef {object} Measurement
 * @property {number} requestsPerSecond
 * @property {number} cpuMicroseconds of the server, user and system, per request
 * @property {number} generatorBusy share of its core that the load generator used; near 1, the server could have done more
 */
/** @typedef {{ process: Child, port: number, ids: readonly string[] }} Target */

const EXTENT = { connections: 50, maxRequests: 500_000 };

/**
 * Sends requests of the prepared scenario, and tells what they cost the server.
 *
 * @param {Target} server
 * @param {Child} load
 * @param {number} seconds
 * @returns {Promise<Measurement>}
 */
export async function measureOnce(server, load, seconds) {
  const before = Number(await server.process.ask("cpu"));
  const answer = await load.ask("load", { ...EXTENT, port: server.port, seconds });
  const cpu = Number(await server.process.ask("cpu")) - before;
  const result = /** @type {{ answered: number, seconds: number, busy: number }} */ (answer);
  return {
    requestsPerSecond: result.answered / result.seconds,
    cpuMicroseconds: cpu / result.answered,
    generatorBusy: result.busy,
  };
}
