import type { RequestHandler } from "express";
import { SNIFFED_BYTES, sniffMediaType } from "../../core/blobs/sniff-media-type.js";
import { toContentType } from "../../core/blobs/to-content-type.js";
import { SpecstarError } from "../../core/errors.js";
import type { Binary } from "../../spec.js";
import type { BlobStore, DirectBlobs, FinishedUpload, StoredBlob } from "../../stores/blob-store.js";
import type { Storage } from "../../stores/storage.js";
import { jsonAnswer, sendAnswer } from "../answer.js";
import { sendOnce } from "../idempotency/send-once.js";
import { parseParameters, queryOf } from "../parameters.js";
import { readBody } from "../read-body.js";
import { contextOf } from "../request-context.js";
import { blobNotFound } from "./blob-not-found.js";
import { requireDirect } from "./require-direct.js";
import { parseUploadClaim, type UploadClaim } from "./upload-claim.js";

/** In seconds: within that time an upload has to begin. */
const EXPIRES_IN = 900;

/**
 * `POST /blobs/direct`: tells a client where to bring bytes of which it knows the size and the SHA-256. Nothing is stored by that, so that
 * an Idempotency-Key is of no account: the URL is kept nowhere.
 */
export function startDirectUpload({ blobs }: Pick<Storage, "blobs">): RequestHandler {
  return async (req, res) => {
    const { settings } = contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const direct = requireDirect(blobs);
    const { fileId, size } = parseUploadClaim(await readBody(req, settings.bodyLimit), []);
    refuseTooLarge(size, Math.min(settings.blobLimit, direct.largestUpload));
    const expires = new Date(Date.now() + EXPIRES_IN * 1000).toISOString();
    const { uploadId, method, url } = await direct.presignUpload({ expiresIn: EXPIRES_IN, size });
    const answer = jsonAnswer(JSON.stringify({ uploadId, fileId, method, url, headers: { "Content-Length": String(size) }, expires }));
    sendAnswer(res, { ...answer, status: 201, headers: { ...answer.headers, "Cache-Control": "no-store" } });
  };
}

/** `POST /blobs/direct/:uploadId/finish`: makes a blob of what was brought, and answers with what a `Binary` field takes. */
export function finishDirectUpload({ blobs, meta }: Pick<Storage, "blobs" | "meta">): RequestHandler<{ uploadId: string }> {
  return async (req, res) => {
    const { settings } = contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const direct = requireDirect(blobs);
    const body = await readBody(req, settings.bodyLimit);
    const claim = parseUploadClaim(body, ["contentType", "name"]);
    const answer = async () => ({ ...jsonAnswer(JSON.stringify(await finish(blobs, direct, req.params.uploadId, claim))), status: 201 });
    await sendOnce(meta.receipts, req, res, { body, answer });
  };
}

function refuseTooLarge(size: number, limit: number): void {
  if (size > limit) throw new SpecstarError("BODY_TOO_LARGE", `The file has ${size} bytes, and ${limit} are the most that is stored of one.`);
}

async function finish(blobs: BlobStore, direct: DirectBlobs, uploadId: string, { fileId, size, contentType, name }: UploadClaim): Promise<Binary> {
  const blob = storedOf(await direct.finishUpload(uploadId, { fileId, size }));
  const sniffed = sniffMediaType(await readHead(blobs, blob));
  return { fileId, size, contentType: toContentType(contentType, sniffed), ...(name === undefined ? {} : { name }) };
}

function storedOf(finished: FinishedUpload): StoredBlob {
  if (finished.kind === "stored") return finished.blob;
  if (finished.kind === "missing") {
    throw new SpecstarError("BLOB_NOT_FOUND", "Nothing was brought under this upload, or it is finished. Start another one with POST /blobs/direct.");
  }
  const { fileId, size } = finished;
  const message = `What was brought has ${size} bytes with the SHA-256 ${fileId}.`;
  throw new SpecstarError("VALIDATION_FAILED", `${message} It was removed: start another upload with POST /blobs/direct.`, [{ path: "/fileId", message }]);
}

async function readHead(blobs: BlobStore, { fileId, size }: StoredBlob): Promise<Uint8Array> {
  if (size === 0) return new Uint8Array();
  const bytes = await blobs.read(fileId, { first: 0, last: Math.min(size, SNIFFED_BYTES) - 1 });
  if (bytes === undefined) throw blobNotFound();
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
