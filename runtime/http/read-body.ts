import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import type { Request } from "express";
import { SpecstarError } from "../core/errors.js";
import { checkMediaType } from "./media-type.js";
import { parseJson } from "./parse-json.js";

export type CheckType = (headers: IncomingHttpHeaders) => void;

const BYTE_ORDER_MARK = 0xfeff;

/**
 * The JSON value of a request's body. One that a middleware has parsed already is taken as it is.
 *
 * @param limit in bytes; what goes beyond it is never kept.
 * @param checkType throws UNSUPPORTED_MEDIA_TYPE for what is declared as something else than what is read here.
 * @throws MALFORMED_BODY for no body, invalid UTF-8, bad or inexact JSON, and a connection that ends too early;
 *   UNSUPPORTED_MEDIA_TYPE; BODY_TOO_LARGE as soon as the declared or the counted length exceeds the limit.
 */
export async function readBody(req: Request, limit: number, checkType: CheckType = checkMediaType): Promise<unknown> {
  if (req.body !== undefined) return req.body;
  if (hasNoBody(req)) throw new SpecstarError("MALFORMED_BODY", "The request has no body. Send the data as JSON.");
  checkType(req.headers);
  return parseJson(decode(await readBytes(req, limit)));
}

/** RFC 9112 section 6: neither header, no body. */
function hasNoBody({ headers }: Request): boolean {
  return headers["transfer-encoding"] === undefined && (headers["content-length"] ?? "0") === "0";
}

function readBytes(req: Request, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = (): void => {
      req.off("data", keep);
      reject(new SpecstarError("BODY_TOO_LARGE", `The body is larger than ${limit} bytes, the most that is read.`));
    };
    const keep = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) refuse();
      else chunks.push(chunk);
    };
    if (Number(req.headers["content-length"] ?? 0) > limit) {
      refuse();
      return;
    }
    req.on("data", keep);
    req.once("end", () => resolve(joinChunks(chunks)));
    req.once("close", () => {
      if (!req.readableEnded) reject(new SpecstarError("MALFORMED_BODY", "The connection ended before the body did."));
    });
  });
}

function joinChunks(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}

/** A byte order mark is passed over, as RFC 8259 section 8.1 allows. */
function decode(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw notUtf8(bytes);
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/** Names the first byte at fault: decoding puts U+FFFD in its place, so that encoding again gives another byte there. */
function notUtf8(bytes: Buffer): SpecstarError {
  const encoded = Buffer.from(bytes.toString("utf8"));
  const at = bytes.findIndex((byte, index) => byte !== encoded[index]);
  return new SpecstarError("MALFORMED_BODY", `The body is not UTF-8: see byte ${at + 1}.`);
}
