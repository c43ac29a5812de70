import { createHash } from "node:crypto";
import type { AnySpec } from "../core/context.js";
import { omitFields } from "../core/omit-fields.js";

/**
 * Whether a text is the one that a revision's `dataHash` was made of: all of it, or without the fields that the model hides. Data from
 * before a field was hidden has the hash of all.
 */
export function hasHash({ hidden }: Pick<AnySpec, "hidden">, text: string, dataHash: string): boolean {
  return hashOf(text) === dataHash || (hidden.length > 0 && hashOf(JSON.stringify(omitFields(JSON.parse(text), hidden))) === dataHash);
}

function hashOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
