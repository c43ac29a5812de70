/** One handler per route of a model: what a generated router names. Each takes the manager of the model. */
export { getBlob } from "./blobs/get-blob.js";
export { bulk } from "./bulk/bulk-handler.js";
export { diff, listRevisions } from "./history-handlers.js";
export { count, get, getRevision, search, searchByBody } from "./read-handlers.js";
export { cancel, rerun, rerunMany } from "./jobs/write-handlers.js";
export { listAttempts, readLog, status } from "./jobs/read-handlers.js";
export { watch } from "./jobs/watch-handler.js";
export { referrers } from "./referrers.js";
export { create, patch, publish, purge, remove as delete, restore, revert, switchTo as switch, update } from "./write-handlers.js";
