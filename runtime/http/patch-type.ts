import type { IncomingHttpHeaders } from "node:http";
import { essenceOf } from "../core/blobs/media-type.js";
import type { Patch } from "../core/operations/patch.js";
import { checkCharset, checkEncoding, unsupported } from "./media-type.js";

const JSON_PATCH = "application/json-patch+json";
const MERGE_PATCH = "application/merge-patch+json";

/** What PATCH takes, for the header Accept-Patch (RFC 5789 section 3.1). */
export const ACCEPT_PATCH = `${JSON_PATCH}, ${MERGE_PATCH}`;

/**
 * Checks that a body is declared as a patch that can be read.
 *
 * @throws UNSUPPORTED_MEDIA_TYPE saying what to send instead.
 */
export function checkPatchType(headers: IncomingHttpHeaders): void {
  kindOf(headers);
  checkCharset(headers["content-type"] ?? "");
  checkEncoding(headers);
}

/**
 * A body as the patch that it is declared to be.
 *
 * @throws UNSUPPORTED_MEDIA_TYPE
 */
export function toPatch(headers: IncomingHttpHeaders, body: unknown): Patch {
  return kindOf(headers) === "json" ? { kind: "json", operations: body } : { kind: "merge", patch: body };
}

function kindOf({ "content-type": type }: IncomingHttpHeaders): Patch["kind"] {
  const essence = essenceOf(type ?? "");
  if (essence === JSON_PATCH) return "json";
  if (essence === MERGE_PATCH) return "merge";
  const found = type === undefined ? "has no Content-Type" : `is declared as "${type}"`;
  throw unsupported(`The patch ${found}. Send it as ${MERGE_PATCH} (RFC 7396) or ${JSON_PATCH} (RFC 6902).`);
}
