import type { Request, Response } from "express";
import type { Binary } from "../../spec.js";
import type { DirectBlobs } from "../../stores/blob-store.js";
import { answersByConditions } from "./blob-conditions.js";
import { toMediaType } from "./blob-headers.js";
import { blobNotFound } from "./blob-not-found.js";
import { contentDisposition } from "./content-disposition.js";

/** In seconds: a client follows at once, and clocks differ. A download that has begun goes on after that. */
const EXPIRES_IN = 300;

/**
 * Whether a client that is sent elsewhere gets there what it would get here. A signed URL is for GET alone, and the place that it leads to
 * has ETags of its own, with which it would compare the client's.
 */
export function canBeSentElsewhere({ method, headers }: Request): boolean {
  return method === "GET" && headers["if-match"] === undefined && headers["if-range"] === undefined;
}

/**
 * Sends a client to where a blob lies, by a URL that nobody else should see: so no cache keeps it. It is a download there, whatever its type:
 * what keeps a browser from taking it for something else can't be said in a signed URL.
 *
 * @throws BLOB_NOT_FOUND
 */
export async function redirectToBlob(req: Request, res: Response, { fileId, contentType, name }: Binary, direct: DirectBlobs): Promise<void> {
  const options = { expiresIn: EXPIRES_IN, contentType: toMediaType(contentType), disposition: contentDisposition("attachment", name) };
  const url = await direct.presignRead(fileId, options);
  if (url === undefined) throw blobNotFound();
  if (answersByConditions(req, res, fileId)) return;
  res.setHeader("Location", url);
  res.setHeader("Cache-Control", "no-store");
  res.status(307).end();
}
