import { SpecstarError } from "../core/errors.js";
import type { Storage } from "../stores/storage.js";
import { telemetryOf, type Telemetry } from "../telemetry/index.js";

/** What observes the storages of an app; of several that are observed apart, what observes the first. */
export function observedBy(storages: readonly Storage[]): Telemetry | undefined {
  return storages.map(telemetryOf).find((telemetry) => telemetry !== undefined);
}

/** @throws CONFIG_INVALID when there is nothing that could be shown at `/metrics`. */
export function requireTelemetry(telemetry: Telemetry | undefined): Telemetry {
  if (telemetry !== undefined) return telemetry;
  const help = "Open it with `observeStorage(await openBackend(…))` from @specstar/runtime/telemetry, and make the managers on the result.";
  throw new SpecstarError("CONFIG_INVALID", `The option metrics is on, and the storage counts nothing. ${help}`);
}
