import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "./config.js";
import { LOCK_PATH, type ExistingMigration } from "./emitters/index.js";

/** What earlier runs have left behind of a project's migrations. */
export interface ExistingMigrations {
  /** The lock file's text; null when there is none. */
  readonly lock: string | null;
  readonly existing: Readonly<Partial<Record<Dialect, readonly ExistingMigration[]>>>;
}

/** @param migrations their folder, from the root. */
export function readExisting(root: string, migrations: string, dialects: readonly Dialect[]): ExistingMigrations {
  const existing = dialects.map((dialect) => {
    const folder = join(root, migrations, dialect);
    const ids = attempt(() => listFolders(folder)) ?? [];
    return [dialect, ids.map((id) => ({ id, sql: attempt(() => readFileSync(join(folder, id, "migration.sql"), "utf8")) }))] as const;
  });
  return { lock: attempt(() => readFileSync(join(root, LOCK_PATH), "utf8")), existing: Object.fromEntries(existing) };
}

function listFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map((entry) => entry.name);
}

/** Null when there is nothing at the path. */
function attempt<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
