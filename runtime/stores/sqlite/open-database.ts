import { closeSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isSpecstarError, SpecstarError } from "../../core/errors.js";
import { isBusy } from "./busy.js";
import { openFile, type Database } from "./driver.js";
import { addFunctions } from "./functions.js";

/** How long one statement may block the event loop while another process writes; whoever needs longer asks again later. */
const busyTimeout = 5;

/** How long opening may wait for other processes that open the same file. Nothing else runs yet, so it may block. */
const openTimeout = 10_000;

/**
 * Opens `<dir>/specstar.db`, made if need be, so that what is committed survives a power cut.
 *
 * @throws BACKEND_UNAVAILABLE when the folder or the file can't be made or opened; CONFIG_INVALID when the driver is missing.
 */
export function openDatabase(dir: string): Database {
  const file = join(resolve(dir), "specstar.db");
  let db: Database | undefined;
  try {
    makeFolder(resolve(dir));
    db = openFile(file, { timeout: openTimeout });
    configure(db);
    return db;
  } catch (error) {
    db?.close();
    if (isSpecstarError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SpecstarError("BACKEND_UNAVAILABLE", `The SQLite database ${file} can't be opened: ${reason}.`, [], { cause: error });
  }
}

function configure(db: Database): void {
  enterWal(db);
  // Under WAL the driver's default is NORMAL, which loses acknowledged commits in a power cut (https://sqlite.org/pragma.html#pragma_synchronous).
  db.pragma("synchronous = FULL");
  // On macOS a plain fsync leaves the bytes in the drive's cache; elsewhere this does nothing.
  db.pragma("fullfsync = ON");
  // 64 MB, in the negative KiB that SQLite takes.
  db.pragma("cache_size = -64000");
  // Savepoints keep their journal in memory, not in a file of their own.
  db.pragma("temp_store = MEMORY");
  db.pragma(`busy_timeout = ${busyTimeout}`);
  addFunctions(db);
}

/** Changing the journal mode can report a lock at once, without the busy timeout, when another process is doing the same. */
function enterWal(db: Database): void {
  const deadline = performance.now() + openTimeout;
  for (;;) {
    try {
      db.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Makes the folder and those above it, and their names durable: SQLite itself sees to the file's. */
function makeFolder(dir: string): void {
  const first = mkdirSync(dir, { recursive: true });
  // Windows can't sync a folder, and needn't.
  if (first === undefined || process.platform === "win32") return;
  for (let made = dir; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

function syncFolder(dir: string): void {
  const handle = openSync(dir, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
