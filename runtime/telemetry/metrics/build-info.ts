import { createRequire } from "node:module";
import type { Collected } from "./registry.js";

/** Which code runs: its value is always 1. */
export function buildInfo(): Collected {
  const facts = { name: "specstar_build_info", help: "Which versions run. The value is always 1.", labels: ["version", "node"] };
  const values = [readVersion(), process.versions.node];
  return { type: "gauge", facts, collect: () => [{ values, value: 1 }] };
}

/** The version of this package, by the name that it has for itself. */
export function readVersion(): string {
  const { version }: { readonly version: string } = createRequire(import.meta.url)("@specstar/runtime/package.json");
  return version;
}
