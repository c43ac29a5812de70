/** One handler per route of a model: what a generated router names. Each takes the manager of the model. */
export { getBlob } from "./blobs/get-blob.js";
export { count, get, getRevision, listRevisions, search, searchByBody } from "./read-handlers.js";
export { create, remove as delete, restore, switchTo as switch, update } from "./write-handlers.js";
