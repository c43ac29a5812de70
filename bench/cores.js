import { execFileSync } from "node:child_process";

/**
 * Which core the servers are pinned to, and which one the load generator: never the same. Null for both where `taskset` is
 * missing or this process may use one core only.
 *
 * @returns {{ server: number | null, load: number | null }}
 */
export function chooseCores() {
  const [server, load] = readAllowedCores();
  return server === undefined || load === undefined ? { server: null, load: null } : { server, load };
}

/** @returns {number[]} */
function readAllowedCores() {
  try {
    const list = execFileSync("taskset", ["-cp", String(process.pid)], { encoding: "utf8" }).split(": ")[1] ?? "";
    return list.trim().split(",").flatMap(toCores);
  } catch {
    return [];
  }
}

/** @param {string} range "3" or "0-7" */
function toCores(range) {
  const [from = 0, to = from] = range.split("-").map(Number);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
