/** Keeps everything in this process's memory: for tests, trials and as the yardstick of the other stores. */
import type { Storage } from "../storage.js";
import { MemoryBlobStore } from "./blob-store.js";
import { MemoryMetaStore } from "./meta-store.js";
import { MemoryRevisionStore } from "./revision-store.js";

export interface MemoryStorageOptions {
  /** Whether the meta store keeps the payloads too, as a database does; by default they are kept apart, as with files. */
  readonly keepsPayloads?: boolean;
}

/** Opens an empty storage that is gone when it is closed, or the process ends. Needs no migrations. */
export function memoryStorage(options: MemoryStorageOptions = {}): Storage {
  const revisions = new MemoryRevisionStore();
  const meta = new MemoryMetaStore(options.keepsPayloads === true ? revisions : null);
  const blobs = new MemoryBlobStore();
  const close = async () => {
    meta.close();
    revisions.close();
    blobs.close();
  };
  return { meta, revisions, blobs, migrations: null, close };
}
