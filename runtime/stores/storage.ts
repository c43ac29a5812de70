import type { MigrationTarget } from "../migrations/migration-target.js";
import type { BlobStore } from "./blob-store.js";
import type { MetaStore } from "./meta-store.js";
import type { RevisionStore } from "./revision-store.js";

/** A chosen place for everything that resources consist of. */
export interface Storage {
  readonly meta: MetaStore;
  readonly revisions: RevisionStore;
  readonly blobs: BlobStore;
  /** The database that SQL migrations apply to; null where none is needed. */
  readonly migrations: MigrationTarget | null;
  /** Finishes what was accepted and lets go of files and connections. */
  close(): Promise<void>;
}
