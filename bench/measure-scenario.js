import { measureOnce } from "./measure.js";
import { startChild } from "./orders.js";
import { LOAD_SCRIPT } from "./servers.js";

/** @typedef {import("./measure.js").Measurement} Measurement */
/** @typedef {import("./scenarios.js").Scenario} Scenario */
/** @typedef {{ scenario: string, round: number, baseline: Measurement, generated: Measurement }} Pair */
/** @typedef {import("./measure.js").Target & { end: () => Promise<void> }} Started */

/**
 * @typedef {object} Setting
 * @property {import("./databases.js").Databases} databases
 * @property {{ baseline: import("./servers.js").ServerEntry, generated: import("./servers.js").ServerEntry }} servers
 * @property {{ server: number | null, load: number | null }} cores
 * @property {import("./options.js").Options} options
 */

// What V8 takes, on a slow machine, until it has compiled the paths that a scenario uses.
const WARM_UP_SECONDS = 2;

/**
 * Measures both servers in a scenario: each in a new process on a new copy of its database, checked, warmed up, and then in
 * turn, so that whatever else the machine does meets both.
 *
 * @param {Scenario} scenario
 * @param {Setting} setting
 * @returns {Promise<Pair[]>} one per round
 * @throws {Error} when a server answers wrongly
 */
export async function measureScenario(scenario, setting) {
  const load = startChild(LOAD_SCRIPT, { core: setting.cores.load });
  const baseline = await startServer(setting.servers.baseline, scenario, setting);
  const generated = await startServer(setting.servers.generated, scenario, setting);
  for (const { port, ids } of [baseline, generated]) {
    await load.ask("prepare", { scenario: scenario.name, port, ids });
  }
  for (const server of [baseline, generated]) await measureOnce(server, load, WARM_UP_SECONDS);
  const { rounds, seconds } = setting.options;
  const pairs = [];
  for (let round = 1; round <= rounds; round++) {
    pairs.push({
      scenario: scenario.name,
      round,
      baseline: await measureOnce(baseline, load, seconds),
      generated: await measureOnce(generated, load, seconds),
    });
  }
  await Promise.all([baseline.end(), generated.end(), load.end()]);
  return pairs;
}

/**
 * @param {import("./servers.js").ServerEntry} entry
 * @param {Scenario} scenario
 * @param {Setting} setting
 * @returns {Promise<Started>}
 */
async function startServer(entry, scenario, { databases, servers, cores, options }) {
  const database = await databases.copy(entry, scenario.resources);
  const profile = ["--cpu-prof", `--cpu-prof-dir=${options.profile}`, `--cpu-prof-name=${scenario.name}.cpuprofile`];
  const flags = entry === servers.generated && options.profile !== undefined ? profile : [];
  const child = startChild(entry.script, { core: cores.server, flags });
  const port = Number(await child.ask("start", { place: database.place }));
  const end = async () => {
    await child.ask("stop");
    await child.end();
    await databases.remove(database);
  };
  return { process: child, port, ids: database.ids, end };
}
