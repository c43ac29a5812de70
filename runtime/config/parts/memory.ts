import { MemoryBlobStore } from "../../stores/memory/blob-store.js";
import { MemoryMetaStore } from "../../stores/memory/meta-store.js";
import { MemoryRevisionStore } from "../../stores/memory/revision-store.js";
import type { Openers } from "./openers.js";

export function memoryParts(): Openers {
  return {
    openMeta: async () => ({ ...toPart(new MemoryMetaStore(null)), migrations: null }),
    openRevisions: async () => ({ ...toPart(new MemoryRevisionStore()), migrations: null }),
    openBlobs: async () => toPart(new MemoryBlobStore()),
  };
}

function toPart<Store extends { close(): void }>(store: Store): { readonly store: Store; close(): Promise<void> } {
  return { store, close: async () => store.close() };
}
