export { applyJsonPatch, type PatchLimits } from "./apply-json-patch.js";
export { applyMergePatch } from "./apply-merge-patch.js";
export { diff, type DiffOperation } from "./diff.js";
export { invert } from "./invert.js";
