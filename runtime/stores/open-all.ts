import { combineStorage, type MetaPart, type Part, type Storage } from "./storage.js";
import type { BlobStore } from "./blob-store.js";
import type { RevisionStore } from "./revision-store.js";

/** How the parts of a storage are opened. */
export interface PartOpeners {
  readonly meta: () => Promise<MetaPart>;
  readonly revisions: () => Promise<Part<RevisionStore>>;
  readonly blobs: () => Promise<Part<BlobStore>>;
}

/** Opens the parts one after the other and puts the storage together. When one can't be opened, those before it are closed again. */
export async function openAll({ meta, revisions, blobs }: PartOpeners): Promise<Storage> {
  const opened: Part<unknown>[] = [];
  const keep = <Opened extends Part<unknown>>(part: Opened): Opened => {
    opened.unshift(part);
    return part;
  };
  try {
    return combineStorage(keep(await meta()), keep(await revisions()), keep(await blobs()));
  } catch (error) {
    // The first failure is the one to tell of.
    for (const part of opened) await part.close().catch(() => undefined);
    throw error;
  }
}
