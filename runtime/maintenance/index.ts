/**
 * Looks after a back end: checks that it works, finds and mends what is wrong, makes a lost meta database anew, and copies all there is
 * to another one. Public entry `@specstar/runtime/maintenance`. Knows models by their specs, and stores by their interfaces.
 */
export { checkBackend, type BackendReport, type CheckOptions, type PartReport } from "./check-backend.js";
export type { BackendParts, CheckedPart } from "./backend-parts.js";
export type { StepReport } from "./run-steps.js";
export { diagnose } from "./doctor/diagnose.js";
export type { Finding, FindingKind } from "./doctor/finding.js";
export type { DoctorOptions, Examined } from "./doctor/options.js";
export { rebuildMeta, type RebuildOptions, type RebuiltMeta } from "./rebuild/rebuild-meta.js";
export { copyStorage, type CopiedStorage } from "./copy/copy-storage.js";
export type { CopyOptions, CopyProgress } from "./copy/copying.js";
export type { CopiedBlobs } from "./copy/copy-blobs.js";
export type { CopiedResources } from "./copy/copy-resources.js";
export type { VerifiedCopy } from "./copy/verify-copy.js";
