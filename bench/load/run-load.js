import { performance } from "node:perf_hooks";
import { openConnection } from "./connection.js";

const GRACE_MS = 10_000;

/**
 * @typedef {object} Load
 * @property {number} port
 * @property {number} connections
 * @property {number} seconds no request is sent after that
 * @property {number} maxRequests nor more than that many
 * @property {number} status the only one that is right
 * @property {() => string} nextRequest as it goes over the wire
 */

/**
 * Keeps every connection busy until the time or the count is reached, and waits for the last answers.
 *
 * @param {Load} load
 * @returns {Promise<{ answered: number, seconds: number }>}
 * @throws {Error} at the first answer with another status, a broken connection, or silence of ten seconds at the end
 */
export function runLoad(load) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const end = started + load.seconds * 1000;
    let sent = 0;
    let answered = 0;
    /** @type {ReturnType<typeof openConnection>[]} */
    const connections = [];

    /** @param {() => void} report */
    const finish = (report) => {
      clearTimeout(timer);
      for (const connection of connections) connection.close();
      report();
    };
    const fail = (/** @type {Error} */ error) => finish(() => reject(error));
    const timer = setTimeout(
      () => fail(new Error(`${sent - answered} requests were not answered.`)),
      load.seconds * 1000 + GRACE_MS,
    );

    for (let i = 0; i < load.connections; i++) {
      const sendNext = () => {
        if (sent === load.maxRequests || performance.now() >= end) return;
        sent++;
        connection.send(load.nextRequest());
      };
      const connection = openConnection(load.port, (status, answer) => {
        answered++;
        if (status !== load.status) return fail(wrongStatus(load.status, answer));
        sendNext();
        if (sent === answered) finish(() => resolve({ answered, seconds: (performance.now() - started) / 1000 }));
      }, fail);
      connections.push(connection);
      sendNext();
    }
  });
}

/** @param {number} expected @param {Buffer} answer */
function wrongStatus(expected, answer) {
  return new Error(`Expected status ${expected}, got: ${answer.toString("utf8", 0, 2000)}`);
}
