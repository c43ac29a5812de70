import { fileURLToPath } from "node:url";

/** @typedef {{ name: string, script: string }} ServerEntry */

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The two servers that are compared: on SQLite, or on PostgreSQL.
 *
 * @param {Pick<import("./options.js").Options, "postgres">} options
 * @returns {{ baseline: ServerEntry, generated: ServerEntry }}
 */
export function serversOf({ postgres }) {
  return {
    baseline: { name: "baseline", script: at(postgres === undefined ? "baseline/server.js" : "baseline/postgres/server.js") },
    generated: { name: "generated", script: at("specstar/server.js") },
  };
}

export const LOAD_SCRIPT = at("load/load-process.js");
