import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/**
 * Names exactly this tool: the files of the generator and its templates by size and time, and the packages that it works with.
 * Any change to them, such as an update, gives another name.
 */
export function toolIdentity(): string {
  const hash = createHash("sha256").update(process.version);
  const manifest = require.resolve("specstar/package.json");
  for (const folder of [fileURLToPath(new URL("..", import.meta.url)), join(manifest, "../templates")]) addFolder(hash, folder);
  for (const file of [manifest, require.resolve("ts-morph"), require.resolve("handlebars")]) addFile(hash, file);
  return hash.digest("hex");
}

type Hash = ReturnType<typeof createHash>;

function addFolder(hash: Hash, folder: string): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) addFile(hash, path);
}

function addFile(hash: Hash, path: string): void {
  const { size, mtimeMs, ino } = statSync(path);
  hash.update(`${path}\0${size}\0${mtimeMs}\0${ino}\0`);
}
