/** One handler per route of a model: what a generated router names. Each takes the manager of the model. */
export { getBlob } from "./blobs/get-blob.js";
export { diff, listRevisions } from "./history-handlers.js";
export { count, get, getRevision, search, searchByBody } from "./read-handlers.js";
export { referrers } from "./referrers.js";
export { create, patch, publish, purge, remove as delete, restore, revert, switchTo as switch, update } from "./write-handlers.js";
