/**
 * Keeps everything in one SQLite file, through better-sqlite3, which is loaded only when a storage is opened. Knows the
 * interfaces of the stores and how a query becomes SQL; nothing of models, validation or HTTP.
 */
export type { SqliteMetaOptions } from "./meta-store.js";
export { openSqliteMeta } from "./open-meta.js";
export { openSqliteRevisions } from "./open-revisions.js";
export { sqliteStorage } from "./sqlite-storage.js";
