import { createRequire } from "node:module";
import type Sqlite from "better-sqlite3";
import { SpecstarError } from "../../core/errors.js";

export type Database = Sqlite.Database;

/** A prepared statement that takes its parameters as one list, in order. */
export type Statement<Row = unknown> = Sqlite.Statement<unknown[], Row>;

/**
 * Opens a database file with the optional driver.
 *
 * @throws CONFIG_INVALID when better-sqlite3 is not installed, or not built for this Node; the driver's error when the file
 * can't be opened.
 */
export function openFile(file: string, options: Sqlite.Options): Database {
  const Driver = loadDriver();
  try {
    return new Driver(file, options);
  } catch (error) {
    // The native part is loaded by the first database, not by the import.
    if (isNativePartMissing(error)) throw driverError("better-sqlite3 is not built for this Node. Run `npm rebuild better-sqlite3`.", error);
    throw error;
  }
}

// Not an import: the package is an optional peer, missed only by those who open a database, and opening is not asynchronous.
function loadDriver(): typeof Sqlite {
  try {
    return createRequire(import.meta.url)("better-sqlite3");
  } catch (error) {
    throw driverError("SQLite storage needs the package better-sqlite3. Run `npm install better-sqlite3`.", error);
  }
}

function isNativePartMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.startsWith("Could not locate the bindings file") || ("code" in error && error.code === "ERR_DLOPEN_FAILED");
}

function driverError(message: string, cause: unknown): SpecstarError {
  return new SpecstarError("CONFIG_INVALID", message, [], { cause });
}
