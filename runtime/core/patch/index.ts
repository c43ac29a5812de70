export { applyJsonPatch, type PatchLimits } from "./apply-json-patch.js";
export { applyMergePatch } from "./apply-merge-patch.js";
export { checkFields } from "./check-fields.js";
export { compileProjection } from "./compile-projection.js";
export { diff, type DiffOperation } from "./diff.js";
export { equalJson } from "./equal-json.js";
export { invert } from "./invert.js";
export { takeFields } from "./take-fields.js";
