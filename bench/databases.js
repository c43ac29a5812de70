import { closeSync, cpSync, fsyncSync, mkdtempSync, openSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HISTORY } from "./dataset.js";
import { startChild } from "./orders.js";

/** @typedef {{ dataDir: string, ids: readonly string[] }} Database */
/** @typedef {ReturnType<typeof createDatabases>} Databases */

/** Where the databases of one run are kept: seeded once for each server and size, copied for each use. */
export function createDatabases() {
  const root = mkdtempSync(join(tmpdir(), "specstar-bench-"));
  /** @type {Map<string, Database>} */
  const seeded = new Map();

  /** @param {import("./servers.js").ServerEntry} server @param {number} resources */
  const seed = async (server, resources) => {
    const dataDir = mkdtempSync(join(root, `${server.name}-${resources}-`));
    const child = startChild(server.script, { core: null });
    const ids = await child.ask("seed", { dataDir, counts: { resources, ...HISTORY } });
    await child.end();
    seeded.set(`${server.name} ${resources}`, { dataDir, ids: /** @type {string[]} */ (ids) });
  };

  /** @param {import("./servers.js").ServerEntry} server @param {number} resources @returns {Database} */
  const copy = (server, resources) => {
    const original = seeded.get(`${server.name} ${resources}`);
    if (original === undefined) throw new Error(`The database of ${server.name} is not seeded.`);
    const dataDir = mkdtempSync(join(root, `${server.name}-copy-`));
    cpSync(original.dataDir, dataDir, { recursive: true });
    flush(dataDir);
    return { dataDir, ids: original.ids };
  };

  return {
    seed,
    copy,
    /** @param {Database} database */
    remove: ({ dataDir }) => rmSync(dataDir, { recursive: true, force: true }),
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

/**
 * Writes a folder's files to the disk now, so that this does not happen while a server waits for its own writes.
 *
 * @param {string} folder
 */
function flush(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(join(entry.parentPath, entry.name), "r+");
    fsyncSync(file);
    closeSync(file);
  }
}
