import type { Request, Response } from "express";
import { SpecstarError } from "../../core/errors.js";
import { isKnown, isMatch } from "../entity-tags.js";
import { setValidators } from "./blob-headers.js";

/**
 * Decides the conditions of a request for a blob (RFC 9110 section 13.2.2), and answers with 304 when the client has it: then it returns
 * true.
 *
 * @throws REVISION_CONFLICT when If-Match doesn't name the blob.
 */
export function answersByConditions({ headers }: Request, res: Response, fileId: string): boolean {
  const { "if-match": ifMatch, "if-none-match": ifNoneMatch } = headers;
  if (ifMatch !== undefined && !isMatch(ifMatch, fileId)) throw new SpecstarError("REVISION_CONFLICT", `If-Match doesn't name the blob: its ETag is "${fileId}".`);
  if (ifNoneMatch === undefined || !isKnown(ifNoneMatch, fileId)) return false;
  setValidators(res, fileId);
  res.status(304).end();
  return true;
}
