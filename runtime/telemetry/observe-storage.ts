import { setObserver } from "../core/observer.js";
import type { Storage } from "../stores/storage.js";
import { countCommits } from "./count-commits.js";
import { observeCalls } from "./observe-calls.js";
import { createObserver } from "./observe-operations.js";
import { aroundStore } from "./observe-store.js";
import { createTelemetry, type Telemetry } from "./telemetry.js";

const observed = new WeakMap<object, Telemetry>();

/**
 * The same storage, whose stores are timed and counted, and the operations of the managers that are made on it from now on. An app
 * of such managers observes its requests, too. Use the result in place of the storage everywhere: managers that refer to each other
 * find each other by it.
 */
export function observeStorage(storage: Storage, telemetry: Telemetry = createTelemetry()): Storage {
  if (observed.has(storage)) return storage;
  const { meta, revisions, blobs } = storage;
  const dialect = storage.migrations?.dialect;
  const result: Storage = {
    ...storage,
    meta: observeCalls(meta, aroundStore(telemetry, { store: "meta", dialect }), { commit: countCommits(meta, telemetry.instruments) }),
    revisions: observeCalls(revisions, aroundStore(telemetry, { store: "revisions", dialect: meta.keepsPayloads ? dialect : undefined })),
    blobs: observeCalls(blobs, aroundStore(telemetry, { store: "blobs", dialect: undefined })),
    close: () => storage.close(),
  };
  observed.set(result, telemetry);
  setObserver(result, createObserver(telemetry));
  return result;
}

/** What observes a storage; undefined when nothing does. */
export function telemetryOf(storage: object): Telemetry | undefined {
  return observed.get(storage);
}
