// The load generator: a child process that checks a server's answers in a scenario and then sends it requests of that
// scenario. It knows nothing of what runs behind the port.
import { obey } from "../orders.js";
import { findScenario } from "../scenarios.js";
import { runLoad } from "./run-load.js";
import { toWire } from "./wire.js";

/** @typedef {{ scenario: string, port: number, ids: string[] }} Preparation */
/** @typedef {{ port: number, seconds: number, maxRequests: number, connections: number }} Extent */
/** @typedef {{ status: number, nextRequest: () => string }} Prepared */

/** @type {Map<number, Prepared>} by port */
const prepared = new Map();
let count = 0;

obey({
  /** @param {Preparation} preparation */
  prepare: async ({ scenario: name, port, ids }) => {
    const scenario = findScenario(name);
    const base = `http://127.0.0.1:${port}`;
    await scenario.check(base, ids);
    const targets = await scenario.readTargets(base, ids);
    const [first] = targets;
    if (first === undefined) throw new Error("The scenario has nothing to ask for.");
    const pick = () => targets[Math.floor(Math.random() * targets.length)] ?? first;
    prepared.set(port, { status: scenario.status, nextRequest: () => toWire(scenario.toRequest(pick(), count++)) });
  },

  /** @param {Extent} extent */
  load: async (extent) => {
    const requests = prepared.get(extent.port);
    if (requests === undefined) throw new Error(`No scenario is prepared for port ${extent.port}.`);
    const before = process.cpuUsage();
    const result = await runLoad({ ...extent, ...requests });
    const { user, system } = process.cpuUsage(before);
    return { ...result, busy: (user + system) / 1e6 / result.seconds };
  },
});
