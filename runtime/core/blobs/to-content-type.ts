import { essenceOf, isMediaType, UNKNOWN_TYPE } from "./media-type.js";
import { SIGNED_TYPES } from "./sniff-media-type.js";

/** What clients such as curl say of any body when nobody tells them. */
const UNTOLD = "application/x-www-form-urlencoded";

/**
 * Which media type is kept for bytes. What was declared, unless it is no media type, or one that all bytes of show at their
 * beginning and these don't: then what they show, or `application/octet-stream`. So no page passes for an image; a zip archive may
 * be declared as the document that it holds, and text as anything.
 *
 * @param sniffed what the bytes show.
 */
export function toContentType(declared: string | undefined, sniffed: string | undefined): string {
  if (declared === undefined || !isMediaType(declared)) return sniffed ?? UNKNOWN_TYPE;
  const essence = essenceOf(declared);
  const isContradicted = essence === UNTOLD || (SIGNED_TYPES.has(essence) && essence !== sniffed);
  return isContradicted ? (sniffed ?? UNKNOWN_TYPE) : declared;
}
