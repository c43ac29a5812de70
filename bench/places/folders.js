import { closeSync, cpSync, fsyncSync, mkdtempSync, openSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Databases in folders, under one that goes with the process, however that ends.
 *
 * @returns {import("../databases.js").Places}
 */
export function createFolders() {
  const root = mkdtempSync(join(tmpdir(), "specstar-bench-"));
  process.on("exit", () => remove(root));
  const create = async (/** @type {string} */ name) => mkdtempSync(join(root, `${name}-`));
  return {
    create,
    copy: async (place, name) => {
      const folder = await create(name);
      cpSync(place, folder, { recursive: true });
      flush(folder);
      return folder;
    },
    remove: async (place) => remove(place),
    close: async () => remove(root),
  };
}

/** @param {string} folder */
const remove = (folder) => rmSync(folder, { recursive: true, force: true });

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
