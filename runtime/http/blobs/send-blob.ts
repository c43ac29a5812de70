import type { Request, Response } from "express";
import { SpecstarError } from "../../core/errors.js";
import type { Binary } from "../../spec.js";
import type { BlobStore } from "../../stores/blob-store.js";
import { parseEntityTags } from "../entity-tags.js";
import { sendStream } from "../send-stream.js";
import { answersByConditions } from "./blob-conditions.js";
import { setBlobHeaders } from "./blob-headers.js";
import { blobNotFound } from "./blob-not-found.js";
import { parseRange } from "./parse-range.js";

/**
 * Answers with a blob, or the part of it that is asked for, as fast as the client takes it. Conditions are decided first
 * (RFC 9110 section 13.2.2).
 *
 * @throws BLOB_NOT_FOUND, REVISION_CONFLICT when If-Match doesn't name it, RANGE_NOT_SATISFIABLE
 */
export async function sendBlob(req: Request, res: Response, binary: Binary, store: BlobStore): Promise<void> {
  const { fileId } = binary;
  const stored = await store.stat(fileId);
  if (stored === undefined) throw blobNotFound();
  if (answersByConditions(req, res, fileId)) return;
  const range = rangeOf(req, fileId, stored.size);
  if (range === "unsatisfiable") throw unsatisfiable(res, stored.size);
  const bytes = req.method === "HEAD" ? [] : await store.read(fileId, range);
  if (bytes === undefined) throw blobNotFound();
  setBlobHeaders(res, binary);
  if (range !== undefined) res.status(206).setHeader("Content-Range", `bytes ${range.first}-${range.last}/${stored.size}`);
  res.setHeader("Content-Length", range === undefined ? stored.size : range.last - range.first + 1);
  await sendStream(res, bytes);
}

/** Of a GET alone, and only while the client's other parts are of the same bytes (RFC 9110 sections 13.1.5 and 14.2). */
function rangeOf({ method, headers }: Request, fileId: string, size: number): ReturnType<typeof parseRange> {
  const ifRange = headers["if-range"];
  const isCurrent = typeof ifRange !== "string" || parseEntityTags(ifRange).strong.includes(fileId);
  return method === "GET" && isCurrent ? parseRange(headers.range, size) : undefined;
}

function unsatisfiable(res: Response, size: number): SpecstarError {
  res.setHeader("Content-Range", `bytes */${size}`);
  return new SpecstarError("RANGE_NOT_SATISFIABLE", `The blob has ${size} bytes: the range begins behind them.`);
}
