/** What keeps a back end healthy, for commands and scripts. Knows the interfaces of the stores and no store. Public entry `@specstar/runtime/maintenance`. */
export { checkBackend, type BackendReport, type CheckOptions, type PartReport } from "./check-backend.js";
export type { BackendParts, CheckedPart } from "./backend-parts.js";
export type { StepReport } from "./run-steps.js";
