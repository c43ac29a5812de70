import { describeValue } from "../describe-value.js";
import { equalJson } from "./equal-json.js";
import { parseJsonPatch, type Operation } from "./parse-json-patch.js";
import { patchTestFailed } from "./patch-errors.js";
import { PatchedDocument } from "./patched-document.js";
import type { Pointer } from "./pointer.js";

export interface PatchLimits {
  /** How many operations a patch may have: 10,000 unless given. */
  readonly operations?: number;
  /** How many characters of JSON an operation may let the document grow to: 10 million unless given. */
  readonly characters?: number;
}

const DEFAULT_LIMITS = { operations: 10_000, characters: 10_000_000 };

/**
 * What a JSON Patch (RFC 6902) makes of a document, all of it or nothing. Neither of them is changed, and the result shares parts
 * with both: it is to be read only, as they are. Both are values as `JSON.parse` gives them.
 *
 * @throws PATCH_INVALID when the patch is malformed, does not apply, or goes beyond a limit; the path of a problem is a JSON
 *   Pointer into the patch. PATCH_TEST_FAILED when a `test` does not hold.
 */
export function applyJsonPatch(document: unknown, patch: unknown, limits: PatchLimits = {}): unknown {
  const { operations, characters } = { ...DEFAULT_LIMITS, ...limits };
  const patched = new PatchedDocument(document, characters);
  for (const operation of parseJsonPatch(patch, operations)) applyOperation(patched, operation);
  return patched.root;
}

function applyOperation(document: PatchedDocument, operation: Operation): void {
  switch (operation.op) {
    case "add":
      return document.add(operation.path, operation.value);
    case "replace":
      return document.replace(operation.path, operation.value);
    case "remove":
      return document.remove(operation.path);
    case "copy":
      return document.add(operation.path, document.get(operation.from));
    case "move":
      return move(document, operation.from, operation.path);
    case "test":
      return test(document, operation.path, operation.value);
  }
}

function move(document: PatchedDocument, from: Pointer, path: Pointer): void {
  const value = document.get(from);
  if (from.text === path.text) return;
  document.remove(from);
  document.add(path, value);
}

function test(document: PatchedDocument, path: Pointer, expected: unknown): void {
  const found = document.find(path);
  if (!found.isThere) throw patchTestFailed({ path: path.at, message: found.why });
  if (equalJson(found.value, expected)) return;
  const message = `Expected ${describeValue(expected)} at ${describeValue(path.text)}, found ${describeDifferent(expected, found.value)}.`;
  throw patchTestFailed({ path: path.at, message });
}

function describeDifferent(expected: unknown, found: unknown): string {
  const description = describeValue(found);
  return description === describeValue(expected) ? "another" : description;
}
