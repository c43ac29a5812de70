import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { SpecstarError, type Problem } from "../core/errors.js";
import { memoryStorage } from "../stores/memory/index.js";
import type { Storage } from "../stores/storage.js";
import type { BackendConfig, Connection } from "./backend-config.js";
import { expandVariables } from "./expand-variables.js";
import { parseConfig } from "./parse-config.js";
import { parseJson } from "./parse-json.js";

/**
 * Opens the back end that a configuration describes: the path of a JSON file, or the same as an object. Drivers are loaded
 * only for the connection that is used.
 *
 * @throws CONFIG_INVALID for every mistake in the configuration, with the JSON Pointer of each, and when a driver is not
 * installed; BACKEND_UNAVAILABLE when the back end can't be opened; NOT_SUPPORTED for PostgreSQL.
 */
export async function openBackend(config: string | BackendConfig): Promise<Storage> {
  const { connection, folder } = await readConnection(config);
  return openConnection(connection, folder);
}

/** Where the migrations of a back end apply to: null where none are needed. */
export interface MigrationAccess {
  readonly target: Storage["migrations"];
  close(): Promise<void>;
}

/**
 * Opens the database that a configuration describes for its migrations alone.
 *
 * @throws what `openBackend` throws, but for NOT_SUPPORTED.
 */
export async function openMigrations(config: string | BackendConfig): Promise<MigrationAccess> {
  const { connection, folder } = await readConnection(config);
  if (connection.type === "postgres") {
    const { openPostgresMigrations } = await import("../stores/postgres/index.js");
    return openPostgresMigrations(connection.options);
  }
  const storage = await openConnection(connection, folder);
  return { target: storage.migrations, close: () => storage.close() };
}

interface FoundConnection {
  readonly connection: Connection;
  /** What its paths are relative to. */
  readonly folder: string;
}

async function readConnection(config: string | BackendConfig): Promise<FoundConnection> {
  const isFile = typeof config === "string";
  const name = isFile ? config : "backend configuration";
  const expanded = expandVariables(isFile ? await readConfig(config) : config, process.env);
  if (expanded.problems.length > 0) throw invalid(name, expanded.problems);
  const parsed = parseConfig(expanded.value);
  if ("problems" in parsed) throw invalid(name, parsed.problems);
  return { connection: parsed.value, folder: isFile ? dirname(config) : "." };
}

async function readConfig(file: string): Promise<unknown> {
  const parsed = parseJson(await readText(file));
  if ("value" in parsed) return parsed.value;
  const { line, column, found } = parsed.mistake;
  throw new SpecstarError("CONFIG_INVALID", `${file}:${line}:${column}: this is not JSON: ${found} can't be here.`, [
    { path: "", message: `unexpected ${found} in line ${line}, column ${column}` },
  ]);
}

async function readText(file: string): Promise<string> {
  try {
    // Some editors on Windows begin a file with a byte order mark, which JSON doesn't know.
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SpecstarError("CONFIG_INVALID", `${file} can't be read: ${reason}.`, [], { cause: error });
  }
}

async function openConnection(connection: Connection, folder: string): Promise<Storage> {
  switch (connection.type) {
    case "memory":
      return memoryStorage();
    case "sqlite": {
      const { sqliteStorage } = await import("../stores/sqlite/index.js");
      return sqliteStorage(resolve(folder, connection.options.rootdir));
    }
    case "postgres":
      throw new SpecstarError("NOT_SUPPORTED", "Resources can't be kept in PostgreSQL yet: only `specstar migrate` works with it. Use a connection of type sqlite.");
  }
}

function invalid(name: string, problems: readonly Problem[]): SpecstarError {
  const lines = problems.map(({ path, message }) => `  ${path || "/"} ${message}`);
  return new SpecstarError("CONFIG_INVALID", `${name} is not a valid configuration:\n${lines.join("\n")}`, problems);
}
