import { LOCK_PATH, LockFileError, type Dialect } from "./lock-file.js";
import { readHeader } from "./migration-text.js";

/** A migration that the project has. */
export interface ExistingMigration {
  readonly id: string;
  /** The text of its migration.sql; null when it has none. */
  readonly sql: string | null;
}

const RESTORE = "Restore it from version control, or delete the migrations and the lock file to start anew with an empty database.";

/**
 * Makes sure that the migrations are a chain that ends where the lock file says. Those that were written by hand, or before
 * migrations named their parents, may stand between.
 *
 * @throws LockFileError
 */
export function checkChain(dialect: Dialect, newest: string | null, existing: readonly ExistingMigration[]): void {
  const ids = new Set(existing.map(({ id }) => id));
  if (newest === null && existing.length > 0) throw new LockFileError(`There are migrations for ${dialect}, but no ${LOCK_PATH} that says what they lead to. ${RESTORE}`);
  const links = existing.toSorted((a, b) => (a.id < b.id ? -1 : 1)).flatMap(({ id, sql }) => (sql === null ? [] : [{ id, ...readHeader(sql) }]));
  const edited = links.find(({ isWhole }) => !isWhole);
  if (edited !== undefined) throw new LockFileError(`The ${dialect} migration "${edited.id}" was edited: its text no longer has its checksum. Restore it from version control; what else the database needs goes into a migration of its own.`);
  refuseBranches(dialect, links);
  const orphan = links.find(({ parent }) => typeof parent === "string" && !ids.has(parent));
  if (orphan !== undefined) throw new LockFileError(`The ${dialect} migration "${orphan.id}" follows "${orphan.parent}", which is not there: its folder was renamed or deleted. ${RESTORE}`);
  if (newest !== null && !ids.has(newest)) throw new LockFileError(`${LOCK_PATH} names the ${dialect} migration "${newest}", which is not there. ${RESTORE}`);
  const later = links.find(({ parent }) => parent === newest && newest !== null);
  if (later !== undefined) throw new LockFileError(`${LOCK_PATH} ends at the ${dialect} migration "${newest}", but "${later.id}" follows it. Take the lock file that goes with that one from version control.`);
}

function refuseBranches(dialect: Dialect, links: readonly { readonly id: string; readonly parent: string | null | undefined }[]): void {
  const first = new Map<string | null, string>();
  for (const { id, parent } of links) {
    if (parent === undefined) continue;
    const other = first.get(parent);
    if (other !== undefined) {
      throw new LockFileError(
        `The ${dialect} migrations "${other}" and "${id}" both follow ${parent === null ? "no other one" : `"${parent}"`}: they come from two branches that didn't know of each other. ` +
          `Keep the one that databases have already seen, with the ${LOCK_PATH} of its branch; delete the folder of the other one, and generate again: its changes are then planned anew, behind the one that stays.`,
      );
    }
    first.set(parent, id);
  }
}
