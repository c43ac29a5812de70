import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const tsc = (/** @type {string[]} */ ...args) =>
  void execFileSync(process.execPath, [at("../node_modules/typescript/bin/tsc"), ...args], { stdio: "inherit" });

/**
 * Compiles the runtime, and the code generated for the Issue model to `bench/dist`: what is measured runs as it is shipped.
 *
 * @throws {Error} when something does not compile; the compiler has said what
 */
export function build() {
  tsc("-b", at("../runtime"));
  rmSync(at("dist"), { recursive: true, force: true });
  tsc("-p", at("specstar"));
}
