import { join } from "node:path";
import { openFileBlobs } from "../../stores/disk/index.js";
import { openSqliteMeta, openSqliteRevisions, sqliteStorage } from "../../stores/sqlite/index.js";
import type { FolderOptions } from "../types/sqlite.js";
import type { Openers, Together } from "./openers.js";

export function sqliteParts({ rootdir }: FolderOptions): Openers {
  return {
    openMeta: async () => openSqliteMeta(rootdir, { keepsPayloads: false }),
    openRevisions: async () => openSqliteRevisions(rootdir),
    openBlobs: async () => openFileBlobs(join(rootdir, "blobs")),
    openTogether: async () => openTogether(rootdir),
  };
}

/** One connection for both: closing the meta closes it. */
function openTogether(rootdir: string): Together {
  const { meta, revisions, migrations, close } = sqliteStorage(rootdir);
  return { meta: { store: meta, migrations, close }, revisions: { store: revisions, close: async () => {} } };
}
