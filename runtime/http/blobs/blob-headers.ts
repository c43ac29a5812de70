import type { Response } from "express";
import { essenceOf, isMediaType, UNKNOWN_TYPE } from "../../core/blobs/media-type.js";
import type { Binary } from "../../spec.js";
import { contentDisposition } from "./content-disposition.js";

/** Types that a browser shows and that can't run anything. */
const SHOWN: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "video/mp4", "audio/mpeg", "text/plain"]);

/** Even a page that is opened in its place can't run, load or send anything. */
const SECURITY_POLICY = "sandbox; default-src 'none'";

/** The bytes under a file id never change; what a resource refers to and who may see it may, so that a day is long enough. */
const CACHING = "private, max-age=86400, immutable";

/** Says what a blob is, and that a browser must not take it for anything else. */
export function setBlobHeaders(res: Response, { fileId, contentType, name }: Binary): void {
  const type = toMediaType(contentType);
  res.setHeader("Content-Type", type);
  res.setHeader("Content-Disposition", contentDisposition(SHOWN.has(essenceOf(type)) ? "inline" : "attachment", name));
  res.setHeader("Content-Security-Policy", SECURITY_POLICY);
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Accept-Ranges", "bytes");
  setValidators(res, fileId);
}

/** A type that can be sent in a header. */
export function toMediaType(contentType: string): string {
  return isMediaType(contentType) ? contentType : UNKNOWN_TYPE;
}

/** What a 304 has as well (RFC 9110 section 15.4.5). */
export function setValidators(res: Response, fileId: string): void {
  res.setHeader("ETag", `"${fileId}"`);
  res.setHeader("Cache-Control", CACHING);
}
