import { hash } from "node:crypto";
import type { Request, Response } from "express";
import { SpecstarError } from "../core/errors.js";
import { isKnown, isMatch } from "./entity-tags.js";
import { sendJson, sendNotModified } from "./send.js";

/**
 * Sends JSON text under a tag made from it, or 304 when the client has the same: for answers that tell of more than one state of a
 * resource. They have no date, so that conditions on dates don't count (RFC 9110 sections 13.1.3 and 13.1.4).
 *
 * @throws REVISION_CONFLICT when If-Match does not name the tag.
 */
export function sendHashed({ headers }: Request, res: Response, body: string): void {
  const etag = hash("sha256", body, "base64url").slice(0, 22);
  const { "if-match": ifMatch, "if-none-match": ifNoneMatch } = headers;
  if (ifMatch !== undefined && !isMatch(ifMatch, etag)) throw new SpecstarError("REVISION_CONFLICT", `The answer is another one than If-Match says: its ETag is "${etag}".`);
  if (ifNoneMatch !== undefined && isKnown(ifNoneMatch, etag)) sendNotModified(res, etag);
  else sendJson(res, 200, body, etag);
}
