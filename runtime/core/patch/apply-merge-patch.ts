import { MAX_DEPTH } from "../schema/json.js";
import { isContainer, isObject } from "./json-value.js";
import { nestedTooDeep } from "./patch-errors.js";

/**
 * What a merge patch (RFC 7396) makes of a document: its members replace those of the document, null removes them. Neither is
 * changed, and the result shares parts with both: it is to be read only, as they are.
 *
 * @throws PATCH_INVALID when the patch is nested more deeply than a body over HTTP may be.
 */
export function applyMergePatch(document: unknown, patch: unknown): unknown {
  refuseDeep(patch, 0);
  return merge(document, patch);
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const members = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) members.delete(key);
    else members.set(key, merge(members.get(key), value));
  }
  // Unlike an assignment, this makes an own member of `__proto__`.
  return Object.fromEntries(members);
}

function refuseDeep(value: unknown, level: number): void {
  if (!isContainer(value)) return;
  if (level >= MAX_DEPTH) throw nestedTooDeep("");
  for (const part of Object.values(value)) refuseDeep(part, level + 1);
}
