import type { MigrationTarget } from "../migrations/migration-target.js";
import type { MessageQueue } from "../queues/message-queue.js";
import type { BlobStore } from "./blob-store.js";
import type { MetaStore } from "./meta-store.js";
import type { RevisionStore } from "./revision-store.js";

/** A chosen place for everything that resources consist of. */
export interface Storage {
  readonly meta: MetaStore;
  /** Where the data is, unless the meta keeps it as well (`keepsPayloads`): then these are the same rows, and a write is one transaction. */
  readonly revisions: RevisionStore;
  readonly blobs: BlobStore;
  /** The database that SQL migrations apply to; null where none is needed. */
  readonly migrations: MigrationTarget | null;
  /** How jobs come to their workers; they look into the meta store by themselves when it isn't given. */
  readonly queue?: MessageQueue | undefined;
  /** What it is made of, in one line for logs and warnings: places, no password and no key. */
  readonly description?: string;
  /** Finishes what was accepted and lets go of files and connections. */
  close(): Promise<void>;
}

/** One store of a storage, and what lets go of its files and connections. */
export interface Part<Store> {
  readonly store: Store;
  /** Finishes what the store accepted, and resolves when nothing of it is open any more. */
  close(): Promise<void>;
}

export interface MetaPart extends Part<MetaStore> {
  readonly migrations: MigrationTarget | null;
}

/** Puts a storage together. It closes the parts one after the other, the meta first: what it accepted may still need the others. */
export function combineStorage(meta: MetaPart, revisions: Part<RevisionStore>, blobs: Part<BlobStore>): Storage {
  return {
    meta: meta.store,
    revisions: revisions.store,
    blobs: blobs.store,
    migrations: meta.migrations,
    close: () => closeAll([meta, revisions, blobs]),
  };
}

/** All of them, even when one fails; then with the first failure. */
async function closeAll(parts: readonly Part<unknown>[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of parts) await part.close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
