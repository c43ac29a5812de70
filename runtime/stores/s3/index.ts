/** Everything, or revisions and blobs alone, in any S3-compatible store. Public entry `@specstar/runtime/s3`; the drivers are optional peers. */
export { openS3Blobs, openS3Revisions } from "./open-parts.js";
export type { S3Options } from "./options.js";
export { s3Storage } from "./s3-storage.js";
export { openSyncedMeta, type SyncedOptions } from "./synced/open-synced-meta.js";
