import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SpecstarError } from "../core/errors.js";
import { checkChain } from "./check-chain.js";
import type { Migration, MigrationTarget } from "./migration-target.js";
import { readHeader } from "./read-header.js";

const idPattern = /^\d{14}_[a-z0-9_]+$/;

/**
 * The migrations in `<folder>/<dialect>/<id>/migration.sql`, in the order in which they apply; none when there is no such
 * folder. Plain files, links and hidden folders between them are no migrations and are passed over.
 *
 * @throws CONFIG_INVALID when a folder is not named `<14 digits>_<slug>`, or has no `migration.sql` that is a plain file;
 * MIGRATION_CHANGED when a generated one was edited, or they are no chain: one is missing, renamed, or from another branch.
 */
export async function readMigrations(folder: string, dialect: MigrationTarget["dialect"]): Promise<Migration[]> {
  const root = join(folder, dialect);
  const ids = (await listFolders(root)).map(({ name }) => name).filter((name) => !name.startsWith("."));
  const misnamed = ids.filter((id) => !idPattern.test(id));
  if (misnamed.length > 0) throw invalid(root, misnamed.map((id) => ({ path: id, message: "is not named like 20260131120000_create_issue" })));
  // By code unit, not by locale: the order must be the same everywhere.
  ids.sort();
  const migrations = await Promise.all(ids.map((id) => readMigration(root, id)));
  checkChain(root, migrations);
  return migrations;
}

async function listFolders(root: string): Promise<Dirent[]> {
  try {
    return (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readMigration(root: string, id: string): Promise<Migration> {
  const file = join(root, id, "migration.sql");
  if (!(await isPlainFile(file))) throw invalid(root, [{ path: `${id}/migration.sql`, message: "is missing, or is not a plain file" }]);
  const sql = await readText(file);
  const downFile = join(root, id, "down.sql");
  const down = (await isPlainFile(downFile)) ? await readText(downFile) : null;
  const { parent, risks, isWhole } = readHeader(sql);
  const back = down === null ? null : readHeader(down);
  if (!isWhole || back?.isWhole === false) throw edited(root, `${id}/${isWhole ? "down" : "migration"}.sql`);
  return { id, sql, checksum: `sha256:${createHash("sha256").update(sql).digest("hex")}`, down, parent, risks, downRisks: back?.risks ?? [] };
}

/** A checkout on Windows may have changed the line ends: that is the same migration. */
async function readText(file: string): Promise<string> {
  return (await readFile(file, "utf8")).replaceAll("\r\n", "\n");
}

function edited(root: string, path: string): SpecstarError {
  const message = `${join(root, path)} was edited: its text no longer has its checksum. Restore the file from version control.`;
  return new SpecstarError("MIGRATION_CHANGED", message, [{ path, message: "was edited after it was generated" }]);
}

async function isPlainFile(file: string): Promise<boolean> {
  try {
    return (await lstat(file)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function invalid(root: string, problems: readonly { path: string; message: string }[]): SpecstarError {
  const list = problems.map(({ path, message }) => `${path} ${message}`).join("; ");
  return new SpecstarError("CONFIG_INVALID", `The migrations in ${root} can't be used: ${list}.`, problems);
}
