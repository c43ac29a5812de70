import type { Storage } from "../stores/storage.js";
import type { BackendConfig } from "./backend-config.js";
import { isOneDatabase } from "./bindings.js";
import { compose } from "./compose.js";
import { readBindings } from "./read-bindings.js";

/**
 * Opens the back end that a configuration describes: the path of a JSON file, or the same as an object. Drivers are loaded
 * only for the connections that are used.
 *
 * @throws CONFIG_INVALID for every mistake in the configuration, with the JSON Pointer of each, and when a driver is not
 * installed; BACKEND_UNAVAILABLE when the back end can't be opened.
 */
export async function openBackend(config: string | BackendConfig): Promise<Storage> {
  return compose(await readBindings(config));
}

/** Where the migrations of a back end apply to: null where none are needed. */
export interface MigrationAccess {
  readonly target: Storage["migrations"];
  close(): Promise<void>;
}

/**
 * Opens the database that a configuration describes for its migrations alone.
 *
 * @throws what `openBackend` throws.
 */
export async function openMigrations(config: string | BackendConfig): Promise<MigrationAccess> {
  const bindings = await readBindings(config);
  if (bindings.meta.type === "postgres" && (bindings.resource.type !== "postgres" || isOneDatabase(bindings))) {
    const { openPostgresMigrations } = await import("../stores/postgres/index.js");
    return openPostgresMigrations(bindings.meta.options);
  }
  const storage = await compose(bindings);
  return { target: storage.migrations, close: () => storage.close() };
}
