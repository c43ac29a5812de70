import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

/** The folder of the installed `specstar` package: found by its own name, so that sources and built code agree on it. */
export function ownFolder(): string {
  return dirname(createRequire(import.meta.url).resolve("specstar/package.json"));
}

export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(`${ownFolder()}/package.json`, "utf8")) as { version: string };
  return version;
}
