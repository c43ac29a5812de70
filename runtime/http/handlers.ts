/** One handler per route of a model: what a generated router names. Each takes the manager of the model. */
export { bulk } from "./bulk/bulk-handler.js";
export { count, get, getRevision, listRevisions, search } from "./read-handlers.js";
export { create, patch, publish, purge, remove as delete, restore, revert, switchTo as switch, update } from "./write-handlers.js";
