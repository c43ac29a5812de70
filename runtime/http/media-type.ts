import type { IncomingHttpHeaders } from "node:http";
import { SpecstarError } from "../core/errors.js";

/** `application/json`, or any type with the suffix `+json` (RFC 6839 section 3.1). */
const JSON_TYPE = /^(?:application\/json|[\w!#$&^.+-]+\/[\w!#$&^.+-]+\+json)[ \t]*(?:;|$)/i;
const CHARSET = /;[ \t]*charset[ \t]*=[ \t]*("?)([^;"\s]*)\1/i;

/**
 * Checks that a body is declared as what can be read: JSON in UTF-8, not compressed.
 *
 * @throws UNSUPPORTED_MEDIA_TYPE saying what to send instead.
 */
export function checkMediaType(headers: IncomingHttpHeaders): void {
  const type = headers["content-type"];
  if (type !== "application/json") checkType(type);
  checkEncoding(headers);
}

/**
 * Checks that a body is not compressed.
 *
 * @throws UNSUPPORTED_MEDIA_TYPE
 */
export function checkEncoding({ "content-encoding": encoding }: IncomingHttpHeaders): void {
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw unsupported(`The body is encoded as "${encoding}". Send it as it is, without Content-Encoding.`);
  }
}

function checkType(type: string | undefined): void {
  if (type === undefined || !JSON_TYPE.test(type)) {
    const found = type === undefined ? "has no Content-Type" : `is declared as "${type}"`;
    throw unsupported(`The body ${found}. Send JSON, with Content-Type: application/json.`);
  }
  checkCharset(type);
}

/**
 * Checks that a type whose text is UTF-8 names no other encoding.
 *
 * @throws UNSUPPORTED_MEDIA_TYPE
 */
export function checkCharset(type: string): void {
  const charset = CHARSET.exec(type)?.[2] ?? "utf-8";
  if (!/^utf-?8$/i.test(charset)) throw unsupported(`The body is declared as "${charset}". JSON is sent in UTF-8 (RFC 8259 section 8.1).`);
}

/** The error for a body of a kind that can't be taken; the message says what to send instead. */
export function unsupported(message: string): SpecstarError {
  return new SpecstarError("UNSUPPORTED_MEDIA_TYPE", message);
}
