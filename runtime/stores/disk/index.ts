/**
 * Keeps revisions and blobs as files, and their meta in one SQLite file, through better-sqlite3, which is loaded only when a storage is
 * opened. Knows the interfaces of the stores; nothing of models, validation or HTTP.
 */
export { diskStorage } from "./disk-storage.js";
export { openFileBlobs, openFileRevisions } from "./open-parts.js";
