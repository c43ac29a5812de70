import { HISTORY } from "./dataset.js";
import { startChild } from "./orders.js";

/** @typedef {{ place: string, ids: readonly string[] }} Database */
/** @typedef {ReturnType<typeof createDatabases>} Databases */

/**
 * Where databases are: each is named by one text, a folder or a DSN.
 *
 * @typedef {object} Places
 * @property {(name: string) => Promise<string>} create an empty one
 * @property {(place: string, name: string) => Promise<string>} copy what is there, written to the disk
 * @property {(place: string) => Promise<void>} remove
 * @property {() => Promise<void>} close removes all that are left
 */

/**
 * The databases of one run: seeded once for each server and size, copied for each use.
 *
 * @param {Places} places
 */
export function createDatabases(places) {
  /** @type {Map<string, Database>} */
  const seeded = new Map();

  /** @param {import("./servers.js").ServerEntry} server @param {number} resources */
  const seed = async (server, resources) => {
    const place = await places.create(`${server.name}_${resources}`);
    const child = startChild(server.script, { core: null });
    const ids = await child.ask("seed", { place, counts: { resources, ...HISTORY } });
    await child.end();
    seeded.set(`${server.name} ${resources}`, { place, ids: /** @type {string[]} */ (ids) });
  };

  /** @param {import("./servers.js").ServerEntry} server @param {number} resources @returns {Promise<Database>} */
  const copy = async (server, resources) => {
    const original = seeded.get(`${server.name} ${resources}`);
    if (original === undefined) throw new Error(`The database of ${server.name} is not seeded.`);
    return { place: await places.copy(original.place, `${server.name}_copy`), ids: original.ids };
  };

  return { seed, copy, remove: (/** @type {Database} */ { place }) => places.remove(place), close: places.close };
}
