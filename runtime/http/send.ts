import type { Response } from "express";
import type { Page } from "../core/resource.js";

/** A client may keep an answer and must ask whether it still holds; a cache that serves others may not (RFC 9111 section 5.2.2). */
export const CACHING = "private, no-cache";

/** Sends JSON text, in one write. */
export function sendJson(res: Response, status: number, body: string, etag?: string): void {
  res.statusCode = status;
  res.setHeader("Content-Type", "application/json");
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.setHeader("Cache-Control", CACHING);
  if (etag !== undefined) res.setHeader("ETag", `"${etag}"`);
  res.end(body);
}

/** Tells a client that what it has is current: 304, with the headers of RFC 9110 section 15.4.5. */
export function sendNotModified(res: Response, etag: string): void {
  res.statusCode = 304;
  res.setHeader("Cache-Control", CACHING);
  res.setHeader("ETag", `"${etag}"`);
  res.end();
}

/** `{items, nextCursor, total?}`. */
export function encodePage<Item>(page: Page<Item>, encodeItem: (item: Item) => string): string {
  const total = page.total === undefined ? "" : `,"total":${page.total}`;
  return `{"items":[${page.items.map(encodeItem).join(",")}],"nextCursor":${JSON.stringify(page.nextCursor)}${total}}`;
}
