import type { BlobStore } from "../../stores/blob-store.js";
import type { RevisionStore } from "../../stores/revision-store.js";
import type { MetaPart, Part } from "../../stores/storage.js";
import type { MigrationTarget } from "../../migrations/migration-target.js";

/** How the parts of a storage are opened on one connection. What it can't be used for is not there. */
export interface Openers {
  /** The meta alone: payloads are kept elsewhere. */
  openMeta(): Promise<MetaPart>;
  openRevisions(): Promise<RevisionPart>;
  readonly openBlobs?: () => Promise<Part<BlobStore>>;
  /** Meta and payloads in one database, written in one transaction. */
  readonly openTogether?: () => Promise<Together>;
}

export interface RevisionPart extends Part<RevisionStore> {
  /** The database that has the table of the payloads; null where none is needed. */
  readonly migrations: MigrationTarget | null;
}

export interface Together {
  readonly meta: MetaPart;
  readonly revisions: Part<RevisionStore>;
}
