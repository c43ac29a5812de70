import { fileURLToPath } from "node:url";

/** @typedef {{ name: string, script: string }} ServerEntry */

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @type {ServerEntry} */
export const BASELINE = { name: "baseline", script: at("baseline/server.js") };
/** @type {ServerEntry} */
export const GENERATED = { name: "generated", script: at("specstar/server.js") };
export const LOAD_SCRIPT = at("load/load-process.js");
