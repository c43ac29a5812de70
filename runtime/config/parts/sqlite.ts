import { join } from "node:path";
import { FileBlobStore } from "../../stores/disk/blob-store.js";
import { openSqliteRevisions, sqliteStorage } from "../../stores/sqlite/index.js";
import type { FolderOptions } from "../types/sqlite.js";
import type { Openers, Together } from "./openers.js";

export function sqliteParts({ rootdir }: FolderOptions): Openers {
  return {
    openTogether: async () => openTogether(rootdir),
    openRevisions: async () => openSqliteRevisions(rootdir),
    openBlobs: async () => ({ store: new FileBlobStore(join(rootdir, "blobs")), close: async () => {} }),
  };
}

/** One connection for both: closing the meta closes it. */
function openTogether(rootdir: string): Together {
  const { meta, revisions, migrations, close } = sqliteStorage(rootdir);
  return { meta: { store: meta, migrations, close }, revisions: { store: revisions, close: async () => {} } };
}
