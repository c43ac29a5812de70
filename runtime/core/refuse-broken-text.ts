import type { IndexedData } from "./indexed-data.js";
import { toJsonPointer } from "./json-pointer.js";
import { validationFailed } from "./validation-failed.js";

/** With the u flag, a pair is one character of another category. */
const HALF_PAIR = /\p{Surrogate}/u;

/**
 * Refuses text that no database can find again: half a surrogate pair is no character, and UTF-8 has no bytes for it.
 *
 * @throws VALIDATION_FAILED naming the indexed fields that hold it
 */
export function refuseBrokenText(model: string, indexedData: IndexedData): void {
  const broken = Object.keys(indexedData).filter((path) => !isSound(indexedData[path]));
  if (broken.length === 0) return;
  const message = "Holds half a surrogate pair, which is no character: a field that is searched by must be sound Unicode text.";
  throw validationFailed(model, broken.map((path) => ({ path: toJsonPointer(path.split(".")), message })));
}

function isSound(value: IndexedData[string] | undefined): boolean {
  if (typeof value === "string") return !HALF_PAIR.test(value);
  return typeof value !== "object" || value === null || value.every((item) => typeof item !== "string" || !HALF_PAIR.test(item));
}
