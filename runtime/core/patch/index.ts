export { applyJsonPatch, type PatchLimits } from "./apply-json-patch.js";
export { applyMergePatch } from "./apply-merge-patch.js";
